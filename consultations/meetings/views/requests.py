"""Requests for environmental hearings: public, with the answer or its delay."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.people.models import Person
from commons.people.views.access import posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...periods import periods_of
from ...permissions import can_answer, can_run
from .. import operations, queries
from ..enums import RequestStatus
from ..forms.taking_part import AnswerForm, RequestForm
from ..models import EnvironmentRequest
from .finding import answer, form_page

PER_PAGE = 25


@require_safe
def requests(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    at = timezone.now()
    page = Paginator(queries.requests(akimat), PER_PAGE).get_page(request.GET.get("page"))
    waiting = queries.requests_waiting(akimat)
    context = {
        "page": page,
        "rows": [_row(one, at) for one in page],
        "days": periods_of(akimat).environment_answer_days,
        "late": queries.late(waiting, at).count(),
    }
    return render(request, "consultations/meetings/requests.html", context)


def _row(one: EnvironmentRequest, at: datetime) -> dict[str, object]:
    day = timezone.localdate(one.answered_at or at)
    return {"asked": one, "is_late": day > one.due_on}


@require_safe
def one(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.requests(akimat), pk=pk)
    may_run = can_run(request.user, akimat)
    context = {
        **_row(found, timezone.now()),
        "may_answer": found.status == RequestStatus.WAITING and can_answer(request.user, akimat),
        "may_announce": may_run and found.status == RequestStatus.AGREED and not found.meeting_id,
        "meeting_is_public": bool(found.meeting and found.meeting.announced_at),
    }
    return render(request, "consultations/meetings/request.html", context)


@login_required
@form_page
def new(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    form = RequestForm(posted(request), akimat=akimat, initial={"language": get_language()})
    days = periods_of(akimat).environment_answer_days

    def act(person: Person, at: datetime) -> str:
        operations.request_hearing(akimat=akimat, author=person, at=at, **form.cleaned_data)
        return _("Your request is public. The akimat answers within %(days)s working days.") % {
            "days": days
        }

    leads = reverse("consultations:environment_requests", args=[akimat.slug])
    context = {"days": days}
    return answer(request, form, act, "consultations/meetings/request_new.html", context, leads)


@staff_page
@login_required
@form_page
def settle(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The akimat's answer."""
    require(can_answer(request.user, akimat))
    found = get_object_or_404(queries.requests(akimat), pk=pk)
    leads = reverse("consultations:environment_request", args=[akimat.slug, pk])
    if found.status != RequestStatus.WAITING:
        return redirect(leads)
    form = AnswerForm(posted(request))

    def act(actor: Person, at: datetime) -> str:
        operations.answer_request(
            request=found,
            agrees=form.cleaned_data["agrees"] == "yes",
            answer=form.cleaned_data["answer"],
            language=found.language,
            actor=actor,
            at=at,
        )
        return _("The answer is public, and who asked is told.")

    context = {"asked": found, "is_late": timezone.localdate() > found.due_on}
    return answer(request, form, act, "consultations/meetings/request_answer.html", context, leads)
