"""The voter's receipt: to look up, to keep as a file, to print, and whether the log has it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat
from commons.voting import keys, receipts
from commons.voting import queries as votes
from commons.voting.links import of_poll
from commons.voting.queries import OwnBallot, Poll
from commons.voting.slips import Slip

from ..models import Envelope, Round
from ..views.finding import round_of
from .voter import voter_of


@require_safe
def file(request: HttpRequest, akimat: Akimat, round_slug: str, kato: str) -> HttpResponse:
    """The receipt as a file, for the voter alone; for anybody else it is not there."""
    round = round_of(request, akimat, round_slug)
    envelope = envelope_of(round, kato)
    voter = voter_of(request.user, [envelope], votes.database_now())
    own = voter.ballot(envelope)
    if own is None or envelope.poll is None:
        raise Http404
    slip = slip_of(request, akimat, envelope.poll, own)
    answer = HttpResponse(slip.to_json(), content_type="application/json; charset=utf-8")
    name = f"receipt-{slip.code[:8]}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def envelope_of(round: Round, kato: str) -> Envelope:
    """The envelope of a territory that is voted on, or 404."""
    for envelope in round.envelopes.all():
        if envelope.territory.kato == kato and envelope.poll is not None:
            return envelope
    raise Http404


def shown(request: HttpRequest, akimat: Akimat, poll: Poll, own: OwnBallot) -> dict[str, Any]:
    """What the page after the vote says of the receipt."""
    return {
        "slip": slip_of(request, akimat, poll, own),
        "standing": receipts.standing(poll, own.leaf, timezone.now()),
    }


def slip_of(request: HttpRequest, akimat: Akimat, poll: Poll, own: OwnBallot) -> Slip:
    public = receipts.log_key(poll)
    return Slip(
        poll=poll.pk,
        leaf=own.leaf,
        signature=own.signature,
        key_id=keys.key_id(public) if public else "",
        check_url=request.build_absolute_uri(of_poll(akimat, poll.pk, "receipt")),
    )
