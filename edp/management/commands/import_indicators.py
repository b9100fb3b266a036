"""`manage.py import_indicators FILE`: figures of places by year, and employment by activity."""

from argparse import ArgumentParser, BooleanOptionalAction, RawDescriptionHelpFormatter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commons.interface.errors import DomainError
from commons.interface.official import LANGUAGES
from commons.territories.models import Akimat
from edp.statistics.operations import DatasetFields, Report, code_from, import_figures

COLUMNS = """
The file is CSV with a header, comma, semicolon or tab between columns, in UTF-8 or in the Cyrillic
code page 1251. Its columns, in any order:

  indicators of places
    indicator   code of the indicator, for example grp_per_head
    territory   KATO code of 9 digits, ISO code such as KZ-55, or KZ for the whole country
    year        2024
    value       1299791.4 or 1 299 791,4; nothing, "-" or "…" where there is no figure
    period      H1, H2, Q1 to Q4; left out for a whole year (optional)
    name_kk, name_ru, name_en    what is counted (needed once for a new indicator)
    unit_kk, unit_ru, unit_en    its unit (needed once for a new indicator)
    source_kk, source_ru, source_en    where it is not the source of the whole data set (optional)
    name, unit, source    stand for Kazakh and Russian at once

  employment by activity
    activity    OKED code: a section A to U, or digits such as 10 or 10.5
    territory, year    as above
    persons     people employed, a whole number
    name_kk, name_ru, name_en    of the activity (needed once; sections have theirs)

The same file again changes nothing. With a bad line nothing is stored, unless --skip-bad.
"""


class Command(BaseCommand):
    help = "Store figures of places by year, or employment by activity, from a CSV file."

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        parser = super().create_parser(*args, **kwargs)
        parser.epilog = COLUMNS
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dataset", metavar="CODE", help="by default the name of the file")
        parser.add_argument("--akimat", metavar="ADDRESS", help="keep it for this akimat alone")
        for code in LANGUAGES:
            parser.add_argument(f"--title-{code}", default="", metavar="TEXT")
            parser.add_argument(f"--source-{code}", default="", metavar="TEXT")
        parser.add_argument("--url", help="link to the source")
        parser.add_argument("--licence")
        parser.add_argument("--retrieved", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--invented", action=BooleanOptionalAction, help="mark every figure as invented"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be stored")
        parser.add_argument("--skip-bad", action="store_true", help="leave bad lines out")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                report = import_figures(
                    file=opened,
                    dataset=_fields(file, options),
                    akimat=_akimat(options["akimat"]),
                    actor=None,
                    at=timezone.now(),
                    dry_run=options["dry_run"],
                    skip_bad=options["skip_bad"],
                )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except DomainError as error:
            raise CommandError(f"{file}: {error.message}") from error
        self._tell(report, dry_run=options["dry_run"], skip_bad=options["skip_bad"])

    def _tell(self, report: Report, *, dry_run: bool, skip_bad: bool) -> None:
        for fault in report.faults:
            self.stderr.write(str(fault))
        would = "would be " if dry_run else ""
        counts = (
            f"Data set {report.dataset}, {report.lines} lines: "
            f"{report.added} figures {would}added, "
            f"{report.changed} {would}changed, {report.same} as they were, "
            f"{report.blanks} lines without a figure, {report.bad_lines} bad lines."
        )
        if report.faults and not skip_bad:
            raise CommandError(
                f"{report.bad_lines} of {report.lines} lines are bad; nothing was stored. "
                "Mend them, or leave them out with --skip-bad."
            )
        self.stdout.write(counts)


def _fields(file: Path, options: dict[str, Any]) -> DatasetFields:
    def texts(name: str) -> dict[str, str] | None:
        found = {code: str(options[f"{name}_{code}"]) for code in LANGUAGES}
        return found if any(found.values()) else None

    return DatasetFields(
        code=options["dataset"] or code_from(file.name),
        title=texts("title"),
        source=texts("source"),
        url=options["url"],
        licence=options["licence"],
        retrieved_on=options["retrieved"],
        is_invented=options["invented"],
    )


def _akimat(slug: str | None) -> Akimat | None:
    if slug is None:
        return None
    found = Akimat.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(f"There is no akimat at the address “{slug}”.")
    return found
