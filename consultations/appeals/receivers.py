"""A question follows what happens to the proposal that carries its text."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from commons.proposals.models import Proposal

from . import operations
from .operations import SLUG


@receiver(post_save, sender=Proposal, dispatch_uid="consultations.questions")
def follow_proposal(
    sender: Any, instance: Proposal, created: bool, raw: bool, **kwargs: Any
) -> None:
    """Every operation on a proposal saves it, whatever desk or page it came from."""
    if created or raw or instance.published_at is None or instance.call.slug != SLUG:
        return
    operations.follow_proposal(proposal=instance, at=instance.updated_at)
