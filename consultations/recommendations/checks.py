"""What the law wants in a final document before it is sent, and what would make it better."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commons.interface.official import missing, read

from .models import FinalDocument, Recommendation


@dataclass(frozen=True)
class Check:
    """`anchor` is where it is put right: "document", or the key of a recommendation."""

    label: str
    is_met: bool
    is_required: bool = True
    anchor: Any = "document"


def checks(
    document: FinalDocument,
    recommendations: Sequence[Recommendation],
    staff: frozenset[int],
    today: date,
) -> list[Check]:
    """`staff` are the keys of people who may be named to reply."""
    found = [
        Check(label, not missing(read(document, name)))
        for name, label in (
            ("title", _("Title in Kazakh and in Russian")),
            ("place", _("Place in Kazakh and in Russian")),
            ("tasks", _("Tasks in Kazakh and in Russian")),
            ("subjects", _("Who carried it out, in Kazakh and in Russian")),
            ("facts", _("Facts established, in Kazakh and in Russian")),
        )
    ]
    has_time = document.begins is not None and document.ends is not None
    found += [
        Check(_("Form of public control"), bool(document.forms)),
        Check(_("Date of the event, not in the future"), document.event_on <= today),
        Check(_("Time when it began and ended"), has_time),
        Check(_("At least one recommendation"), bool(recommendations), anchor="recommendations"),
    ]
    for one in recommendations:
        number = {"number": one.number}
        named = one.specialist_id in staff
        found += [
            Check(
                _("Recommendation %(number)s: text in Kazakh and in Russian") % number,
                not missing(read(one, "text")),
                anchor=one.pk,
            ),
            Check(
                _("Recommendation %(number)s: a person of the akimat who replies") % number,
                named,
                anchor=one.pk,
            ),
            Check(
                _("Recommendation %(number)s: why it is needed") % number,
                any(read(one, "grounds").values()),
                is_required=False,
                anchor=one.pk,
            ),
        ]
    late = document.send_due_on < today
    found.append(Check(_("Sent within the legal period"), not late, is_required=False))
    return found


def is_ready(found: Sequence[Check]) -> bool:
    return all(one.is_met for one in found if one.is_required)
