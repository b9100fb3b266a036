"""What must be ready before a discussion opens."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commons.interface import official
from commons.territories.permissions import is_staff_of

from . import queries
from .models import Draft


@dataclass(frozen=True)
class Check:
    key: str
    label: str
    is_done: bool


def checks(draft: Draft) -> list[Check]:
    newest = queries.latest(draft)
    in_work = draft.versions.filter(published_at__isnull=True).exists()
    return [
        Check("kk", _("the text in Kazakh is ready"), "kk" in newest),
        Check("ru", _("the text in Russian is ready"), "ru" in newest),
        Check(
            "summary",
            _("the summary in plain words, in Kazakh and in Russian"),
            not official.missing(official.read(draft, "summary")),
        ),
        Check(
            "office",
            _("the office that wrote it, in Kazakh and in Russian"),
            not official.missing(official.read(draft, "office")),
        ),
        Check("author", _("who answers remarks"), is_staff_of(draft.author, draft.akimat)),
        Check("in_work", _("no version is left half done"), not in_work),
    ]


def missing(draft: Draft) -> list[str]:
    return [check.label for check in checks(draft) if not check.is_done]
