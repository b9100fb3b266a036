"""What happens here when something happens below: a proposal changes, a residence is verified."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from commons.people.models import ResidencyVerification
from commons.people.signals import residency_verified
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal

from . import operations


@receiver(residency_verified, dispatch_uid="budgeting.enrol_late")
def enrol_verified(sender: Any, verification: ResidencyVerification, **kwargs: Any) -> None:
    operations.enrol_late(verification=verification, at=verification.decided_at or timezone.now())


@receiver(post_save, sender=Proposal, dispatch_uid="budgeting.follow_proposal")
def follow_proposal(
    sender: Any, instance: Proposal, created: bool, raw: bool, **kwargs: Any
) -> None:
    """Every operation on a proposal saves it, whatever desk or page it came from."""
    if created or raw or instance.published_at is None:
        return
    operations.follow_proposal(
        proposal=instance,
        at=instance.updated_at,
        published=instance.status == ProposalStatus.PUBLISHED,
    )
