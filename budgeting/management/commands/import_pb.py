"""`manage.py import_pb FILE --akimat SLUG`: a Pabulib election becomes a finished round."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from algorithms import pabulib
from algorithms.pabulib import PabulibError
from budgeting.pabulib.errors import UnfitFileError, sentences
from budgeting.pabulib.importing import import_election
from budgeting.pabulib.places import located
from budgeting.pabulib.terminal import Bar
from commons.interface.errors import DomainError
from commons.territories.models import Akimat


class Command(BaseCommand):
    help = "Turns an election in the Pabulib format (.pb) into a finished round with its result."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the .pb file")
        parser.add_argument(
            "--akimat", required=True, metavar="SLUG", help="whose round it becomes"
        )
        parser.add_argument("--slug", help="address of the round; by default made of the file name")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default="en",
            help="language of what this command says",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            self._import(Path(options["file"]), options["akimat"], options["slug"])

    def _import(self, file: Path, akimat_slug: str, slug: str | None) -> None:
        akimat = Akimat.objects.select_related("territory").filter(slug=akimat_slug).first()
        if akimat is None:
            known = ", ".join(Akimat.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(
                _("There is no akimat “%(slug)s”. There are: %(known)s")
                % {"slug": akimat_slug, "known": known or "–"}
            )
        bar = Bar()
        try:
            bar(_("Reading %(file)s") % {"file": file.name}, 0, 0)
            round = import_election(
                akimat=akimat,
                pb=pabulib.read(file),
                file_name=file.name,
                slug=slug or slugify(file.stem.replace("_", " "))[:60].strip("-") or "imported",
                actor=None,
                at=timezone.now(),
                progress=bar,
            )
        except OSError as error:
            bar.finish()
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s")
                % {"file": file, "reason": error.strerror or error}
            ) from error
        except PabulibError as error:
            bar.finish()
            raise _unfit(file, sentences(error)) from error
        except UnfitFileError as error:
            bar.finish()
            raise _unfit(file, sentences(located(error, file))) from error
        except DomainError as error:
            bar.finish()
            raise CommandError(error.message) from error
        bar.finish()
        self.stdout.write(
            _("Imported: %(title)s, /%(akimat)s/budget/%(slug)s/")
            % {"title": round.title, "akimat": akimat.slug, "slug": round.slug}
        )


def _unfit(file: Path, told: list[str]) -> CommandError:
    what = _("%(file)s is not an election that can be imported. Nothing was changed.")
    return CommandError("\n".join([what % {"file": file.name}, *(f"  {line}" for line in told)]))
