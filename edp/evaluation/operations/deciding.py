"""The commission's decision: prepared from the ranking, decided one by one, published once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person
from commons.scoring.enums import ScorecardStatus

from ...models import CommissionSeat, Evaluation, Resolution, Round, Verdict
from ...opportunities.enums import OpportunityStatus
from .. import notices, queries
from ..checks import departures_of, problems_of
from ..enums import Outcome, Sitting
from ..errors import ResolutionError

# What a published decision makes of an opportunity.
STATUS_AFTER: dict[str, dict[str, str]] = {
    Sitting.SHORTLIST: {
        Outcome.CHOSEN: OpportunityStatus.SHORTLISTED,
        Outcome.RESERVE: OpportunityStatus.RESERVE,
        Outcome.NOT_CHOSEN: OpportunityStatus.NOT_CHOSEN,
    },
    Sitting.FINAL: {
        Outcome.CHOSEN: OpportunityStatus.CHOSEN,
        Outcome.RESERVE: OpportunityStatus.RESERVE,
        Outcome.NOT_CHOSEN: OpportunityStatus.NOT_CHOSEN,
    },
}


@transaction.atomic
def prepare_resolution(
    *,
    round: Round,
    sitting: str,
    actor: Person,
    at: datetime,
    evaluation: Evaluation | None = None,
) -> Resolution:
    """A draft with one verdict for each opportunity at the sitting, in the recommended order.

    The shortlist is about what the evaluation scored; the final sitting about what is on the
    shortlist and in reserve. Without `evaluation` the latest closed one of the round recommends.

    Raises ResolutionError: ``foreign_evaluation``, ``scoring_not_closed``,
    ``still_scoring``, ``exists``, ``nothing_to_decide``.
    """
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    evaluation = evaluation or queries.latest_closed(round)
    if evaluation is None or evaluation.scorecard.status != ScorecardStatus.CLOSED:
        raise ResolutionError("scoring_not_closed")
    if evaluation.round_id != round.pk:
        raise ResolutionError("foreign_evaluation")
    if sitting == Sitting.FINAL and queries.is_scoring(round):
        raise ResolutionError("still_scoring")
    taken = Resolution.objects.filter(round=round, sitting=sitting)
    if sitting == Sitting.SHORTLIST:
        taken = taken.filter(evaluation=evaluation)
    if taken.exists():
        raise ResolutionError("exists")
    opportunities = queries.at_sitting(round, sitting, evaluation)
    if not opportunities:
        raise ResolutionError("nothing_to_decide")
    resolution = Resolution.objects.create(round=round, sitting=sitting, evaluation=evaluation)
    places = queries.places_of(evaluation, opportunities)
    Verdict.objects.bulk_create(
        Verdict(resolution=resolution, opportunity=one, recommended_rank=places.get(one.pk))
        for one in opportunities
    )
    _record(resolution, "prepare_resolution", actor, at, opportunities=len(opportunities))
    return resolution


@transaction.atomic
def discard_resolution(*, resolution: Resolution, actor: Person, at: datetime) -> None:
    """Only a draft. Raises ResolutionError ``published``."""
    resolution = _draft(resolution)
    _record(resolution, "discard_resolution", actor, at)
    resolution.delete()


@transaction.atomic
def set_sitting(
    *,
    resolution: Resolution,
    held_date: date | None,
    present: Iterable[CommissionSeat],
    note: Texts,
    actor: Person,
    at: datetime,
) -> Resolution:
    """Raises ResolutionError: ``published``, ``in_the_future``, ``seat_of_another``."""
    resolution = _draft(resolution)
    if held_date and held_date > timezone.localdate(at):
        raise ResolutionError("in_the_future")
    seats = list(present)
    if any(seat.round_id != resolution.round_id for seat in seats):
        raise ResolutionError("seat_of_another")
    resolution.held_date = held_date
    official.write(resolution, "note", note)
    resolution.save()
    resolution.present.set(seats)
    _record(resolution, "set_sitting", actor, at, present=len(seats))
    return resolution


@transaction.atomic
def fill_in_as_recommended(
    *, resolution: Resolution, taken: int, reserve: int = 0, actor: Person, at: datetime
) -> int:
    """Take the first of the ranking, put the next in reserve, leave the others; votes and reasons
    stay. Returns how many verdicts there are. Raises ResolutionError ``published``."""
    resolution = _draft(resolution)
    verdicts = list(_in_recommended_order(resolution))
    for place, verdict in enumerate(verdicts):
        if place < taken:
            verdict.outcome, verdict.rank = Outcome.CHOSEN, place + 1
        elif place < taken + reserve:
            verdict.outcome, verdict.rank = Outcome.RESERVE, place + 1 - taken
        else:
            verdict.outcome, verdict.rank = Outcome.NOT_CHOSEN, None
    Verdict.objects.bulk_update(verdicts, ["outcome", "rank"])
    _record(resolution, "fill_in_resolution", actor, at, taken=taken, reserve=reserve)
    return len(verdicts)


@transaction.atomic
def decide(
    *,
    verdict: Verdict,
    outcome: str,
    rank: int | None,
    actor: Person,
    at: datetime,
    reason: Texts | None = None,
    votes_for: int | None = None,
    votes_against: int | None = None,
    votes_abstained: int | None = None,
) -> Verdict:
    """What the commission decided on one opportunity. `rank` counts from 1 within its outcome.
    A reason that is left out stays as it is. Completeness is checked when it is published.

    Raises ResolutionError: ``published``, ``rank_not_asked``, ``votes_incomplete``.
    """
    resolution = _draft(verdict.resolution)
    verdict = Verdict.objects.select_related("opportunity__proposal").get(pk=verdict.pk)
    title = verdict.opportunity.proposal.title
    if rank is not None and outcome not in (Outcome.CHOSEN, Outcome.RESERVE):
        raise ResolutionError("rank_not_asked", title=title)
    votes = (votes_for, votes_against, votes_abstained)
    if any(n is not None for n in votes) and any(n is None for n in votes):
        raise ResolutionError("votes_incomplete", title=title)
    verdict.outcome, verdict.rank = outcome, rank
    verdict.votes_for, verdict.votes_against, verdict.votes_abstained = votes
    if reason is not None:
        official.write(verdict, "reason", reason)
    verdict.save()
    _record(
        resolution,
        "decide_opportunity",
        actor,
        at,
        opportunity=verdict.opportunity_id,
        outcome=outcome,
        rank=rank,
    )
    return verdict


@transaction.atomic
def decide_together(
    *,
    resolution: Resolution,
    decisions: Sequence[tuple[Verdict, Mapping[str, Any]]],
    actor: Person,
    at: datetime,
) -> None:
    """Several decisions of one sitting, all or none; each as the keyword arguments of `decide`."""
    _draft(resolution)
    for verdict, values in decisions:
        decide(verdict=verdict, actor=actor, at=at, **values)


@transaction.atomic
def give_reason(*, verdict: Verdict, reason: Texts, actor: Person, at: datetime) -> Verdict:
    """Raises ResolutionError ``published``."""
    resolution = _draft(verdict.resolution)
    verdict = Verdict.objects.get(pk=verdict.pk)
    official.write(verdict, "reason", reason)
    verdict.save()
    _record(resolution, "reason_verdict", actor, at, opportunity=verdict.opportunity_id)
    return verdict


@transaction.atomic
def publish_resolution(*, resolution: Resolution, actor: Person, at: datetime) -> Resolution:
    """Make the decision public and final; each opportunity gets its state, authors and followers
    are told.

    Raises ResolutionError with the first of the problems that `checks.problems_of` names, or
    ``published``.
    """
    from ...opportunities.operations import set_status

    resolution = _draft(resolution)
    verdicts = queries.verdicts_of(resolution)
    if found := problems_of(resolution, verdicts, at):
        raise found[0]
    departures = departures_of(verdicts)
    resolution.published_at, resolution.published_by = at, actor
    resolution.save(update_fields=["published_at", "published_by"])
    for outcome, status in STATUS_AFTER[resolution.sitting].items():
        concerned = [v.opportunity for v in verdicts if v.outcome == outcome]
        if concerned:
            set_status(opportunities=concerned, status=status, actor=actor, at=at, tells=False)
    _record(
        resolution,
        "publish_resolution",
        actor,
        at,
        sitting=resolution.sitting,
        verdicts=[
            {"opportunity": v.opportunity_id, "outcome": v.outcome, "rank": v.rank}
            for v in verdicts
        ],
        departures=sorted(departures),
    )
    notices.decided(resolution, verdicts, at)
    return resolution


def _in_recommended_order(resolution: Resolution) -> Sequence[Verdict]:
    """Equal places in the order of their numbers; those without a place last."""
    return sorted(
        resolution.verdicts.all(),
        key=lambda v: (v.recommended_rank is None, v.recommended_rank or 0, v.opportunity_id),
    )


def _draft(resolution: Resolution) -> Resolution:
    """The resolution, locked for this change."""
    rows = Resolution.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("round__akimat").get(pk=resolution.pk)
    if found.published_at:
        raise ResolutionError("published")
    return found


def _record(resolution: Resolution, verb: str, actor: Person, at: datetime, **detail: Any) -> None:
    round = resolution.round
    record(verb=verb, subject=resolution, at=at, actor=actor, akimat=round.akimat, **detail)
