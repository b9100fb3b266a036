"""Reads of evaluations, of the commission and of what it decided."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from commons.people.enums import Sector
from commons.people.models import Person
from commons.proposals.enums import ProposalStatus
from commons.scoring import queries as scoring
from commons.scoring.enums import ScorecardStatus
from commons.scoring.models import Conflict, Evaluator, ScoreSheet
from commons.scoring.results import Result
from commons.territories.models import Akimat

from ..models import (
    Candidate,
    CommissionSeat,
    Evaluation,
    Opportunity,
    Resolution,
    Round,
    Stakeholder,
    Verdict,
)
from ..opportunities.enums import OpportunityStatus
from ..stakeholders.enums import StakeholderStatus
from .enums import Sitting

S = OpportunityStatus
# From these states an opportunity can be put to evaluators: as it is, or for a next pass.
SCORABLE = (S.OPEN, S.EVALUATED, S.SHORTLISTED, S.RESERVE)
# Not decided for good.
RUNNING = (S.EVALUATED, S.SHORTLISTED, S.RESERVE)


def evaluations() -> QuerySet[Evaluation]:
    return Evaluation.objects.select_related(
        "round__akimat__territory", "round__territory", "scorecard__akimat"
    )


def of_round(round: Round) -> QuerySet[Evaluation]:
    """With the numbers of opportunities, of evaluators, and of sheets in and due."""
    sheets = Q(scorecard__evaluators__sheets__withdrawn_at__isnull=True)
    handed_in = Q(scorecard__evaluators__sheets__submitted_at__isnull=False)
    return (
        Evaluation.objects.filter(round=round)
        .select_related("scorecard")
        .annotate(
            candidate_count=Count("candidates", distinct=True),
            evaluator_count=Count("scorecard__evaluators", distinct=True),
            sheet_count=Count("scorecard__evaluators__sheets", filter=sheets, distinct=True),
            sheets_in=Count(
                "scorecard__evaluators__sheets", filter=sheets & handed_in, distinct=True
            ),
        )
        .order_by("position", "pk")
    )


def public(round: Round) -> QuerySet[Evaluation]:
    return of_round(round).exclude(scorecard__status=ScorecardStatus.DRAFT)


def latest_closed(round: Round) -> Evaluation | None:
    closed = evaluations().filter(round=round, scorecard__status=ScorecardStatus.CLOSED)
    return closed.order_by("-position", "-pk").first()


def is_scoring(round: Round) -> bool:
    """Whether a scoring of the round is open now."""
    held = Evaluation.objects.filter(round=round, scorecard__status=ScorecardStatus.OPEN)
    return held.exists()


def candidates_of(evaluation: Evaluation) -> QuerySet[Candidate]:
    """With the texts of their opportunities, in the order in which they were put forward."""
    return (
        Candidate.objects.filter(evaluation=evaluation)
        .select_related("opportunity__proposal__author", "alternative")
        .order_by("pk")
    )


def opportunities_of(evaluation: Evaluation) -> list[Opportunity]:
    return [candidate.opportunity for candidate in candidates_of(evaluation)]


def eligible(evaluation: Evaluation) -> QuerySet[Opportunity]:
    """Public opportunities of the round that no other unfinished evaluation holds."""
    busy = Candidate.objects.filter(evaluation__round=evaluation.round_id).exclude(
        Q(evaluation=evaluation) | Q(evaluation__scorecard__status=ScorecardStatus.CLOSED)
    )
    return (
        Opportunity.objects.filter(
            round=evaluation.round_id,
            status__in=SCORABLE,
            proposal__status=ProposalStatus.PUBLISHED,
        )
        .exclude(pk__in=busy.values("opportunity"))
        .select_related("proposal__author")
        .prefetch_related("partners__organisation")
        .order_by("pk")
    )


def result_of(evaluation: Evaluation) -> Result:
    """The result as it was computed; only a closed scoring has one."""
    found = scoring.result_of(evaluation.scorecard)
    if found is None:
        raise LookupError("the scoring is not closed")
    return found


def ranks_of(evaluation: Evaluation) -> dict[int, int]:
    """The place of each opportunity in the ranking; equal scores share one."""
    result = result_of(evaluation)
    held = dict(
        Candidate.objects.filter(evaluation=evaluation).values_list(
            "alternative__code", "opportunity"
        )
    )
    return {held[one.code]: one.rank for one in result.alternatives if one.code in held}


def places_of(evaluation: Evaluation, opportunities: Iterable[Opportunity]) -> dict[int, int]:
    """Places among these opportunities only, counted from 1, equal scores sharing the better."""
    ranks = ranks_of(evaluation)
    known = [one.pk for one in opportunities if one.pk in ranks]
    here = sorted(ranks[pk] for pk in known)
    return {pk: here.index(ranks[pk]) + 1 for pk in known}


# --- the commission ---


def commission(round: Round) -> QuerySet[CommissionSeat]:
    """Who sits in it now, the chair first."""
    return CommissionSeat.objects.filter(round=round, left_at__isnull=True).order_by(
        "-is_chair", "pk"
    )


def at_sitting(round: Round, sitting: str, evaluation: Evaluation) -> list[Opportunity]:
    """What a sitting decides on: what was scored; at the end what of it is still in the running,
    and whatever else is on the shortlist."""
    if sitting == Sitting.SHORTLIST:
        return opportunities_of(evaluation)
    scored = Q(candidacies__evaluation=evaluation, status__in=RUNNING)
    found = Opportunity.objects.filter(scored | Q(status=S.SHORTLISTED), round=round)
    return list(found.select_related("proposal").order_by("pk").distinct())


def resolutions(round: Round) -> QuerySet[Resolution]:
    """All of the round, in the order in which they were prepared."""
    return (
        Resolution.objects.filter(round=round)
        .select_related("evaluation__scorecard")
        .prefetch_related("present")
        .order_by("pk")
    )


def published(round: Round) -> QuerySet[Resolution]:
    """The latest first."""
    return resolutions(round).filter(published_at__isnull=False).order_by("-published_at", "-pk")


def verdicts_of(resolution: Resolution) -> list[Verdict]:
    """In the order of the decision: taken, in reserve, not taken, undecided; then by place."""
    rows = Verdict.objects.filter(resolution=resolution).select_related(
        "opportunity__proposal__author"
    )
    order = {"chosen": 0, "reserve": 1, "not_chosen": 2}

    def place(verdict: Verdict) -> tuple[int, int, int, int]:
        recommended = verdict.recommended_rank or 9999
        decided = verdict.rank or 9999
        return (order.get(verdict.outcome, 3), decided, recommended, verdict.opportunity_id)

    return sorted(rows, key=place)


# --- evaluators ---


def sheets_of(person: Person, akimat: Akimat) -> QuerySet[ScoreSheet]:
    """A person's sheets in the rounds of one akimat, those not yet handed in first."""
    return (
        ScoreSheet.objects.filter(
            evaluator__person=person,
            withdrawn_at__isnull=True,
            evaluator__scorecard__akimat=akimat,
            evaluator__scorecard__evaluation__isnull=False,
        )
        .exclude(evaluator__scorecard__status=ScorecardStatus.DRAFT)
        .select_related("alternative", "evaluator__scorecard__evaluation__round__akimat")
        .order_by("submitted_at", "evaluator__scorecard__closes_at", "pk")
    )


def evaluators_of(evaluation: Evaluation) -> QuerySet[Evaluator]:
    return (
        Evaluator.objects.filter(scorecard=evaluation.scorecard_id)
        .select_related("person", "organisation", "scorecard")
        .annotate(
            sheet_count=Count("sheets", filter=Q(sheets__withdrawn_at__isnull=True)),
            sheets_in=Count(
                "sheets",
                filter=Q(sheets__withdrawn_at__isnull=True, sheets__submitted_at__isnull=False),
            ),
        )
        .order_by("pk")
    )


def evaluator_balance(evaluation: Evaluation) -> list[tuple[str, str, int]]:
    """(sector, its name, evaluators), and last those from outside the helix."""
    counts: dict[str, int] = {}
    rows = Evaluator.objects.filter(scorecard=evaluation.scorecard_id).values_list(
        "organisation__sector", flat=True
    )
    for sector in rows:
        counts[sector or ""] = counts.get(sector or "", 0) + 1
    known = [(str(code), str(label), counts.get(code, 0)) for code, label in Sector.choices]
    outside = counts.get("", 0)
    return [*known, ("", gettext("experts without an organisation"), outside)] if outside else known


def free_stakeholders(evaluation: Evaluation) -> QuerySet[Stakeholder]:
    """Those who take part in the round, have an account, and do not score yet."""
    seated = Evaluator.objects.filter(scorecard=evaluation.scorecard_id).values("person")
    return (
        Stakeholder.objects.filter(
            round=evaluation.round_id,
            status=StakeholderStatus.ACCEPTED,
            person__isnull=False,
            person__is_active=True,
        )
        .exclude(person__in=seated)
        .select_related("person", "organisation")
        .order_by("sector", "name", "pk")
    )


def conflicts_of(evaluation: Evaluation) -> QuerySet[Conflict]:
    return (
        Conflict.objects.filter(evaluator__scorecard=evaluation.scorecard_id)
        .select_related("evaluator__person", "alternative")
        .order_by("declared_at", "pk")
    )
