"""Office hours: the list, one of them with its times, and the pages of those who receive."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.official import read_texts
from commons.people.views.access import person_of, posted, shared_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations, queries
from ..enums import VisitStatus
from ..forms import BookingForm, HoursForm, OutcomeForm, ReasonForm
from ..models import OfficeHours, Visit
from ..permissions import may_keep
from ..slots import slots
from .finding import council_to_keep, form_page, kept_councils, saved


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    at = timezone.now()
    past = queries.hours_of(akimat).filter(ends_at__lte=at).order_by("-starts_at", "-pk")
    page = Paginator(past, 25).get_page(request.GET.get("page"))
    context = {
        "coming": queries.coming_hours(akimat, at),
        "page": page,
        "kept": kept_councils(request, akimat),
    }
    return render(request, "consultations/openness/hours.html", context)


def _hours(akimat: Akimat, pk: int) -> OfficeHours:
    hours = get_object_or_404(queries.hours_of(akimat), pk=pk)
    hours.akimat = hours.council.akimat = akimat
    return hours


def one(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The times that are free, and booking one."""
    at = timezone.now()
    hours = _hours(akimat, pk)
    mine = queries.visit_of(hours, request.user)
    taken = queries.taken(hours)
    free = [one for one in slots(hours) if one not in taken and one > at]
    form = BookingForm(
        posted(request),
        free=free,
        has_link=bool(hours.link),
        initial={"language": get_language()},
    )
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?next={request.path}")
        if form.is_valid() and _booked(request, hours, form, at):
            return redirect("consultations:office_hours", akimat.slug, pk)
    context = {
        "hours": hours,
        "mine": mine,
        "free": free,
        "total": len(slots(hours)),
        "form": form if free and not mine and not hours.cancelled_at else None,
        "is_over": hours.ends_at <= at,
        "outcomes": [one for one in queries.visitors(hours) if one.outcome],
        "came": sum(one.status == VisitStatus.CAME for one in queries.visitors(hours)),
        "may_keep": may_keep(request.user, hours.council),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/openness/hours_one.html", context, status=status)


def _booked(request: HttpRequest, hours: OfficeHours, form: BookingForm, at: datetime) -> bool:
    data = form.cleaned_data
    try:
        operations.book(
            hours=hours,
            starts_at=data["slot"],
            topic=data["topic"],
            language=data["language"],
            by_video=bool(data.get("by_video")),
            actor=person_of(request),
            at=at,
        )
    except DomainError as error:
        form.add_error("slot", error.message)
        return False
    messages.success(request, _("Your time is booked. You find it on this page."))
    return True


@login_required
@require_POST
def give_back(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    hours = _hours(akimat, pk)
    mine = queries.visit_of(hours, request.user)
    require(mine is not None)
    assert mine is not None
    try:
        operations.give_back(visit=mine, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The time is free for others again."))
    return redirect("consultations:office_hours", akimat.slug, pk)


@shared_page
def new(request: HttpRequest, akimat: Akimat, council: int) -> HttpResponse:
    kept = council_to_keep(request, akimat, council)
    form = HoursForm(posted(request), akimat=akimat)

    def save(data: dict[str, Any]) -> OfficeHours:
        return operations.announce_hours(
            council=kept,
            who=read_texts(data, "who"),
            place=read_texts(data, "place"),
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            visit_minutes=data["visit_minutes"],
            territory=data["territory"],
            link=data["link"],
            actor=request.user,
            at=timezone.now(),
        )

    made = saved(request, form, save)
    if made:
        messages.success(request, _("The office hours are announced."))
        return redirect("consultations:office_hours", akimat.slug, made.pk)
    return form_page(
        request,
        title=_("Announce office hours"),
        form=form,
        press=_("Announce"),
        back=(reverse("consultations:office_hours_list", args=[akimat.slug]), _("Office hours")),
    )


@shared_page
def cancel(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    hours = _hours(akimat, pk)
    require(may_keep(request.user, hours.council))
    form = ReasonForm(posted(request))

    def save(data: dict[str, Any]) -> OfficeHours:
        return operations.cancel_hours(
            hours=hours, reason=data["reason"], actor=request.user, at=timezone.now()
        )

    address = reverse("consultations:office_hours", args=[akimat.slug, pk])
    if saved(request, form, save):
        messages.success(request, _("The office hours are cancelled. Visitors are told."))
        return redirect(address)
    return form_page(
        request,
        title=_("Cancel office hours"),
        form=form,
        press=_("Cancel them"),
        back=(address, hours.who),
    )


@shared_page
def visitors(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Who comes when and why, for those who receive; afterwards what came of it."""
    hours = _hours(akimat, pk)
    require(may_keep(request.user, hours.council))
    rows = list(queries.visitors(hours))
    chosen = request.POST.get("visit", "")
    forms = [_outcome_form(request, visit, chosen) for visit in rows]
    status = 200
    for visit, form in zip(rows, forms, strict=True):
        if form.is_bound:
            if form.is_valid():
                operations.settle_visit(visit=visit, actor=request.user, at=timezone.now(),
                                        **form.cleaned_data)  # fmt: skip
                messages.success(request, _("Saved."))
                return redirect("consultations:office_hours_visitors", akimat.slug, pk)
            status = 422
    context = {"hours": hours, "rows": list(zip(rows, forms, strict=True))}
    return render(request, "consultations/openness/visitors.html", context, status=status)


def _outcome_form(request: HttpRequest, visit: Visit, chosen: str) -> OutcomeForm:
    data = posted(request) if chosen == str(visit.pk) else None
    initial = {"came": visit.status == VisitStatus.CAME, "outcome": visit.outcome}
    return OutcomeForm(data, prefix=f"v{visit.pk}", initial=initial)
