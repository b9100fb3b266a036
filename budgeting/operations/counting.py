"""Counting a closed round under its rule and, beside it, under the other one; then the result."""

from datetime import datetime
from typing import Any

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person
from commons.voting import operations as voting
from commons.voting import queries as votes
from commons.voting.enums import TallyStatus

from .. import notices
from ..checks import require_checks
from ..enums import DECIDING_RULES, ProjectStatus, RoundStatus, Rule, Step
from ..errors import BudgetingError
from ..models import Project, Round
from ..results.summaries import summarise
from .balloting import with_polls
from .states import locked_round, move_project, move_round, require_round

# More votes, then lower cost, then the lot drawn from the announced seed.
TIES = ("votes", "cost", "lot")


def tally_params(round: Round, rule: str) -> dict[str, Any]:
    """The settings of a rule in this round, as the rules page states them."""
    params = {"min_votes": round.min_votes, "ties": list(TIES)}
    if rule == Rule.EQUAL_SHARES:
        params |= {"completion": "add1+utilitarian", "start": "exact", "step": round.add1_step}
    return params


@transaction.atomic
def count(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Ask for the official tally of every poll and for the other rule's. Safe to repeat.

    The counting itself runs in background tasks; `settle_count` notices when all are done.
    """
    round = locked_round(round)
    require_round(round, RoundStatus.VOTING_CLOSED)
    require_checks(round, Step.COUNT, at)
    for _envelope, poll in with_polls(round):
        for rule in DECIDING_RULES:
            voting.request_tally(
                poll=poll,
                rule=rule,
                params=tally_params(round, rule),
                official=rule == round.rule,
                actor=actor,
                at=at,
            )
    record(verb="round.count_requested", subject=round, at=at, actor=actor, akimat=round.akimat)
    return round


@transaction.atomic
def settle_count(*, round: Round, at: datetime) -> Round:
    """Note that a round is counted once every tally of every poll is done. Safe to repeat."""
    round = locked_round(round)
    if round.status != RoundStatus.VOTING_CLOSED:
        return round
    polls = with_polls(round)
    tallies = [tally for _envelope, poll in polls for tally in votes.tallies(poll)]
    if len(tallies) < len(polls) * len(DECIDING_RULES):
        return round
    if any(tally.status != TallyStatus.DONE for tally in tallies):
        return round
    move_round(round, RoundStatus.COUNTED)
    round.save(update_fields=["status"])
    summarise(round=round, at=at)
    record(verb="round.counted", subject=round, at=at, akimat=round.akimat)
    return round


@transaction.atomic
def publish_result(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """Say which projects won: every project on a ballot becomes won or lost, all at once."""
    round = locked_round(round)
    require_round(round, RoundStatus.COUNTED)
    require_checks(round, Step.PUBLISH_RESULT, at)
    for envelope, poll in with_polls(round):
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
    notices.round_followers(round, "result_published", at, key=f"round/{round.pk}/result")
    return round
