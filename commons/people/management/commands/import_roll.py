"""`manage.py import_roll FILE --akimat SLUG`: residents who can be verified at once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commons.people.operations import import_roll
from commons.territories.errors import TableError
from commons.territories.models import Akimat


class Command(BaseCommand):
    help = (
        "Put residents on an akimat's roll from a CSV file with the columns iin, kato, surname. "
        "Bad lines are reported and left out, all others are imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--akimat", required=True, metavar="SLUG")

    def handle(self, *args: Any, file: Path, akimat: str, **options: Any) -> None:
        found = Akimat.objects.select_related("territory").filter(slug=akimat).first()
        if found is None:
            known = ", ".join(Akimat.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no akimat “{akimat}”. Known: {known or 'none'}.")
        try:
            with file.open("rb") as opened:
                report = import_roll(akimat=found, file=opened, actor=None, at=timezone.now())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except TableError as error:
            raise CommandError(f"{file}: {error.message}") from error
        self.stdout.write(
            f"{report.imported} residents are on the roll, {report.updated} of them were before."
        )
        for fault in report.bad_lines:
            self.stderr.write(str(fault))
        if report.bad_lines:
            lines = len({fault.line for fault in report.bad_lines})
            raise CommandError(f"{lines} lines were left out; all others are imported.")
