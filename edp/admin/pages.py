"""Pages that change a round: tasks and amendments, the announcement, the closing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.interface.official import read_texts
from commons.rounds.admin import pages as shared
from commons.rounds.admin.pages import StepWords

from .. import operations
from ..checks import checks
from ..enums import RoundStatus
from ..models import Round
from . import tasks
from .forms import CloseForm

ANNOUNCE = StepWords(
    gettext_lazy("Announce the round"),
    (
        gettext_lazy("The round, its mandate and its rules become public in all languages."),
        gettext_lazy("The rules are frozen and their fingerprint is shown on the rules page."),
        gettext_lazy("Each stage opens and closes by itself on its announced dates."),
    ),
    gettext_lazy("It cannot be undone: later changes are public amendments with their reason."),
    operations.announce,
    gettext_lazy("The round is announced and its rules are frozen."),
)


def task_page(model_admin: Any, request: HttpRequest, round: Round, task: str) -> HttpResponse:
    found = tasks.find(round, task)
    if found is None or round.status == RoundStatus.CLOSED:
        raise Http404
    change, amend = operations.change_round, operations.amend
    return shared.task_page(model_admin, request, round, found, change=change, amend=amend)


def announce_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    if round.status != RoundStatus.DRAFT:
        return HttpResponseRedirect(model_admin.url("change", round))
    return shared.step_page(
        model_admin, request, round, ANNOUNCE, checks=lambda: checks(round, timezone.now())
    )


def close_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """The end of a round; early with a public reason."""
    if round.status != RoundStatus.ANNOUNCED:
        raise Http404
    at = timezone.now()
    early = operations.needs_reason(round, at)
    form = CloseForm(request.POST if request.method == "POST" else None, early=early)
    if request.method == "POST" and form.is_valid():
        reason = read_texts(form.cleaned_data, "reason") if early else None
        try:
            operations.close_round(
                round=round,
                actor=request.user,  # type: ignore[arg-type]
                at=at,
                reason=reason,
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The round is closed. Its pages stay."))
            return HttpResponseRedirect(model_admin.url("change", round))
    context = {
        "title": _("Close the round"),
        "button": _("Close the round"),
        "intro": _(
            "Nothing can be added to a closed round; all its pages stay public. It cannot be "
            "undone."
        ),
    }
    return shared.form_page(model_admin, request, round, form, context)
