"""`manage.py import_outlines FILE`: real shapes of places, for the maps."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commons.territories.errors import OutlineError
from commons.territories.operations import import_outlines


class Command(BaseCommand):
    help = (
        "Store the outlines of places from TopoJSON or GeoJSON whose features have a property "
        "kato. Places that the file does not have keep theirs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                report = import_outlines(file=opened)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except OutlineError as error:
            raise CommandError(f"{file}: {error.message} Nothing was stored.") from error
        self.stdout.write(f"{report.stored} outlines stored.")
        if report.unknown:
            codes = ", ".join(report.unknown)
            self.stderr.write(f"No place has these codes; import_kato first: {codes}")
