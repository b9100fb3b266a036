"""Scorecards in any state, made through the operations, as the site makes them."""

from datetime import datetime
from typing import Any

from commons.people.models import Person
from commons.scoring import operations
from commons.scoring.models import Alternative, Criterion, Evaluator, Scorecard, ScoreSheet
from commons.territories.models import Akimat
from tests.factories.edp import texts
from tests.factories.people import PersonFactory

ANCHORS = {1: texts("Not at all"), 5: texts("Fully")}


def scorecard(akimat: Akimat, at: datetime, template: str = "blank", **rules: Any) -> Scorecard:
    return operations.create_scorecard(
        akimat=akimat,
        template=template,
        actor=None,
        at=at,
        title=texts("Which to choose"),
        **rules,
    )


def criterion(card: Scorecard, at: datetime, name: str, **fields: Any) -> Criterion:
    """Judged from 1 to 5 unless `fields` say otherwise."""
    if fields.get("kind") == "number":
        fields = {"low": None, "high": None, **fields}
    else:
        fields = {"anchors": ANCHORS, **fields}
    return operations.add_criterion(
        scorecard=card, title=texts(name), code=name.lower(), actor=None, at=at, **fields
    )


def alternatives(card: Scorecard, count: int) -> list[Alternative]:
    return [
        operations.add_alternative(scorecard=card, code=f"N{n}", title=f"Idea {n}")
        for n in range(1, count + 1)
    ]


def evaluators(card: Scorecard, at: datetime, count: int) -> list[Evaluator]:
    return [
        operations.seat_evaluator(
            scorecard=card, person=PersonFactory(name=f"Evaluator {n}"), actor=None, at=at
        )
        for n in range(1, count + 1)
    ]


def prepared(
    akimat: Akimat, at: datetime, *, ideas: int = 3, seats: int = 3, **rules: Any
) -> Scorecard:
    """Two criteria of weights 3 and 1, everybody assigned; it only has to be opened."""
    card = scorecard(akimat, at, **rules)
    criterion(card, at, "Market", weight=3)
    criterion(card, at, "Skills", weight=1)
    alternatives(card, ideas)
    evaluators(card, at, seats)
    operations.assign(scorecard=card, actor=None, at=at)
    return card


def opened(akimat: Akimat, at: datetime, **how: Any) -> Scorecard:
    return operations.open_scoring(scorecard=prepared(akimat, at, **how), actor=None, at=at)


def sheet_of(evaluator: Evaluator, alternative: Alternative) -> ScoreSheet:
    return ScoreSheet.objects.get(evaluator=evaluator, alternative=alternative)


def fill(sheet: ScoreSheet, at: datetime, *values: float) -> None:
    """Points in the order of the criteria that people judge, each with a reason."""
    judged = Criterion.objects.filter(scorecard=sheet.alternative.scorecard_id, kind="scale")
    pairs = zip(judged, values, strict=True)
    operations.save_sheet(
        sheet=sheet,
        scores={one.pk: (value, f"Because of {value}") for one, value in pairs},
        actor=sheet.evaluator.person,
        at=at,
    )


def hand_in(sheet: ScoreSheet, at: datetime, *values: float) -> ScoreSheet:
    fill(sheet, at, *values)
    return operations.submit_sheet(sheet=sheet, actor=sheet.evaluator.person, at=at)


def hand_in_all(card: Scorecard, at: datetime, marks: dict[str, list[tuple[float, ...]]]) -> None:
    """{code of the alternative: points of the first evaluator, of the second, …}."""
    for code, given in marks.items():
        sheets = ScoreSheet.objects.filter(alternative__scorecard=card, alternative__code=code)
        sheets = sheets.filter(withdrawn_at=None).order_by("evaluator")
        for sheet, values in zip(sheets, given, strict=True):
            hand_in(sheet, at, *values)


def scored(akimat: Akimat, at: datetime, **how: Any) -> Scorecard:
    """Closed: N1 first, N2 second, N3 third; three evaluators who nearly agree."""
    card = opened(akimat, at, **how)
    hand_in_all(
        card,
        at,
        {
            "N1": [(5, 4), (4, 4), (5, 3)],
            "N2": [(3, 5), (3, 4), (2, 5)],
            "N3": [(1, 2), (2, 1), (1, 1)],
        },
    )
    operations.close_scoring(scorecard=card, actor=None, at=at)
    card.refresh_from_db()
    return card


def person_of(card: Scorecard, number: int = 0) -> Person:
    return list(card.evaluators.order_by("pk"))[number].person
