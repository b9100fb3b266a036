"""All remarks with their answers as one table: which ones, and how a line reads elsewhere."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .enums import Decision, RemarkStatus
from .models import Draft, Remark
from .queries import remarks

WAITING, ANSWERED, HIDDEN = "waiting", "answered", "hidden"
STATES = (WAITING, ANSWERED, *Decision.values, HIDDEN)
_SHOWN = Q(status=RemarkStatus.PUBLISHED)
_FILTERS: dict[str, Q] = {
    "": Q(),
    WAITING: _SHOWN & Q(answered_at__isnull=True),
    ANSWERED: _SHOWN & Q(answered_at__isnull=False),
    HIDDEN: Q(status=RemarkStatus.HIDDEN),
    **{value: _SHOWN & Q(decision=value) for value in Decision.values},
}


def chosen(draft: Draft, state: str = "", paragraph: str = "") -> QuerySet[Remark]:
    """The remarks of a state (all of them for any other word), of one paragraph by its number."""
    found = remarks(draft).filter(_FILTERS.get(state, Q()))
    return found.filter(paragraph__number=paragraph) if paragraph else found


def header() -> list[str]:
    return [
        _("No."),
        _("Paragraph"),
        _("Written"),
        _("Author"),
        _("Remark"),
        _("Suggested wording"),
        _("Agree"),
        _("Decision"),
        _("Answer"),
        _("Answered"),
    ]


def lines(found: QuerySet[Remark]) -> Iterator[list[Any]]:
    """One line for each remark. A hidden one has its reason in the place of its words."""
    for one in found:
        text = one.text
        if one.is_hidden:
            text = _("Hidden by moderators: %(reason)s") % {"reason": one.hidden_reason}
        yield [
            one.pk,
            one.paragraph.number if one.paragraph else _("the whole"),
            _day(one.created_at),
            one.author.public_name,
            text,
            "" if one.is_hidden else one.suggestion,
            one.agreed,  # type: ignore[attr-defined]
            one.get_decision_display() if one.decision else "",
            one.answer,
            _day(one.answered_at),
        ]


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
