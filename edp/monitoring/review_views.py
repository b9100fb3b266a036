"""Reviews: everybody reads the published ones, moderators write them and open what follows."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.official import read_texts
from commons.territories.models import Akimat

from ..enums import RoundStatus
from ..models import Round
from ..plan.editing_views import READ_OR_WRITE, plan_to_write, refused, respond, sent
from ..plan.queries import plan_of
from ..views.finding import person_of, round_of, staff_page
from . import operations, queries
from .forms import NextRoundForm, ReviewForm
from .models import PlanReview
from .views import framed


def _back(round: Round) -> str:
    return reverse("edp:monitoring_reviews", args=[round.akimat.slug, round.slug])


def _review(round: Round, pk: int) -> PlanReview:
    found = get_object_or_404(queries.reviews(round).select_related("plan"), pk=pk)
    found.plan.round = round
    return found


@require_safe
def reviews(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round = round_of(request, akimat, round_slug)
    context = framed(request, round, the_plan=plan_of(round))
    held = list(queries.reviews(round).select_related("published_by"))
    context["reviews"] = [one for one in held if one.published_at or context["may_set"]]
    following = round.next_rounds.order_by("pk")
    if not context["may_read_draft"]:
        following = following.exclude(status=RoundStatus.DRAFT)
    context["following"] = list(following)
    return render(request, "edp/monitoring/reviews.html", context)


@staff_page
@login_required
@READ_OR_WRITE
def add(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round, plan = plan_to_write(request, akimat, round_slug)
    form = ReviewForm(sent(request), akimat=akimat, round=round)
    if request.method == "POST" and form.is_valid():
        try:
            operations.start_review(
                plan=plan,
                held_date=form.cleaned_data["held_date"],
                texts=form.read_texts(),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved. It is public once you publish it."))
            return redirect(_back(round))
    return _respond(request, round, form, _("Write a review"))


@staff_page
@login_required
@READ_OR_WRITE
def change(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, _plan = plan_to_write(request, akimat, round_slug)
    review = _review(round, pk)
    form = ReviewForm(sent(request), akimat=akimat, round=round, row=review)
    saved: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_review(
                review=review,
                version=form.seen,
                held_date=form.cleaned_data["held_date"],
                texts=form.read_texts(),
                confirmed=form.confirmed,
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            saved = refused(form, error, review)
        else:
            messages.success(request, _("Saved. It is public once you publish it."))
            return redirect(_back(round))
    return _respond(request, round, form, _("Write the review"), saved=saved, row=review)


@staff_page
@login_required
@require_POST
def publish(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, _plan = plan_to_write(request, akimat, round_slug)
    review = _review(round, pk)
    try:
        operations.publish_review(review=review, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        form = ReviewForm(akimat=akimat, round=round, row=review)
        answer = _respond(request, round, form, _("Write the review"), refusal=error.message)
        answer.status_code = 422
        return answer
    messages.success(request, _("The review is published."))
    return redirect(_back(round))


@staff_page
@login_required
@READ_OR_WRITE
def next_round(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    round, _plan = plan_to_write(request, akimat, round_slug)
    review = _review(round, pk)
    form = NextRoundForm(sent(request), round=round)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.open_next_round(
                review=review,
                slug=form.cleaned_data["slug"],
                title=read_texts(form.cleaned_data, "title"),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The next round is being prepared. Nobody sees it yet."))
            return redirect("edp:round", akimat.slug, made.slug)
    lead = _(
        "It begins as a copy of this one, a year later: its texts, stages and rules. You change "
        "them before it is announced."
    )
    return _respond(request, round, form, _("Open the next round"), lead=lead, button=_("Open it"))


def _respond(
    request: HttpRequest, round: Round, form: Any, title: str, **more: Any
) -> HttpResponse:
    return respond(
        request,
        round,
        form,
        title,
        back=_back(round),
        template="edp/monitoring/form.html",
        **more,
    )
