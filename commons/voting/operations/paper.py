"""Paper and assisted ballots: one officer enters, a second confirms, they enter the box in batches.

What is in the box first stands. A voter who has voted online gets no paper ballot on top; while a
paper ballot stands, its voter cannot vote or change online. Confirmed ballots wait, encrypted
under K_poll, until several can be dropped together or the poll closes: one dropped alone, in the
transaction of its confirmation, would show by its transaction number whose it is.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from algorithms.log import canonical_choices, canonical_json
from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.people.models import Elector, Person

from .. import keys, locks
from ..enums import BatchStatus, Channel
from ..errors import VotingError
from ..formats import valid
from ..models import Ballot, PaperBallot, Poll, RollEntry, Slot
from ..papers import bound_to, choices_of, drop_key
from ..queries import rules_of
from .casting import new_ballot, open_now, take_slot

DROP_AT_LEAST = 5


@transaction.atomic
def enter_paper_ballot(
    *,
    poll: Poll,
    elector: Elector,
    number: str,
    choices: Mapping[str, int],
    actor: Person,
    at: datetime,
    area: str = "",
    channel: Channel = Channel.PAPER,
    **told: str,
) -> PaperBallot:
    """By the first officer. `area` defaults to the roll's; `told` goes into the record.

    Raises VotingError: what stops an online vote, ``elector_not_on_roll``,
    ``voted_already_online``, ``paper_exists``, ``paper_number_used``.
    """
    key = _poll_key(poll)
    locks.share_poll(poll.pk)
    poll = open_now(poll.pk)
    entry = RollEntry.objects.filter(poll=poll, elector=elector).first()
    if entry is None:
        raise VotingError("elector_not_on_roll")
    _not_voted_yet(poll, key, elector.pk)
    kept = valid(rules_of(poll), choices)
    ballot = PaperBallot(
        poll=poll,
        elector=elector,
        area=area or entry.area,
        channel=channel,
        number=number,
        choices=keys.seal_text(key, canonical_choices(kept), bound_to(poll.pk, number)),
        entered_by=actor,
        entered_at=at,
    )
    errors = {
        "paper_form_entered_once": VotingError("paper_number_used"),
        "one_paper_ballot_per_elector": VotingError("paper_exists"),
    }
    with refusing(errors):
        ballot.save()
    _record("entered", ballot, actor, at, **told)
    return ballot


def enter_assisted_ballot(
    *,
    poll: Poll,
    elector: Elector,
    choices: Mapping[str, int],
    reason: str,
    consent: bool,
    actor: Person,
    at: datetime,
) -> PaperBallot:
    """At a counter: the voter chooses, an officer types; a second officer confirms as with paper.

    The ballot gets a number for the voter's slip. `reason` is a short code; both it and the
    consent stay on record. Raises VotingError as `enter_paper_ballot` does, and
    ``help_reason_needed``, ``help_consent_needed``.
    """
    if not reason.strip():
        raise VotingError("help_reason_needed")
    if not consent:
        raise VotingError("help_consent_needed")
    return enter_paper_ballot(
        poll=poll,
        elector=elector,
        number=f"A-{secrets.token_hex(4).upper()}",
        choices=choices,
        actor=actor,
        at=at,
        channel=Channel.ASSISTED,
        reason=reason.strip()[:40],
        consent="given",
    )


@transaction.atomic
def confirm_paper_ballot(
    *, paper: PaperBallot, actor: Person, at: datetime, choices: Mapping[str, int] | None = None
) -> PaperBallot:
    """By a second officer, who either looked at the form beside the entry or typed it again.

    Raises VotingError: ``paper_settled``, ``paper_needs_other_officer``, ``paper_mismatch``,
    ``voted_already_online``, and what stops an online vote.
    """
    key = _poll_key(paper.poll)
    locks.share_poll(paper.poll_id)
    poll = open_now(paper.poll_id)
    paper = _waiting(paper)
    if paper.entered_by_id == actor.pk:
        raise VotingError("paper_needs_other_officer")
    if choices is not None and canonical_choices(choices) != canonical_json(choices_of(paper, key)):
        raise VotingError("paper_mismatch")
    _not_voted_yet(poll, key, paper.elector_id)
    paper.status, paper.confirmed_by = BatchStatus.CONFIRMED, actor
    paper.save(update_fields=["status", "confirmed_by"])
    _record("confirmed", paper, actor, at)
    return paper


@transaction.atomic
def refuse_paper_ballot(
    *, paper: PaperBallot, actor: Person, reason: str, at: datetime
) -> PaperBallot:
    """A form that cannot count; its voter may vote again. `reason` is a short code or phrase."""
    paper = _waiting(paper)
    paper.status, paper.reason, paper.choices = BatchStatus.REFUSED, reason[:40], ""
    paper.save(update_fields=["status", "reason", "choices"])
    _record("refused", paper, actor, at, reason=reason)
    return paper


def drop_paper_ballots(*, poll: Poll) -> int:
    """Put confirmed paper ballots into the box if there are enough of them; how many went in.

    First the ballots, then, in a transaction of its own, the papers are wiped; a crash between the
    two repeats the first step, which adds nothing, because each paper has one key for its post.
    """
    waiting = _confirmed(poll)
    if len(waiting) < DROP_AT_LEAST:
        return 0
    with transaction.atomic():
        locks.share_poll(poll.pk)
        dropped = _drop(open_now(poll.pk), waiting)
    wipe(poll)
    return dropped


def settle_at_close(poll: Poll) -> int:
    """All confirmed ballots into the box; what was never confirmed is refused and counted.

    Runs in the transaction of the close. Wiping the confirmed papers is left to `wipe`.
    """
    _drop(poll, _confirmed(poll))
    return PaperBallot.objects.filter(poll=poll, status=BatchStatus.ENTERED).update(
        status=BatchStatus.REFUSED, reason="not_confirmed_in_time", choices=""
    )


@transaction.atomic
def wipe(poll: Poll) -> int:
    """Clear the choices of papers whose ballot is in the box; refuse those the box did not take."""
    left = _confirmed(poll)
    if not left:
        return 0
    key = _poll_key(poll)
    keyed = {drop_key(key, paper.number): paper for paper in left}
    taken = set(
        Ballot.objects.filter(poll=poll, idempotency_key__in=keyed).values_list(
            "idempotency_key", flat=True
        )
    )
    papers = PaperBallot.objects.filter(poll=poll)
    papers.filter(pk__in=[keyed[k].pk for k in taken]).update(choices="")
    refused = [paper.pk for k, paper in keyed.items() if k not in taken]
    papers.filter(pk__in=refused).update(
        status=BatchStatus.REFUSED, reason="voted_already_online", choices=""
    )
    return len(taken)


def _drop(poll: Poll, waiting: list[PaperBallot]) -> int:
    key = _poll_key(poll) if waiting else b""
    ballots = []
    for paper in sorted(waiting, key=lambda paper: drop_key(key, paper.number)):
        slot = keys.slot_of(key, paper.elector_id)
        if Slot.objects.filter(poll=poll, slot=slot).exists():
            continue
        version, pub = take_slot(poll.pk, slot, paper.area)
        ballots.append(
            new_ballot(
                poll.pk,
                slot,
                pub,
                version,
                choices_of(paper, key),
                drop_key(key, paper.number),
                secrets.token_bytes(32),
                paper.channel,
            )
        )
    Ballot.objects.bulk_create(ballots)
    return len(ballots)


def _confirmed(poll: Poll) -> list[PaperBallot]:
    return list(
        PaperBallot.objects.filter(poll=poll, status=BatchStatus.CONFIRMED).exclude(choices="")
    )


def _waiting(paper: PaperBallot) -> PaperBallot:
    locked = PaperBallot.objects.select_for_update(of=("self",)).select_related("poll__akimat")
    paper = locked.get(pk=paper.pk)
    if paper.status != BatchStatus.ENTERED:
        raise VotingError("paper_settled")
    return paper


def _not_voted_yet(poll: Poll, key: bytes, elector: UUID) -> None:
    if Slot.objects.filter(poll=poll, slot=keys.slot_of(key, elector)).exists():
        raise VotingError("voted_already_online")


def _poll_key(poll: Poll) -> bytes:
    try:
        return keys.poll_key(poll.pk)
    except keys.KeyMissingError as error:
        raise VotingError("box_locked") from error


def _record(act: str, paper: PaperBallot, actor: Person, at: datetime, **detail: str) -> None:
    """Votes with an officer's help have a trail of their own."""
    record(
        verb=f"{paper.channel}_ballot_{act}",
        subject=paper,
        at=at,
        actor=actor,
        akimat=paper.poll.akimat,
        number=paper.number,
        **detail,
    )
