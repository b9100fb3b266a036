"""Opportunities put forward, scored and decided on, made through the operations."""

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from commons.people.models import Person
from commons.scoring import operations as scoring
from commons.scoring.models import Criterion, ScoreSheet
from edp.evaluation import operations
from edp.evaluation.enums import Sitting
from edp.models import (
    CommissionSeat,
    Evaluation,
    Opportunity,
    Resolution,
    Round,
    Stakeholder,
    Verdict,
)
from edp.opportunities.enums import OpportunityOrigin
from tests.factories.edp import texts
from tests.factories.people import PersonFactory
from tests.factories.proposals import ProposalFactory

_numbers = itertools.count(1)


def opportunity(round: Round, author: Person | None = None, **more: Any) -> Opportunity:
    """A published card of the open call."""
    number = next(_numbers)
    proposal = ProposalFactory(
        call=round.call,
        author=author or PersonFactory(),
        title=more.pop("title", f"Opportunity {number}"),
        language="en",
        published_at=round.announced_at,
    )
    values: dict[str, Any] = {"origin": OpportunityOrigin.CALL, "activity": "online booking"}
    return Opportunity.objects.create(round=round, proposal=proposal, **{**values, **more})


def draft(
    round: Round,
    actor: Person,
    *,
    opportunities: int | Sequence[Opportunity] = 3,
    evaluators: Sequence[Stakeholder] = (),
    template: str = "smart_specialisation",
) -> Evaluation:
    """Everything is there but the opening: opportunities, three evaluators or those given."""
    at = timezone.now()
    evaluation = operations.create_evaluation(
        round=round, template=template, title=texts("From ideas to a shortlist"), actor=actor, at=at
    )
    if isinstance(opportunities, int):
        opportunities = [opportunity(round) for _n in range(opportunities)]
    operations.put_forward(evaluation=evaluation, opportunities=opportunities, actor=actor, at=at)
    if evaluators:
        operations.seat_stakeholders(
            evaluation=evaluation, stakeholders=evaluators, actor=actor, at=at
        )
    else:
        for number in range(1, 4):
            person = PersonFactory(name=f"Evaluator {number}")
            scoring.seat_evaluator(
                scorecard=evaluation.scorecard, person=person, actor=actor, at=at
            )
    scoring.assign(scorecard=evaluation.scorecard, actor=actor, at=at)
    return Evaluation.objects.select_related("scorecard", "round__akimat").get(pk=evaluation.pk)


def opened(round: Round, actor: Person, **how: Any) -> Evaluation:
    return operations.open_evaluation(
        evaluation=draft(round, actor, **how), actor=actor, at=timezone.now()
    )


def score(sheet: ScoreSheet, points: float, at: datetime | None = None) -> ScoreSheet:
    """The same points for every question, each with a reason, and handed in."""
    at = at or timezone.now()
    judged = Criterion.objects.filter(scorecard=sheet.alternative.scorecard_id, kind="scale")
    scoring.save_sheet(
        sheet=sheet,
        scores={one.pk: (points, f"Because of {points}.") for one in judged},
        actor=sheet.evaluator.person,
        at=at,
    )
    return scoring.submit_sheet(sheet=sheet, actor=sheet.evaluator.person, at=at)


def closed(
    round: Round, actor: Person, marks: Sequence[float] = (5, 4, 2), **how: Any
) -> Evaluation:
    """`marks`: what everybody gives the first opportunity, the second, …"""
    how.setdefault("opportunities", len(marks))
    evaluation = opened(round, actor, **how)
    candidates = evaluation.candidates.order_by("pk")
    for candidate, points in zip(candidates, marks, strict=True):
        for sheet in candidate.alternative.sheets.select_related(
            "alternative", "evaluator__person"
        ):
            score(sheet, points)
    return operations.close_evaluation(evaluation=evaluation, actor=actor, at=timezone.now())


def seats(round: Round, actor: Person, count: int = 3) -> list[CommissionSeat]:
    return [
        operations.seat_member(
            round=round,
            name=f"Member {n}",
            position="Deputy akim",
            is_chair=n == 1,
            actor=actor,
            at=timezone.now(),
        )
        for n in range(1, count + 1)
    ]


def sitting(
    evaluation: Evaluation, actor: Person, *, taken: int = 1, kind: str = Sitting.SHORTLIST
) -> Resolution:
    """Everything decided as recommended; it only has to be published."""
    at = timezone.now()
    round = evaluation.round
    present = list(round.commission.all()) or seats(round, actor)
    resolution = operations.prepare_resolution(
        round=round, sitting=kind, evaluation=evaluation, actor=actor, at=at
    )
    operations.set_sitting(
        resolution=resolution,
        held_date=timezone.localdate(at),
        present=present,
        note=texts("The sitting was public."),
        actor=actor,
        at=at,
    )
    operations.fill_in_as_recommended(resolution=resolution, taken=taken, actor=actor, at=at)
    resolution.refresh_from_db()
    return resolution


def published(evaluation: Evaluation, actor: Person, **how: Any) -> Resolution:
    return operations.publish_resolution(
        resolution=sitting(evaluation, actor, **how), actor=actor, at=timezone.now()
    )


def verdict_of(resolution: Resolution, opportunity: Opportunity) -> Verdict:
    return Verdict.objects.select_related("resolution").get(
        resolution=resolution, opportunity=opportunity
    )
