"""Prepare, open and close a poll."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Elector, Person
from commons.territories.models import Akimat

from .. import keys, locks, lots, verifiers
from ..enums import LeafKind, PollStatus
from ..errors import VotingError
from ..models import Option, Poll, RollEntry
from ..queries import box_counts, clock
from . import paper, sealing
from .roll import roll_root
from .setup import full_params, setup_content

ENROLLED_AT_ONCE = 5000


def create_poll(
    *,
    akimat: Akimat,
    ballot_format: str,
    budget_tenge: int,
    opens_at: datetime,
    closes_at: datetime,
    max_choices: int | None = None,
    points_total: int | None = None,
    points_each: int | None = None,
    may_change: bool = True,
    lot_seed: str = "",
    rule: str = "",
    params: Mapping[str, Any] | None = None,
    key_days: int = 30,
) -> Poll:
    """A poll in preparation. Everything about it is fixed when it opens.

    `rule` and `params` (see `counting.SETTINGS`) say how the winners will be found; without a rule
    the poll has no count that decides. `key_days`: whole days after the publication in which
    complaints can be checked against the roll.
    """
    return Poll.objects.create(
        akimat=akimat,
        ballot_format=ballot_format,
        budget_tenge=budget_tenge,
        opens_at=opens_at,
        closes_at=closes_at,
        max_choices=max_choices,
        points_total=points_total,
        points_each=points_each,
        may_change=may_change,
        lot_seed=lot_seed,
        rule=rule,
        params=dict(params or {}),
        key_days=key_days,
    )


@transaction.atomic
def add_option(
    *,
    poll: Poll,
    code: str,
    cost_tenge: int,
    exclusive_group: str = "",
    precedence: int = 0,
    lot: int | None = None,
) -> Option:
    """`lot` only where the order of ties was fixed elsewhere (an imported election).

    Raises VotingError: ``poll_not_draft``, ``cost_not_positive``.
    """
    _draft(poll)
    if cost_tenge <= 0:
        raise VotingError("cost_not_positive", option=code)
    return Option.objects.create(
        poll=poll,
        code=code,
        cost_tenge=cost_tenge,
        exclusive_group=exclusive_group,
        precedence=precedence,
        lot=lot,
    )


@transaction.atomic
def discard_poll(*, poll: Poll) -> None:
    """Remove a poll that never opened, with its options and roll. Raises ``poll_not_draft``."""
    _draft(poll)
    poll.roll.all().delete()
    poll.options.all().delete()
    poll.delete()


@transaction.atomic
def enrol(*, poll: Poll, elector: Elector, area: str, at_opening: bool = True) -> RollEntry:
    """Put an elector on the roll; whoever is on it stays as they are.

    `area` is the KATO code of the voter's district. After the opening only with
    ``at_opening=False``, until the close. Raises VotingError: ``roll_frozen``, ``poll_over``.
    """
    locks.share_poll(poll.pk)
    status = Poll.objects.values_list("status", flat=True).get(pk=poll.pk)
    if status == PollStatus.CLOSED:
        raise VotingError("poll_over")
    if status == PollStatus.OPEN and at_opening:
        raise VotingError("roll_frozen")
    entry, _created = RollEntry.objects.get_or_create(
        poll=poll, elector=elector, defaults={"area": area, "at_opening": at_opening}
    )
    return entry


@transaction.atomic
def enrol_many(*, poll: Poll, entries: Iterable[tuple[UUID, str]]) -> None:
    """The roll before the opening, in bulk: (elector id, area). Raises ``poll_not_draft``."""
    _draft(poll)
    waiting = iter(entries)
    # Part by part: `bulk_create` itself makes a list of all that it is given.
    while part := [
        RollEntry(poll=poll, elector_id=elector, area=area)
        for elector, area in islice(waiting, ENROLLED_AT_ONCE)
    ]:
        RollEntry.objects.bulk_create(part, ignore_conflicts=True)


@transaction.atomic
def open_poll(
    *,
    poll: Poll,
    actor: Person | None,
    at: datetime,
    setup: dict[str, Any] | None = None,
    approved_by: Sequence[Person] = (),
) -> Poll:
    """Fix everything and open the box.

    Makes K_poll (and the signing key if there is none), draws the lots of ties (`lots.draw`), logs
    as leaf 0 the poll's rules, options, count, verifier, the root of the roll and `setup` (rules of
    the round; JSON without floats), and signs the first head. The log says how many approved, the
    audit trail who. Voting itself goes by the database's clock against `opens_at` and `closes_at`.
    Raises VotingError: ``poll_not_draft``, ``poll_without_options``, ``unknown_rule``,
    ``unknown_setting``.
    """
    poll = _draft(poll)
    options = list(poll.options.order_by("code"))
    if not options:
        raise VotingError("poll_without_options")
    keys.create_poll_key(poll.pk)
    new_signing_key = keys.create_signing_key()
    _draw_lots(poll, options)
    poll.params, poll.verifier = full_params(poll), verifiers.current(at)
    poll.status, poll.opened_at = PollStatus.OPEN, at
    poll.save(update_fields=["params", "verifier", "status", "opened_at"])
    approvals = sorted({person.pk for person in approved_by})
    content = setup_content(poll, options, setup or {}, len(approvals))
    sealing.log_content(poll, LeafKind.SETUP, content)
    sealing.sign_head(poll, at)
    record(
        verb="poll_opened",
        subject=poll,
        at=at,
        actor=actor,
        akimat=poll.akimat,
        options=len(options),
        roll=content["roll"],
        signing_key_made=new_signing_key,
        approved_by=approvals,
    )
    return poll


@transaction.atomic
def close_poll(*, poll: Poll, actor: Person | None, at: datetime) -> Poll:
    """Shut the box: wait for the casts under way, log what is pending and the close, sign the head.

    With the clock as actor (None) it must be past `closes_at` by the database's clock; a person may
    close earlier, and the public log says so. Closing a closed poll does nothing.
    Raises VotingError: ``poll_not_open``, ``too_early_to_close``.
    """
    locks.hold_poll(poll.pk)
    poll = Poll.objects.select_related("akimat").annotate(now=clock()).get(pk=poll.pk)
    if poll.status == PollStatus.CLOSED:
        return poll
    if poll.status != PollStatus.OPEN:
        raise VotingError("poll_not_open")
    early = poll.now < poll.closes_at
    if early and actor is None:
        raise VotingError("too_early_to_close")
    unconfirmed = paper.settle_at_close(poll)
    sealing.append_pending(poll)
    poll.status, poll.closed_at = PollStatus.CLOSED, at
    poll.save(update_fields=["status", "closed_at"])
    content = {
        "poll": str(poll.pk),
        "early": early,
        "paper_not_confirmed": unconfirmed,
        **roll_root(poll),
        **box_counts(poll),
    }
    sealing.log_content(poll, LeafKind.CLOSE, content)
    sealing.sign_head(poll, at)
    record(verb="poll_closed", subject=poll, at=at, actor=actor, akimat=poll.akimat, **content)
    transaction.on_commit(lambda: _wipe_papers(poll), robust=True)
    return poll


def _wipe_papers(poll: Poll) -> None:
    """In a transaction of its own; the hourly seal does it where this fails."""
    paper.wipe(poll)


def _draft(poll: Poll) -> Poll:
    locked = Poll.objects.select_for_update(of=("self",)).select_related("akimat").get(pk=poll.pk)
    if locked.status != PollStatus.DRAFT:
        raise VotingError("poll_not_draft")
    return locked


def _draw_lots(poll: Poll, options: list[Option]) -> None:
    """Lots that came with an import stay; a partly drawn order is drawn anew."""
    if all(option.lot is not None for option in options):
        return
    drawn = lots.draw(poll.lot_seed or str(poll.pk), [option.code for option in options])
    for option in options:
        option.lot = drawn[option.code]
    Option.objects.bulk_update(options, ["lot"])
