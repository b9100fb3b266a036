"""`manage.py export_pb AKIMAT/ROUND [--out FILE]`: a published round as a Pabulib file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from budgeting.models import Envelope, Round
from budgeting.pabulib.exporting import file_of
from commons.interface.errors import DomainError


class Command(BaseCommand):
    help = "Writes a round whose result is published in the Pabulib format (.pb)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", help="address of the round: SLUG, or AKIMAT/SLUG")
        parser.add_argument("--akimat", metavar="SLUG", help="where several have a round so named")
        parser.add_argument("--envelope", metavar="KATO", help="which one, where there are several")
        parser.add_argument("--out", metavar="FILE", help="default: standard output")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default="en",
            help="language of what this command says",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            round = self._round(options["round"], options["akimat"])
            try:
                text = file_of(round, self._envelope(round, options["envelope"]))
            except DomainError as error:
                raise CommandError(error.message) from error
            self._write(text, options["out"])

    def _round(self, address: str, akimat: str | None) -> Round:
        first, slash, second = address.partition("/")
        found = Round.objects.filter(slug=second if slash else first)
        if akimat or slash:
            found = found.filter(akimat__slug=akimat or first)
        rounds = list(found.select_related("akimat").order_by("akimat__slug")[:20])
        if not rounds:
            raise CommandError(_("There is no round “%(round)s”.") % {"round": address})
        if len(rounds) > 1:
            names = ", ".join(f"{round.akimat.slug}/{round.slug}" for round in rounds)
            raise CommandError(_("Several rounds are so named: %(names)s") % {"names": names})
        return rounds[0]

    def _envelope(self, round: Round, kato: str | None) -> Envelope | None:
        if kato is None:
            return None
        envelope = round.envelopes.filter(territory__kato=kato, poll__isnull=False).first()
        if envelope is None:
            raise CommandError(_("The round has no envelope of %(kato)s.") % {"kato": kato})
        return envelope

    def _write(self, text: str, out: str | None) -> None:
        if out is None:
            self.stdout.write(text, ending="")
            return
        try:
            Path(out).write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written: %(reason)s")
                % {"file": out, "reason": error.strerror or error}
            ) from error
