"""What the clock brings: petitions that lapse, and deadlines that come near or pass."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from commons.proposals import operations as proposals
from commons.territories.workdays import add_working_days

from ..enums import PetitionStatus
from ..models import Petition, SignatureBatch
from ..notices import tell_followers, tell_moderators
from .changing import locked, move, record

REMIND_DAYS = 5


def sweep(*, at: datetime) -> int:
    """End what had its time, remind of what is due; returns how many lapsed. Safe to repeat."""
    today = timezone.localdate(at)
    ended = [_lapse(petition, at, today) for petition in _ended(today)]
    _remind(at, today)
    return sum(ended)


def _rows() -> QuerySet[Petition]:
    return Petition.objects.select_related("akimat", "proposal__author", "handler").order_by("pk")


def _ended(today: date) -> QuerySet[Petition]:
    """Those whose time is over, but for paper that came in time and nobody has checked yet."""
    unchecked = SignatureBatch.objects.filter(
        petition=OuterRef("pk"), confirmed_at__isnull=True, refused_at__isnull=True
    )
    over = _rows().filter(status=PetitionStatus.GATHERING, gather_until__lt=today)
    return over.filter(~Exists(unchecked))


@transaction.atomic
def _lapse(petition: Petition, at: datetime, today: date) -> bool:
    closed = proposals.close_discussion(proposal=petition.proposal, actor=None, at=at)
    petition = locked(petition)
    petition.proposal = closed
    if petition.status != PetitionStatus.GATHERING or petition.is_gathering(today):
        return False
    move(petition, PetitionStatus.LAPSED)
    petition.lapsed_at = at
    petition.save()
    record("petition_lapsed", petition, None, at, signed=petition.signed)
    tell_followers(
        petition, "petition_lapsed", at, count=petition.signed, threshold=petition.threshold
    )
    return True


def _remind(at: datetime, today: date) -> None:
    """Keys of messages make each reminder one of its kind."""
    soon = add_working_days(today, REMIND_DAYS)
    for petition in _rows().filter(status=PetitionStatus.CONSIDERED, consider_due_on__lte=soon):
        due = petition.consider_due_on
        assert due is not None
        kind = "petition_overdue" if due < today else "petition_due_soon"
        tell_moderators(petition, kind, at, also=petition.handler, due_date=due.isoformat())
        if due < today:
            tell_followers(petition, kind, at, due_date=due.isoformat())
    for petition in _rows().filter(status=PetitionStatus.MODERATION, moderation_due_on__lt=today):
        assert petition.moderation_due_on is not None
        tell_moderators(
            petition,
            "petition_moderation_overdue",
            at,
            due_date=petition.moderation_due_on.isoformat(),
        )
