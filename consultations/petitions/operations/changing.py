"""What the operations share: the lock, the transition table, the count of signatures."""

from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from commons.audit import operations as audit

from ...periods import due_on, periods_of
from ..enums import TRANSITIONS, PetitionStatus
from ..errors import PetitionError
from ..models import Petition, Signature, SignatureBatch
from ..notices import tell_followers, tell_moderators


def locked(petition: Petition) -> Petition:
    """The row as it is now, held until the end of the transaction. Always taken after the row of
    the proposal, where an operation needs both."""
    rows = Petition.objects.select_related(
        "akimat__territory", "proposal__author", "proposal__call__territory", "proposal__akimat"
    )
    return rows.select_for_update(of=("self",), no_key=True).get(pk=petition.pk)


def move(petition: Petition, to: PetitionStatus) -> None:
    """By the transition table; saving is left to the caller."""
    if to not in TRANSITIONS[petition.status]:
        raise PetitionError("wrong_state", status=petition.get_status_display())
    petition.status = to


def require_state(petition: Petition, *states: PetitionStatus) -> None:
    if petition.status not in states:
        raise PetitionError("wrong_state", status=petition.get_status_display())


def require_gathering(petition: Petition, at: datetime) -> None:
    if not petition.is_gathering(timezone.localdate(at)):
        raise PetitionError("not_gathering")


def record(verb: str, petition: Petition, actor: Any, at: datetime, **detail: Any) -> None:
    audit.record(
        verb=f"hearings.{verb}",
        subject=petition,
        at=at,
        actor=actor,
        akimat=petition.akimat,
        **detail,
    )


def counted(petition: Petition) -> int:
    """Signatures on the site and those on paper that two officers counted."""
    paper = SignatureBatch.objects.filter(petition=petition, confirmed_at__isnull=False)
    total = paper.aggregate(total=Sum("count"))["total"] or 0
    return Signature.objects.filter(petition=petition).count() + int(total)


def recount(petition: Petition, at: datetime) -> None:
    """Count the signatures of a locked petition anew and do what the number brings about: it is
    listed, or its threshold is reached and the period for the answer begins."""
    petition.signed = counted(petition)
    if petition.listed_at is None and petition.signed >= petition.public_at:
        petition.listed_at = at
        tell_followers(petition, "petition_listed", at, count=petition.signed)
    is_enough = petition.threshold is not None and petition.signed >= petition.threshold
    if is_enough and petition.status == PetitionStatus.GATHERING:
        _reach(petition, at)
    petition.save()


def _reach(petition: Petition, at: datetime) -> None:
    move(petition, PetitionStatus.CONSIDERED)
    days = periods_of(petition.akimat).petition_reply_days
    petition.reached_at = at
    petition.listed_at = petition.listed_at or at
    petition.consider_due_on = due_on(at, days)
    record("petition_reached", petition, None, at, signed=petition.signed)
    due, needed = petition.consider_due_on.isoformat(), petition.threshold
    tell_followers(petition, "petition_reached", at, threshold=needed, due_date=due)
    tell_moderators(petition, "petition_reached", at, threshold=needed, due_date=due)
