"""Whom the operations tell, and of what. The words are in messages.py."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from commons.interface.official import Texts
from commons.proposals.notices import tell_followers

from .models import Opportunity


def path_of(card: Opportunity) -> str:
    return reverse("edp:opportunity", args=[card.round.akimat.slug, card.round.slug, card.pk])


def tell_of_status(card: Opportunity, at: datetime) -> None:
    """Those who follow the card, its author among them."""
    tell_followers(
        card.proposal, "opportunity_moved", at=at, status=_in_languages(card), step=card.status
    )


def tell_of_split(card: Opportunity, at: datetime, reason: Texts) -> None:
    tell_followers(card.proposal, "opportunity_split", at=at, reason=reason)


def _in_languages(card: Opportunity) -> dict[str, str]:
    told = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            told[code] = str(card.get_status_display())
    return told
