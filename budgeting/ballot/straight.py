"""The short way of a vote into the box, for the hour in which a whole city votes.

It asks nothing that the box asks anyway. A vote that does not go in is told why by the view, which
tries again the long way: the key of the post keeps two tries from being two ballots.
"""

import logging
import time
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest

from commons.voting import operations as voting
from commons.voting import queries as votes
from commons.voting.errors import VotingError

from ..enums import RoundStatus
from ..models import Envelope
from .forms import BallotForm, CastForm

log = logging.getLogger(__name__)

# Seconds for which an address is trusted to lead to the same poll. While a poll is open nothing of
# it changes, except that an akimat may be switched off.
TRUSTED = 20.0

Address = tuple[str, str, str]
_polls: dict[Address, tuple[float, UUID]] = {}


def cast(request: HttpRequest, akimat: str, round_slug: str, kato: str) -> bool:
    """Whether the vote is in the box now. False says nothing of why it is not."""
    elector: UUID | None = getattr(request.user, "elector_id", None)
    if elector is None:
        return False
    poll = _open_poll((akimat, round_slug, kato))
    if poll is None:
        return False
    try:
        return _cast(request, poll, elector)
    except (VotingError, votes.Poll.DoesNotExist):
        _polls.pop((akimat, round_slug, kato), None)
    except (DatabaseError, InterfaceError):
        log.exception("A vote in poll %s was not saved; it is tried once more", poll)
        if not connection.in_atomic_block:
            connection.close()  # the next query finds another one
    return False


def _cast(request: HttpRequest, poll: UUID, elector: UUID) -> bool:
    form, post = BallotForm(request.POST, votes.fixed_rules(poll)), CastForm(request.POST)
    if not (form.is_valid() and post.is_valid()):
        return False
    voting.cast_ballot(
        poll=poll,
        elector=elector,
        choices=form.choices,
        idempotency_key=post.idempotency_key,
        nv=post.voter_bytes,
    )
    return True


def _open_poll(address: Address) -> UUID | None:
    """The poll of an envelope whose round votes. Only what is found is remembered."""
    until, poll = _polls.get(address, (0.0, None))
    if poll is not None and time.monotonic() < until:
        return poll
    akimat, round_slug, kato = address
    open_rounds = Envelope.objects.filter(
        territory__kato=kato,
        round__slug=round_slug,
        round__akimat__slug=akimat,
        round__akimat__is_active=True,
        round__status=RoundStatus.VOTING_OPEN,
    )
    found = open_rounds.values_list("poll_id", flat=True).first()
    if found is not None:
        _polls[address] = (time.monotonic() + TRUSTED, found)
    return found
