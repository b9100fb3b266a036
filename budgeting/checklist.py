"""The questions a specialist answers about every project (order 208, 2025, and practice)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Question:
    """`blocking`: with the answer "no" a project cannot be feasible."""

    code: str
    text: "str | _StrPromise"
    hint: "str | _StrPromise"
    blocking: bool = True


QUESTIONS: tuple[Question, ...] = (
    Question(
        "communal_land",
        _("Is the land communal and free for this use?"),
        _("Check the cadastre. Private or leased land cannot be built on."),
    ),
    Question(
        "public_use",
        _("Will anyone be able to use it?"),
        _("Not behind a fence, not for one organisation alone."),
    ),
    Question(
        "competence",
        _("Is it within the competence of the akimat?"),
        _("What belongs to the state, an oblast or a private owner is not."),
    ),
    Question(
        "not_planned",
        _("Is it absent from other programmes?"),
        _("What a programme already pays for cannot be paid for twice."),
    ),
    Question(
        "safe",
        _("Is it safe?"),
        _("Utilities, fire lanes, sight lines at crossings, sanitary zones."),
    ),
    Question(
        "accessible",
        _("Will people with disabilities be able to use it?"),
        _("Ramps, surfaces, width, signs; name what must be added."),
    ),
    Question(
        "cost_realistic",
        _("Does the cost follow from current prices?"),
        _("Name the source of the prices in the note if it differs from the author's estimate."),
        blocking=False,
    ),
    Question(
        "upkeep_funded",
        _("Is there somebody to keep it up, and money for that?"),
        _("Cleaning, repairs, electricity after it has been built."),
    ),
    Question(
        "permits",
        _("Can the permits be had in time?"),
        _("Design, heritage, water protection, road police."),
    ),
    Question(
        "one_year",
        _("Can it be built within the delivery phase?"),
        _("Count the tender and the building season."),
    ),
)

BY_CODE = {question.code: question for question in QUESTIONS}
