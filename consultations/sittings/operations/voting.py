"""Roll-call votes: prepared, opened where there is a quorum, cast, closed, and what follows."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from commons.interface import official
from commons.interface.official import Texts
from commons.people.enums import Sector
from commons.people.models import Person

from ... import texts as required
from ...councils.errors import CouncilError
from ...councils.models import Mandate
from ...meetings.models import AgendaItem, Meeting
from .. import quorum
from ..enums import CAST, ELECTIONS, Choice, Majority, Outcome, RollCallKind, RollCallStatus
from ..errors import SittingError
from ..models import MeetingDecision, RollCall, RollCallVote, Sitting
from ..quorum import Quorum
from . import electing
from .deciding import next_number
from .states import open_record, record, require_here, require_started, touch

S = RollCallStatus


@transaction.atomic
def prepare(
    *,
    meeting: Meeting,
    kind: str = RollCallKind.DECISION,
    texts: Texts | None = None,
    candidate: Mandate | None = None,
    rule: str = Majority.PRESENT,
    item: AgendaItem | None = None,
    actor: Person,
    at: datetime,
) -> RollCall:
    """Write down what will be put to the vote; an election names its candidate instead of a text.

    Raises HearingError("text_needed"), SittingError: ``no_council``, ``candidate_needed``,
    ``not_a_member``, CouncilError("chair_in_service").
    """
    sitting = open_record(meeting)
    if meeting.council_id is None:
        raise SittingError("no_council")
    require_here(meeting, item)
    if kind in ELECTIONS:
        _require_candidate(meeting, kind, candidate)
        texts = {}
    else:
        required.require(texts or {})
        candidate = None
    last = meeting.roll_calls.aggregate(last=Max("number"))["last"] or 0
    made = RollCall(
        meeting=meeting,
        item=item,
        number=last + 1,
        kind=kind,
        candidate=candidate,
        rule=Majority(rule),
    )
    official.write(made, "text", texts or {})
    made.save()
    record(made, "roll_call_prepared", sitting.meeting, actor, at, number=made.number)
    return made


@transaction.atomic
def drop(*, roll_call: RollCall, actor: Person, at: datetime) -> RollCall:
    """It is not put to the vote after all; an open one is broken off and stays on record."""
    sitting = open_record(roll_call.meeting)
    roll_call = _fresh(roll_call)
    if roll_call.status == S.CLOSED:
        raise SittingError("not_open")
    roll_call.status = S.DROPPED
    roll_call.save(update_fields=["status"])
    record(roll_call, "roll_call_dropped", sitting.meeting, actor, at, number=roll_call.number)
    touch(sitting)
    return roll_call


@transaction.atomic
def open_vote(*, roll_call: RollCall, actor: Person, at: datetime) -> RollCall:
    """Members vote from now on. Raises SittingError: ``not_prepared``, ``not_started``,
    ``vote_open``, ``no_quorum`` with the numbers."""
    sitting = open_record(roll_call.meeting)
    require_started(sitting)
    roll_call = _fresh(roll_call)
    if roll_call.status != S.PREPARED:
        raise SittingError("not_prepared")
    if roll_call.meeting.roll_calls.filter(status=S.OPEN).exists():
        raise SittingError("vote_open")
    _require_quorum(quorum.quorum_of(sitting.meeting))
    roll_call.status, roll_call.opened_at = S.OPEN, at
    if roll_call.item_id is None:
        roll_call.item = sitting.item
    roll_call.save(update_fields=["status", "opened_at", "item"])
    record(roll_call, "roll_call_opened", sitting.meeting, actor, at, number=roll_call.number)
    touch(sitting)
    return roll_call


@transaction.atomic
def cast(
    *, roll_call: RollCall, mandate: Mandate, choice: str, actor: Person, at: datetime
) -> RollCallVote:
    """A member's own vote; it can be changed while the vote is open.

    Raises SittingError: ``not_open``, ``not_present``.
    """
    sitting = open_record(roll_call.meeting)
    roll_call = _fresh(roll_call)
    _require_open(roll_call)
    if mandate.pk not in quorum.here(sitting.meeting):
        raise SittingError("not_present")
    vote = _write(roll_call, mandate.pk, Choice(choice), actor, at)
    touch(sitting)
    return vote


@transaction.atomic
def enter(*, roll_call: RollCall, choices: Mapping[int, str], actor: Person, at: datetime) -> int:
    """The secretary writes down how members voted by a show of hands, by the keys of their
    mandates; an empty choice takes a vote back. Returns how many votes changed.

    Raises SittingError: ``not_open``, ``not_a_member``.
    """
    sitting = open_record(roll_call.meeting)
    roll_call = _fresh(roll_call)
    _require_open(roll_call)
    if not choices.keys() <= quorum.here(sitting.meeting):
        raise SittingError("not_a_member")
    held = dict(roll_call.votes.values_list("mandate", "choice"))
    changed = {key: choice for key, choice in choices.items() if held.get(key, "") != choice}
    for key, choice in changed.items():
        if choice in CAST:
            _write(roll_call, key, Choice(choice), actor, at)
        else:
            roll_call.votes.filter(mandate=key).delete()
    if changed:
        touch(sitting)
    return len(changed)


@transaction.atomic
def close_vote(*, roll_call: RollCall, actor: Person, at: datetime) -> RollCall:
    """Count and publish. Members who were there and said nothing are named as not voting. A
    decision that is adopted gets its number; who is elected gets the seat."""
    sitting = open_record(roll_call.meeting)
    roll_call = _fresh(roll_call)
    _require_open(roll_call)
    votes = dict(roll_call.votes.values_list("mandate", "choice"))
    silent = quorum.here(sitting.meeting) - votes.keys()
    RollCallVote.objects.bulk_create(
        RollCallVote(roll_call=roll_call, mandate_id=key, choice=Choice.NOT_VOTING, cast_at=at)
        for key in sorted(silent)
    )
    said = list(votes.values())
    count = quorum.computed(
        sitting.meeting, quorum.members(sitting.meeting).count(), len(votes) + len(silent)
    )
    roll_call.status, roll_call.closed_at = S.CLOSED, at
    roll_call.seats, roll_call.present = count.seats, count.present
    roll_call.votes_for = said.count(Choice.FOR)
    roll_call.votes_against = said.count(Choice.AGAINST)
    roll_call.votes_abstained = said.count(Choice.ABSTAINED)
    roll_call.outcome = outcome(roll_call.rule, count, roll_call.votes_for)
    roll_call.save()
    record(
        roll_call,
        "roll_call_closed",
        sitting.meeting,
        actor,
        at,
        number=roll_call.number,
        outcome=roll_call.outcome,
    )
    if roll_call.outcome == Outcome.ADOPTED:
        _follow(sitting, roll_call, actor, at)
    touch(sitting)
    return roll_call


def outcome(rule: str, count: Quorum, votes_for: int) -> Outcome:
    """Members who abstain or do not vote count as present."""
    if not count.reached:
        return Outcome.NO_QUORUM
    adopted = {
        Majority.PRESENT: 2 * votes_for > count.present,
        Majority.SEATS: 2 * votes_for > count.seats,
        Majority.TWO_THIRDS: 3 * votes_for >= 2 * count.present,
    }[Majority(rule)]
    return Outcome.ADOPTED if adopted else Outcome.REJECTED


def _follow(sitting: Sitting, roll_call: RollCall, actor: Person, at: datetime) -> None:
    if roll_call.kind == RollCallKind.DECISION:
        decision = MeetingDecision(
            meeting=sitting.meeting,
            number=next_number(sitting.meeting),
            roll_call=roll_call,
            item=roll_call.item,
            decided_at=at,
        )
        official.write(decision, "text", official.read(roll_call, "text"))
        decision.save()
    elif roll_call.kind in ELECTIONS:
        electing.seat(roll_call, actor, at)


def _require_quorum(count: Quorum | None) -> None:
    if count is None:
        raise SittingError("no_council")
    if not count.reached:
        raise SittingError(
            "no_quorum", present=count.present, seats=count.seats, needed=count.needed
        )


def _require_open(roll_call: RollCall) -> None:
    if roll_call.status != S.OPEN:
        raise SittingError("not_open")


def _require_candidate(meeting: Meeting, kind: str, candidate: Mandate | None) -> None:
    if candidate is None:
        raise SittingError("candidate_needed")
    if not quorum.members(meeting).filter(pk=candidate.pk).exists():
        raise SittingError("not_a_member")
    if kind == RollCallKind.CHAIR and candidate.sector == Sector.GOVERNMENT:
        raise CouncilError("chair_in_service", name=candidate.name)


def _fresh(roll_call: RollCall) -> RollCall:
    found = RollCall.objects.select_for_update(of=("self",)).select_related("meeting", "candidate")
    return found.get(pk=roll_call.pk)


def _write(
    roll_call: RollCall, mandate: int, choice: str, actor: Person, at: datetime
) -> RollCallVote:
    vote, _new = RollCallVote.objects.update_or_create(
        roll_call=roll_call,
        mandate_id=mandate,
        defaults={"choice": choice, "cast_at": at, "entered_by": actor},
    )
    return vote
