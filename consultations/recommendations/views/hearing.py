"""The author asks to be heard; staff set the day and write what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.dates import long_date
from commons.interface.errors import DomainError
from commons.people.views.access import person_of, posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...periods import due_on, periods_of
from ...permissions import can_answer, can_run
from .. import operations, queries
from ..enums import HeardStatus
from ..forms import ArrangeForm, AskForm, OutcomeForm
from ..models import HeardRequest
from ..permissions import may_reply, speaks_for
from .finding import READ_OR_WRITE, WRITE, form_page, recommendation_of, saved


@login_required
@READ_OR_WRITE
def ask(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = recommendation_of(akimat, pk)
    require(speaks_for(request.user, found.document))
    form = AskForm(posted(request))
    days = periods_of(akimat).heard_days
    back = reverse("consultations:recommendation", args=[akimat.slug, pk])
    done = saved(
        request,
        form,
        lambda: operations.ask_to_be_heard(
            recommendation=found,
            language=get_language() or "kk",
            actor=person_of(request),
            at=timezone.now(),
            **form.cleaned_data,
        ),
    )
    if done is not None:
        messages.success(request, _("Sent. The akimat will set a day and tell you in good time."))
        return redirect(back)
    lead = ngettext(
        "The author of a recommendation can be heard, also by video. You will know the day at "
        "least %(n)s working day before.",
        "The author of a recommendation can be heard, also by video. You will know the day at "
        "least %(n)s working days before.",
        days,
    ) % {"n": days}
    return form_page(
        request,
        form=form,
        title=_("Ask to be heard"),
        lead=lead,
        button=_("Ask to be heard"),
        back=back,
        back_words=found.document.title,
    )


@login_required
@WRITE
def withdraw(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    asked = _request(akimat, pk)
    require(speaks_for(request.user, asked.recommendation.document))
    try:
        operations.withdraw_request(request=asked, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The request is withdrawn."))
    return redirect("consultations:recommendation", akimat.slug, asked.recommendation_id)


@staff_page
@require_safe
def requests(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Who asks to be heard: those without a day first."""
    require(can_answer(request.user, akimat))
    rows = queries.open_requests(akimat)
    if not can_run(request.user, akimat):
        rows = rows.filter(recommendation__specialist=person_of(request))
    context = {
        "rows": sorted(rows, key=lambda one: (one.starts_at is not None, one.asked_at)),
        "now": timezone.now(),
    }
    return render(request, "consultations/recommendations/heard_requests.html", context)


@staff_page
@READ_OR_WRITE
def arrange(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    asked = _request(akimat, pk)
    require(may_reply(request.user, asked.recommendation) and asked.is_open)
    at = timezone.now()
    days = periods_of(akimat).heard_days
    hint = _("The author must know %(days)s working days before: %(first)s at the earliest.") % {
        "days": days,
        "first": long_date(due_on(at, days)),
    }
    form = ArrangeForm(posted(request), request=asked, hint=hint)
    done = saved(
        request,
        form,
        lambda: operations.arrange(
            request=asked, actor=person_of(request), at=at, **form.cleaned_data
        ),
    )
    if done is not None:
        messages.success(request, _("The day is set, and the author is told."))
        return redirect("consultations:recommendation", akimat.slug, asked.recommendation_id)
    return form_page(
        request,
        form=form,
        title=_("Set the day of hearing the author"),
        quote=asked.words,
        quote_by=asked.asked_by.public_name,
        quote_language=asked.language,
        button=_("Set the day"),
        back=reverse("consultations:heard_requests", args=[akimat.slug]),
        back_words=_("Authors to be heard"),
    )


@staff_page
@READ_OR_WRITE
def outcome(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    asked = _request(akimat, pk)
    require(may_reply(request.user, asked.recommendation) and asked.status == HeardStatus.ARRANGED)
    form = OutcomeForm(posted(request))
    done = saved(
        request,
        form,
        lambda: operations.record_heard(
            request=asked,
            came=form.cleaned_data["came"] == "yes",
            outcome=form.outcome(),
            actor=person_of(request),
            at=timezone.now(),
        ),
    )
    if done is not None:
        messages.success(request, _("The outcome is public."))
        return redirect("consultations:recommendation", akimat.slug, asked.recommendation_id)
    return form_page(
        request,
        form=form,
        title=_("What came of hearing the author"),
        button=_("Publish the outcome"),
        back=reverse("consultations:heard_requests", args=[akimat.slug]),
        back_words=_("Authors to be heard"),
    )


def _request(akimat: Akimat, pk: int) -> HeardRequest:
    rows = HeardRequest.objects.filter(recommendation__akimat=akimat).select_related(
        "recommendation__akimat", "recommendation__document__council", "asked_by"
    )
    found: HeardRequest = get_object_or_404(rows, pk=pk)
    return found
