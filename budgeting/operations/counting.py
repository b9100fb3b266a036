"""Counting a closed round under its rule and, beside it, under the others; then the result."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person
from commons.voting import operations as voting
from commons.voting import queries as votes
from commons.voting.enums import TallyStatus

from .. import notices
from ..checks import require_checks
from ..enums import Leftovers, ProjectStatus, RoundStatus, Rule, Step
from ..errors import BudgetingError
from ..models import Envelope, Project, Round
from ..queries import approvals as agreed
from ..results.summaries import summarise
from ..rules import tally_params
from .balloting import with_polls
from .states import locked_round, move_project, move_round, require_round

WithPolls = list[tuple[Envelope, votes.Poll]]


@transaction.atomic
def count(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Ask for the official tally of every poll and for the other rules'. Safe to repeat.

    The counting itself runs in background tasks; `settle_count` notices when all are done. A
    deciding count that failed is asked for again; one for comparison only by a person.
    """
    round = locked_round(round)
    require_round(round, RoundStatus.VOTING_CLOSED)
    require_checks(round, Step.COUNT, at)
    polls = with_polls(round)
    first, last = in_turn(round, polls)
    for _envelope, poll in first:
        _request(round, poll, 0, actor, at)
    _request_last(round, first, last, actor, at)
    record(verb="round.count_requested", subject=round, at=at, actor=actor, akimat=round.akimat)
    return round


def in_turn(round: Round, polls: WithPolls) -> tuple[WithPolls, WithPolls]:
    """Those that are counted at once, and those that wait for what the others leave over.

    Only the envelope of the whole territory can wait, and only where the rules say that it gets
    the leftovers of the others.
    """
    if round.leftovers != Leftovers.CITYWIDE or len(polls) < 2:
        return polls, []
    last = [pair for pair in polls if pair[0].territory_id == round.territory_id]
    return [pair for pair in polls if pair not in last], last


def _request_last(
    round: Round, first: WithPolls, last: WithPolls, actor: Person | None, at: datetime
) -> None:
    """Once the deciding counts of all the others are done, which never change after that.

    What they left over is the same whoever asks and however often, so the order in which tasks
    end, a task that runs twice and a worker that dies make no difference.
    """
    if not last:
        return
    outcomes = [votes.official_outcome(poll) for _envelope, poll in first]
    done = [outcome for outcome in outcomes if outcome is not None]
    if len(done) < len(first):
        return
    added = sum(outcome.budget - outcome.cost for outcome in done)
    for _envelope, poll in last:
        _request(round, poll, added, actor, at)


def _request(
    round: Round, poll: votes.Poll, added: int, actor: Person | None, at: datetime
) -> None:
    """One tally per rule. The deciding one is as leaf 0 announced it, where it did."""
    deciding = poll.rule or round.rule
    failed = {t.rule for t in votes.tallies(poll) if t.status == TallyStatus.FAILED}
    for rule in Rule.values:
        official = rule == deciding
        if rule in failed and not official and actor is None:
            continue
        voting.request_tally(
            poll=poll,
            rule=rule,
            params=poll.params if official and poll.rule else tally_params(round, rule),
            official=official,
            added_budget=added,
            actor=actor,
            at=at,
        )


@transaction.atomic
def settle_count(*, round: Round, at: datetime) -> Round:
    """Note that a round is counted once every tally of every poll is done. Safe to repeat.

    A count for comparison that failed holds nothing up: the result page does without it. Here too
    the envelope that waited for the others is sent to the count.
    """
    round = locked_round(round)
    if round.status != RoundStatus.VOTING_CLOSED:
        return round
    polls = with_polls(round)
    first, last = in_turn(round, polls)
    _request_last(round, first, last, None, at)
    if not polls or not all(_is_counted(poll) for _envelope, poll in polls):
        return round
    move_round(round, RoundStatus.COUNTED)
    round.save(update_fields=["status"])
    summarise(round=round, at=at)
    record(verb="round.counted", subject=round, at=at, akimat=round.akimat)
    return round


def _is_counted(poll: votes.Poll) -> bool:
    """The deciding count is done, and each of the others has ended."""
    tallies = list(votes.tallies(poll))
    ended = {t.rule for t in tallies if t.status in (TallyStatus.DONE, TallyStatus.FAILED)}
    decided = any(t.official and t.status == TallyStatus.DONE for t in tallies)
    return decided and ended >= set(Rule.values)


@transaction.atomic
def publish_result(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Say which projects won: every project on a ballot becomes won or lost, all at once."""
    round = locked_round(round)
    require_round(round, RoundStatus.COUNTED)
    require_checks(round, Step.PUBLISH_RESULT, at)
    approved_by = [approval.person for approval in agreed.standing(round, Step.PUBLISH_RESULT)]
    polls = with_polls(round)
    for envelope, poll in polls:
        outcome = votes.official_outcome(poll)
        if outcome is None:
            raise BudgetingError("not_counted")
        won = set(outcome.selected)
        on_ballot = (
            Project.objects.select_for_update(of=("self",))
            .filter(envelope=envelope, status=ProjectStatus.ON_BALLOT)
            .select_related("option", "proposal__author")
            .order_by("pk")
        )
        for project in on_ballot:
            is_winner = project.option is not None and project.option.code in won
            move_project(project, ProjectStatus.WON if is_winner else ProjectStatus.LOST)
            project.save(update_fields=["status"])
            project.round = round
            notices.to_author(project, "project_won" if is_winner else "project_lost", at)
    move_round(round, RoundStatus.RESULT_PUBLISHED)
    round.save(update_fields=["status"])
    record(verb="round.result_published", subject=round, at=at, actor=actor, akimat=round.akimat)
    _publish_ballots([poll for _envelope, poll in polls], actor, approved_by, at)
    notices.round_followers(round, "result_published", at, key=f"round/{round.pk}/result")
    return round


def _publish_ballots(
    polls: list[votes.Poll], actor: Person | None, approved_by: list[Person], at: datetime
) -> None:
    """Built in the background. A poll opened before there were publications has only its result."""
    for poll in polls:
        if votes.is_verifiable(poll):
            voting.request_publication(poll=poll, at=at, actor=actor, approved_by=approved_by)
