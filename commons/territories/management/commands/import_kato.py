"""`manage.py import_kato FILE`: places and their names from a classifier."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commons.territories.errors import TableError
from commons.territories.operations import import_kato


class Command(BaseCommand):
    help = (
        "Add places from a KATO classifier (CSV) and bring names up to date. Reads the official "
        "layout (te, ab, cd, ef, hij, kaz_name, rus_name), one with kato, name_kk, name_ru, "
        "name_en, iso3166_2, and one with region_kato, region_ru, kato, name_ru. Deletes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                report = import_kato(file=opened)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except TableError as error:
            raise CommandError(f"{file}: {error.message}") from error
        self.stdout.write(
            f"{report.added} places added, {report.changed} changed, {report.same} as they were."
        )
        for fault in report.faults:
            self.stderr.write(str(fault))
        if report.faults:
            lines = len({fault.line for fault in report.faults})
            raise CommandError(f"{lines} lines were left out; all others are stored.")
