"""Reads of plans. `whole` takes a fixed number of queries, however long the plan is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from commons.people.models import Organisation
from commons.territories.models import Akimat

from ..evaluation.enums import Outcome, Sitting
from ..models import Indicator, Opportunity, Round, Verdict
from .models import (
    Action,
    Challenge,
    Instrument,
    Objective,
    Plan,
    PlanVersion,
    Priority,
    Programme,
    Risk,
)


def plan_of(round: Round) -> Plan | None:
    found = Plan.objects.filter(round=round).first()
    if found:
        found.round = round
    return found


def taken(round: Round) -> QuerySet[Verdict]:
    """What the published final resolution took, in the order of the decision."""
    rows = Verdict.objects.filter(
        resolution__round=round,
        resolution__sitting=Sitting.FINAL,
        resolution__published_at__isnull=False,
        outcome=Outcome.CHOSEN,
    )
    return rows.select_related("opportunity__proposal").order_by("rank", "pk")


def versions(plan: Plan) -> QuerySet[PlanVersion]:
    """Without their content, which is long."""
    rows = PlanVersion.objects.filter(plan=plan).select_related("published_by")
    return rows.defer("content").prefetch_related("pdfs").order_by("-number")


def latest(plan: Plan) -> PlanVersion | None:
    rows = PlanVersion.objects.filter(plan=plan).select_related("published_by")
    return rows.prefetch_related("pdfs").order_by("-number").first()


def is_published(plan: Plan) -> bool:
    return PlanVersion.objects.filter(plan=plan).exists()


def instruments(akimat: Akimat) -> QuerySet[Instrument]:
    return Instrument.objects.filter(akimat=akimat).order_by("title", "pk")


def programmes(akimat: Akimat) -> QuerySet[Programme]:
    rows = Programme.objects.filter(akimat=akimat).prefetch_related("items")
    return rows.order_by("level", "title", "pk")


def organisations(akimat: Akimat) -> QuerySet[Organisation]:
    return Organisation.objects.filter(akimat=akimat).order_by("name", "pk")


def priorities(round: Round) -> QuerySet[Priority]:
    """The priorities with all that stands below them."""
    actions = (
        Action.objects.select_related("lead", "ex_ante")
        .prefetch_related("partners", "instruments", "programme_items")
        .order_by("position", "pk")
    )
    objectives = Objective.objects.order_by("position", "pk").prefetch_related(
        Prefetch("actions", queryset=actions)
    )
    cards = Opportunity.objects.select_related("proposal").order_by("pk")
    return (
        Priority.objects.filter(round=round)
        .prefetch_related(
            "programme_items",
            Prefetch("opportunities", queryset=cards),
            Prefetch("objectives", queryset=objectives),
        )
        .order_by("position", "pk")
    )


@dataclass(frozen=True)
class Whole:
    """A plan with everything in it, in memory."""

    plan: Plan
    challenges: list[Challenge]
    priorities: list[Priority]
    risks: list[Risk]
    indicators: list[Indicator]
    programmes: list[Programme]

    def objectives(self) -> Iterator[tuple[Priority, Objective]]:
        for priority in self.priorities:
            for objective in priority.objectives.all():
                yield priority, objective

    def actions(self) -> Iterator[tuple[Priority, Objective, Action]]:
        for priority, objective in self.objectives():
            for action in objective.actions.all():
                yield priority, objective, action

    def home_of(self) -> dict[int, int]:
        """The key of the priority under which each indicator stands, by the indicator's key."""
        by_objective = {o.pk: p.pk for p, o in self.objectives()}
        by_action = {a.pk: p.pk for p, _o, a in self.actions()}
        homes: dict[int, int] = {}
        for one in self.indicators:
            found = (
                one.priority_id
                or by_objective.get(one.objective_id or 0)
                or by_action.get(one.action_id or 0)
            )
            if found:
                homes[one.pk] = found
        return homes


def whole(plan: Plan) -> Whole:
    indicators = Indicator.objects.filter(plan=plan, dropped_at__isnull=True)
    return Whole(
        plan=plan,
        challenges=list(plan.challenges.order_by("position", "pk")),
        priorities=list(priorities(plan.round)),
        risks=list(plan.risks.select_related("owner", "action").order_by("position", "pk")),
        indicators=list(indicators.select_related("responsible").order_by("position", "pk")),
        programmes=list(programmes(plan.round.akimat)),
    )
