"""Tells the app of proposals where petitions are read and written, and what to show of them."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from commons.proposals.forms import CommentForm
from commons.proposals.models import Call, Comment, Proposal
from commons.proposals.pages import CallLinks, Links, Pages
from commons.proposals.panels import Panel

from .enums import TONES
from .models import Petition


def links(proposals: Sequence[Proposal]) -> Mapping[int, Links]:
    """One query, however many."""
    held = Petition.objects.filter(proposal__in=[one.pk for one in proposals])
    return {
        proposal: Links(
            detail=reverse("consultations:petition", args=[akimat, pk]),
            edit=reverse("consultations:petition_edit", args=[akimat, pk, "check"]),
        )
        for proposal, pk, akimat in held.values_list("proposal", "pk", "akimat__slug")
    }


def calls(asked: Sequence[Call]) -> Mapping[int, CallLinks]:
    held = Petition.objects.filter(proposal__call__in=[one.pk for one in asked]).order_by()
    return {
        call: CallLinks(
            index=reverse("consultations:petitions", args=[akimat]),
            start=reverse("consultations:petition_new", args=[akimat]),
        )
        for call, akimat in held.values_list("proposal__call", "akimat__slug").distinct()
    }


def show(
    request: HttpRequest,
    proposal: Proposal,
    form: CommentForm,
    reply_to: Comment | None,
    status: int,
) -> HttpResponse:
    """The petition with a comment that could not be taken."""
    from .views.finding import petition_of
    from .views.reading import petition_page

    held = Petition.objects.only("pk").get(proposal=proposal)
    petition = petition_of(request, proposal.akimat, held.pk)
    return petition_page(request, petition, form, reply_to=reply_to, status=status)


PAGES = Pages(links=links, calls=calls, show=show)


def panels(request: HttpRequest, proposals: Sequence[Proposal]) -> Mapping[int, Panel]:
    """The state of each petition, and for moderators what it says beyond its proposal."""
    held = Petition.objects.filter(proposal__in=[one.pk for one in proposals])
    return {
        one.proposal_id: Panel(
            tag=str(one.get_status_display()).capitalize(),
            tone=TONES[one.status],
            desk="consultations/petitions/desk.html",
            context={"petition": one},
        )
        for one in held.select_related("akimat")
    }
