"""A decision, and a plan on the way from it to its monitoring, made through the operations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from commons.people.enums import Sector
from commons.people.models import Person
from edp.evaluation.enums import Outcome, Sitting
from edp.models import (
    Action,
    Indicator,
    Opportunity,
    Plan,
    PlanVersion,
    Priority,
    Programme,
    ProgrammeItem,
    Resolution,
    Round,
    Verdict,
)
from edp.monitoring import operations as monitoring
from edp.monitoring.enums import Direction, IndicatorKind
from edp.opportunities.enums import OpportunityStatus
from edp.plan import operations
from edp.plan.enums import ExAnteResult
from edp.plan.models import Instrument
from tests.factories.edp import columns, organisation, texts
from tests.factories.edp_opportunities import card


def decided(round: Round, author: Person, at: datetime, count: int = 2) -> list[Opportunity]:
    """A published final resolution that took `count` opportunities and refused another."""
    cards = [card(round, author, at, status=OpportunityStatus.CHOSEN) for _one in range(count)]
    refused = card(round, author, at, status=OpportunityStatus.NOT_CHOSEN)
    resolution = Resolution.objects.create(
        round=round, sitting=Sitting.FINAL, held_date=at.date() - timedelta(days=3)
    )
    for rank, one in enumerate(cards, start=1):
        Verdict.objects.create(
            resolution=resolution,
            opportunity=one,
            rank=rank,
            outcome=Outcome.CHOSEN,
            **columns("reason", "It builds on what we have."),
        )
    Verdict.objects.create(
        resolution=resolution,
        opportunity=refused,
        outcome=Outcome.NOT_CHOSEN,
        **columns("reason", "Nobody would run it."),
    )
    Resolution.objects.filter(pk=resolution.pk).update(published_at=at, published_by=author)
    return cards


def programme(round: Round, *items: str, **more: Any) -> list[ProgrammeItem]:
    """A programme of the akimat that names these things."""
    values: dict[str, Any] = {"level": "national", "first_year": 2025, "last_year": 2029}
    made = Programme.objects.create(
        akimat=round.akimat, **columns("title", "Industry programme"), **{**values, **more}
    )
    return [
        ProgrammeItem.objects.create(
            programme=made, kind="cluster", position=place, **columns("title", item)
        )
        for place, item in enumerate(items)
    ]


def instrument(round: Round, **more: Any) -> Instrument:
    values = {**columns("title", "Innovation voucher"), **columns("owner", "QazInnovations")}
    return Instrument.objects.create(akimat=round.akimat, **{**values, **more})


EX_ANTE = {
    "need": texts("Half of the berries spoil."),
    "users": texts("Growers of two districts"),
    "upkeep_payer": texts("The growers’ union"),
    "alternatives": texts("Renting in the city: twice the price."),
    "conclusion": texts("It pays for itself in six years."),
}
EX_ANTE_FIGURES = {
    "users_now": 120,
    "users_later": 300,
    "upkeep_tenge": 4_000_000,
    "result": ExAnteResult.GO,
}


def checked(action: Action, actor: Person, at: datetime, **figures: Any) -> Action:
    """With a complete ex ante check that speaks for it."""
    operations.save_ex_ante(
        action=action,
        version=0,
        texts=EX_ANTE,
        values={**EX_ANTE_FIGURES, **figures},
        actor=actor,
        at=at,
    )
    return Action.objects.get(pk=action.pk)


def add_action(plan: Plan, objective: Any, actor: Person, at: datetime, **values: Any) -> Action:
    held: dict[str, Any] = {
        "lead": organisation(plan.round.akimat, Sector.GOVERNMENT),
        "starts_date": date(2027, 1, 1),
        "ends_date": date(2028, 6, 30),
        "public_tenge": 60_000_000,
        "private_tenge": 40_000_000,
        "staff_months": 24,
    }
    return operations.add_row(
        plan=plan,
        kind="action",
        parent=objective,
        texts={
            "title": texts("Build a cold store"),
            "text": texts("Next to the railway."),
            "target": texts("900 places"),
            "funding_source": texts("Regional budget"),
        },
        values={**held, **values},
        actor=actor,
        at=at,
    )


def indicator_values(at: datetime, **more: Any) -> dict[str, Any]:
    today = at.date()
    values: dict[str, Any] = {
        "kind": IndicatorKind.OUTCOME,
        "is_controllable": False,
        "direction": Direction.UP,
        "baseline_value": Decimal("100"),
        "baseline_date": today - timedelta(days=200),
        "target_value": Decimal("300"),
        "target_date": today + timedelta(days=800),
        "frequency": 3,
        "first_due_date": today + timedelta(days=30),
        "responsible": None,
    }
    return {**values, **more}


INDICATOR_TEXTS = {
    "title": texts("Berries sold outside the region"),
    "unit": texts("tonnes"),
    "source": texts("Bureau of statistics"),
}


def add_indicator(plan: Plan, home: Any, actor: Person, at: datetime, **values: Any) -> Indicator:
    return monitoring.add_indicator(
        plan=plan,
        home=home,
        texts=INDICATOR_TEXTS,
        values=indicator_values(at, **values),
        actor=actor,
        at=at,
    )


@dataclass
class Written:
    """A plan that can be published: one action and one indicator for each priority."""

    plan: Plan
    priorities: list[Priority]
    actions: list[Action]
    indicators: list[Indicator]
    actor: Person
    at: datetime

    def publish(self, at: datetime | None = None) -> PlanVersion:
        return operations.publish_plan(plan=self.plan, actor=self.actor, at=at or self.at)


def written(round: Round, actor: Person, at: datetime, count: int = 2, **action: Any) -> Written:
    """From the decision to a complete draft, as a moderator would write it."""
    if not Resolution.objects.filter(round=round, sitting=Sitting.FINAL).exists():
        decided(round, actor, at, count)
    plan = operations.start_plan(round=round, actor=actor, at=at)
    plan = operations.save_plan(
        plan=plan,
        version=plan.version,
        texts={"vision": texts("Food from here."), "steering": texts("The council meets monthly.")},
        review_date=at.date() + timedelta(days=365),
        actor=actor,
        at=at,
    )
    challenge = operations.add_row(
        plan=plan,
        kind="challenge",
        texts={"title": texts("Harvests spoil"), "text": texts("Half of them.")},
        values={},
        actor=actor,
        at=at,
    )
    actions, indicators = [], []
    for place, priority in enumerate(Priority.objects.filter(round=round).order_by("position")):
        operations.change_row(
            plan=plan,
            kind="priority",
            row=priority,
            version=priority.version,
            texts={
                "title": texts(f"Cold chains {place + 1}"),
                "text": texts("Cold from field to shop."),
            },
            values={"challenge": challenge},
            actor=actor,
            at=at,
        )
        objective = operations.add_row(
            plan=plan,
            kind="objective",
            parent=priority,
            texts={"title": texts("Less is thrown away")},
            values={},
            actor=actor,
            at=at,
        )
        actions.append(add_action(plan, objective, actor, at, **action))
        indicators.append(add_indicator(plan, priority, actor, at))
    operations.add_row(
        plan=plan,
        kind="risk",
        texts={"text": texts("The line is late"), "mitigation": texts("Lorries until then.")},
        values={"likelihood": 2, "impact": 3},
        actor=actor,
        at=at,
    )
    return Written(
        plan=Plan.objects.select_related("round__akimat").get(pk=plan.pk),
        priorities=list(Priority.objects.filter(round=round).order_by("position")),
        actions=actions,
        indicators=indicators,
        actor=actor,
        at=at,
    )
