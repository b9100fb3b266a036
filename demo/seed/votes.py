"""Ballots of the demo: cast one by one where voting is open, in bulk where it is over."""

import random
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from budgeting.enums import PhaseKind, RoundStatus, Step
from budgeting.models import Envelope, Project, Round
from budgeting.operations import approving, balloting, counting
from budgeting.queries import approvals
from commons.territories.queries import districts
from commons.voting import queries as box
from commons.voting.enums import BallotFormat
from commons.voting.operations.casting import cast_ballot
from commons.voting.operations.importing import import_ballots
from commons.voting.operations.tallying import run_tally

from .content import load
from .people import Cast

Choices = Mapping[str, int]
TURNOUT = 0.62  # of the demo's residents, in the round that votes now
PAST_VOTERS = 1_240


def _appeal(envelope: Envelope) -> list[tuple[str, int, float]]:
    """(code, cost, weight) of each option: what was supported more is chosen more often."""
    rows = {r["title"]: r for r in load(envelope.round.akimat.slug)["proposal"]}
    projects = Project.objects.filter(envelope=envelope, option__isnull=False)
    return [
        (p.option.code, p.option.cost_tenge, rows[p.proposal.title]["supports"])
        for p in projects.select_related("option", "proposal").order_by("pk")
        if p.option
    ]


def _choose(round: Round, envelope: Envelope, rng: random.Random) -> Choices:
    options = _appeal(envelope) if envelope.pk not in _cache else _cache[envelope.pk]
    _cache[envelope.pk] = options
    order = sorted(options, key=lambda o: rng.random() ** (1 / (1 + o[2])), reverse=True)
    if round.ballot_format == BallotFormat.KNAPSACK:
        chosen, left = {}, envelope.budget_tenge
        for code, cost, _weight in order[: rng.randint(1, 4)]:
            if cost <= left:
                chosen[code], left = 1, left - cost
        return chosen
    if round.ballot_format == BallotFormat.POINTS:
        first, second, third = (code for code, _cost, _weight in order[:3])
        return {first: 5, second: 3, third: 2}
    if round.ballot_format == BallotFormat.SCORE:
        return {code: rng.randint(1, round.points_each) for code, _cost, _weight in order[:5]}
    if round.ballot_format == BallotFormat.ORDINAL:
        ranked = order[: rng.randint(1, round.max_choices)]
        return {code: round.max_choices - place for place, (code, *_rest) in enumerate(ranked)}
    return {code: 1 for code, _cost, _weight in order[: rng.randint(1, round.max_choices)]}


_cache: dict[int, list[tuple[str, int, float]]] = {}


def cast_some(*, round: Round, cast: Cast, rng: random.Random) -> None:
    """Let some residents vote through the same door as everyone. The named one has not voted."""
    spared = {person.pk for person in cast.named.values()}
    for envelope, poll in balloting.with_polls(round):
        for person in cast.residents:
            elector = person.elector
            if elector is None or person.pk in spared or rng.random() > TURNOUT:
                continue
            if not box.may_vote(poll, elector):
                continue
            cast_ballot(
                poll=poll,
                elector=elector,
                choices=_choose(round, envelope, rng),
                idempotency_key=uuid.uuid4(),
                nv=secrets.token_bytes(32),
            )


def approve_by_two(*, round: Round, step: Step, cast: Cast, at: datetime) -> None:
    """As both moderators do at the desk, one after the other."""
    for person in (cast.moderator, cast.deputy):
        approving.approve_step(
            round=round,
            step=step,
            fingerprint=approvals.fingerprint(round, step),
            actor=person,
            at=at,
        )


def finish(*, round: Round, cast: Cast) -> None:
    """A vote of last year: its ballots come in bulk, for the clock cannot be turned back."""
    voting = round.phases.get(kind=PhaseKind.VOTING)
    rng = random.Random(round.akimat.slug)
    areas = [place.kato for place in districts(round.akimat)]
    for envelope, poll in balloting.with_polls(round):
        import_ballots(
            poll=poll,
            ballots=(
                (_choose(round, envelope, rng), rng.choice(areas)) for _ in range(PAST_VOTERS)
            ),
            actor=cast.moderator,
            at=voting.closes_at,
            setup=balloting.setup(round, envelope),
        )
    Round.objects.filter(pk=round.pk).update(status=RoundStatus.VOTING_CLOSED)
    round.refresh_from_db()
    counted_at = voting.closes_at + timedelta(hours=1)
    counting.count(round=round, actor=cast.moderator, at=counted_at)
    for _envelope, poll in balloting.with_polls(round):
        for tally in box.tallies(poll):
            run_tally(tally.pk)
        box.tallies(poll).update(finished_at=counted_at + timedelta(minutes=1))
    counting.settle_count(round=round, at=counted_at + timedelta(minutes=2))
    round.refresh_from_db()
    published_at = counted_at + timedelta(hours=20)
    approve_by_two(round=round, step=Step.PUBLISH_RESULT, cast=cast, at=published_at)
    counting.publish_result(round=round, actor=cast.deputy, at=published_at)
    round.refresh_from_db()
