"""Tells the app of proposals where cards are read and written, and what to show of them."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.proposals.forms import CommentForm
from commons.proposals.models import Call, Comment, Proposal
from commons.proposals.pages import CallLinks, Links, Pages
from commons.proposals.panels import Panel

from ..models import Round
from . import readiness
from .enums import TONES, OpportunityStatus
from .models import Opportunity


def links(proposals: Sequence[Proposal]) -> Mapping[int, Links]:
    """One query, however many."""
    held = Opportunity.objects.filter(proposal__in=[one.pk for one in proposals])
    found = held.values_list("proposal", "pk", "round__slug", "round__akimat__slug")
    return {
        proposal: Links(
            detail=reverse("edp:opportunity", args=[akimat, slug, pk]),
            edit=reverse("edp:opportunity_edit", args=[akimat, slug, pk, "check"]),
        )
        for proposal, pk, slug, akimat in found
    }


def calls(asked: Sequence[Call]) -> Mapping[int, CallLinks]:
    held = Round.objects.filter(call__in=[one.pk for one in asked])
    return {
        call: CallLinks(
            index=reverse("edp:opportunities", args=[akimat, slug]),
            start=reverse("edp:opportunity_new", args=[akimat, slug]),
        )
        for call, slug, akimat in held.values_list("call", "slug", "akimat__slug")
    }


def show(
    request: HttpRequest,
    proposal: Proposal,
    form: CommentForm,
    reply_to: Comment | None,
    status: int,
) -> HttpResponse:
    """The card with a comment that could not be taken."""
    from .views.reading import card_page

    return card_page(request, proposal.opportunity, form, reply_to=reply_to, status=status)


PAGES = Pages(links=links, calls=calls, show=show)


def panels(request: HttpRequest, proposals: Sequence[Proposal]) -> Mapping[int, Panel]:
    """The state of each card, and for moderators what the card says beyond its proposal."""
    held = Opportunity.objects.filter(proposal__in=[one.pk for one in proposals])
    found = held.select_related("round__akimat", "event").prefetch_related("partners", "assets")
    return {
        card.proposal_id: Panel(
            tag=_label(card),
            tone=TONES[card.status],
            desk="edp/opportunities/desk.html",
            context={"card": card, "trl_words": readiness.words(card.trl)},
        )
        for card in found
    }


def _label(card: Opportunity) -> str:
    if card.status == OpportunityStatus.OPEN:
        return _("Opportunity card")
    return str(card.get_status_display()).capitalize()
