"""Bind the database role of the web: it may add to the ballot box and never change it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from commons.voting.grants import UnfitRoleError, require_bound, statements


class Command(BaseCommand):
    help = (
        "Prints the GRANTs for the role that the web uses; with --apply also runs them. "
        "Run it as the owner of the tables, and again after each migration."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="the role; it must exist and must not own the tables")
        parser.add_argument("--apply", action="store_true", help="run the statements too")

    def handle(self, *, role: str, **options: Any) -> None:
        try:
            require_bound(role)
        except UnfitRoleError as error:
            raise CommandError(str(error)) from error
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements(role):
                self.stdout.write(f"{statement};")
                if options["apply"]:
                    cursor.execute(statement)
