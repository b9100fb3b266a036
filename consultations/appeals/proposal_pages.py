"""Tells the app of proposals where questions are read and written."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.proposals.forms import CommentForm
from commons.proposals.models import Call, Comment, Proposal
from commons.proposals.pages import CallLinks, Links, Pages
from commons.proposals.panels import Panel

from .models import Question
from .operations import SLUG


def links(proposals: Sequence[Proposal]) -> Mapping[int, Links]:
    held = Question.objects.filter(proposal__in=[one.pk for one in proposals])
    return {
        proposal: Links(
            detail=reverse("consultations:question", args=[akimat, pk]),
            edit=reverse("consultations:question_edit", args=[akimat, pk, "check"]),
        )
        for proposal, pk, akimat in held.values_list("proposal", "pk", "akimat__slug")
    }


def calls(asked: Sequence[Call]) -> Mapping[int, CallLinks]:
    ours = [one for one in asked if one.slug == SLUG and one.has_own_pages]
    return {
        one.pk: CallLinks(
            index=reverse("consultations:questions", args=[one.akimat.slug]),
            start=reverse("consultations:question_new", args=[one.akimat.slug]),
        )
        for one in ours
    }


def show(
    request: HttpRequest,
    proposal: Proposal,
    form: CommentForm,
    reply_to: Comment | None,
    status: int,
) -> HttpResponse:
    """Questions take no comments: the page shows itself."""
    from .views.reading import question_page

    return question_page(request, Question.objects.get(proposal=proposal), status=status)


PAGES = Pages(links=links, calls=calls, show=show)


def panels(request: HttpRequest, proposals: Sequence[Proposal]) -> Mapping[int, Panel]:
    held = Question.objects.filter(proposal__in=[one.pk for one in proposals])
    return {
        proposal: Panel(tag=_("Question to the akim"), tone="plain")
        for proposal in held.values_list("proposal", flat=True)
    }
