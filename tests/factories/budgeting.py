"""Rounds made by the real operations, as far along as a test needs them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from budgeting import checklist, operations
from budgeting.enums import Answer, Decision, PhaseKind, ReviewStage
from budgeting.models import CouncilSeat, Project, Review, Round
from budgeting.operations import Changes
from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from tests.factories.proposals import ProposalFactory

# Days after the announcement at which the phases begin and end.
DAYS = {
    PhaseKind.INTAKE: (1, 11),
    PhaseKind.REVIEW: (11, 21),
    PhaseKind.CORRECTION: (21, 28),
    PhaseKind.VOTING: (28, 42),
    PhaseKind.RESULT: (42, 49),
    PhaseKind.DELIVERY: (49, 400),
}
CITY = 60_000_000
DISTRICT = 20_000_000


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (қаз)", "ru": f"{words} (рус)", "en": words}


def spans(start: datetime) -> dict[str, tuple[datetime, datetime]]:
    return {
        kind: (start + timedelta(days=opens), start + timedelta(days=closes))
        for kind, (opens, closes) in DAYS.items()
    }


def day(start: datetime, kind: str) -> datetime:
    """A moment inside a phase of a round announced at `start`: the second day of it."""
    return start + timedelta(days=DAYS[PhaseKind(kind)][0] + 1)


def complete(start: datetime, envelopes: Sequence[tuple[Territory, int]], **more: Any) -> Changes:
    """All that a round needs to be announced at `start`."""
    changes: dict[str, Any] = {
        "title": texts("Budget of the city"),
        "summary": texts("Residents share out money."),
        "rules": texts("One person, one ballot."),
        "lot_seed": "drawn in public",
        "phases": spans(start),
        "envelopes": envelopes,
        "categories": [{"name": texts("Greenery"), "hint": texts("Trees")}],
        "max_per_person": 5,
    }
    return {**changes, **more}  # type: ignore[return-value,typeddict-item]


def make_round(
    akimat: Akimat,
    start: datetime,
    *,
    envelopes: Sequence[tuple[Territory, int]] | None = None,
    council: Sequence[Person] = (),
    slug: str = "2026",
    **more: Any,
) -> Round:
    """A draft that passes every check; `more` replaces parts of it."""
    changes = complete(start, envelopes or [(akimat.territory, CITY)], **more)
    round = operations.create_round(
        akimat=akimat,
        territory=akimat.territory,
        slug=slug,
        actor=None,
        at=start,
        changes=changes,
    )
    for person in council:
        CouncilSeat.objects.create(round=round, person=person)
    return round


def announced(akimat: Akimat, start: datetime, *, council: Sequence[Person], **more: Any) -> Round:
    round = make_round(akimat, start, council=council, **more)
    return operations.announce(round=round, actor=None, at=start)


def in_review(
    round: Round, author: Person, start: datetime, *, count: int = 1, **proposal: Any
) -> list[Project]:
    """Projects of as many published proposals."""
    for _ in range(count):
        ProposalFactory(
            call=round.call,
            author=author,
            submitted_at=day(start, PhaseKind.INTAKE),
            published_at=day(start, PhaseKind.INTAKE),
            **proposal,
        )
    return operations.send_to_review(round=round, at=day(start, PhaseKind.REVIEW))


def answers(**different: str) -> dict[str, str]:
    return dict.fromkeys(checklist.BY_CODE, Answer.YES.value) | different


def find(
    project: Project,
    specialist: Person,
    at: datetime,
    decision: str = Decision.FEASIBLE,
    *,
    cost: int | None = 5_000_000,
    stage: str = ReviewStage.FIRST,
    **more: Any,
) -> Review:
    """A specialist's finding with everything it needs."""
    return operations.review(
        **{
            "project": project,
            "specialist": specialist,
            "stage": stage,
            "answers": answers(),
            "cost_tenge": cost,
            "upkeep_tenge": 100_000,
            "decision": decision,
            "reason": texts("Because of the prices."),
            "at": at,
            **more,
        }
    )
