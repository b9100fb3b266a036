"""The meeting of an address, and answers that all views of this part give alike."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...meetings.models import Meeting
from .. import permissions

form_page = require_http_methods(["GET", "HEAD", "POST"])


def meeting_of(akimat: Akimat, pk: int) -> Meeting:
    """Announced or held; drafts and cancelled meetings have no course."""
    rows = Meeting.objects.select_related("council", "sitting", "minutes")
    found: Meeting = get_object_or_404(rows, akimat=akimat, pk=pk, status__in=permissions.PUBLIC)
    found.akimat = akimat
    if found.council is not None:
        found.council.akimat = akimat
    return found


def led(request: HttpRequest, akimat: Akimat, pk: int) -> Meeting:
    """404 for who does not run the meeting."""
    found = meeting_of(akimat, pk)
    require(permissions.can_lead(request.user, found))
    return found


def page(meeting: Meeting, **more: Any) -> dict[str, Any]:
    return {"meeting": meeting, "sitting": permissions.sitting_of(meeting), **more}


def url_of(meeting: Meeting, name: str, *args: Any) -> str:
    return reverse(f"consultations:{name}", args=[meeting.akimat.slug, meeting.pk, *args])


def answer_form(
    request: HttpRequest,
    meeting: Meeting,
    form: Form,
    *,
    title: str | Promise,
    press: str | Promise,
    act: Callable[[], Any],
    done: str | Promise,
    to: str,
    template: str = "consultations/sittings/form.html",
    **more: Any,
) -> HttpResponse:
    """Show a form, or act on it and go on to `to`. What is wrong comes back with all that was
    written, as 422."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, str(done))
            return redirect(to)
    context = page(meeting, form=form, title=title, press=press, back=to, **more)
    return render(request, template, context, status=422 if form.errors else 200)
