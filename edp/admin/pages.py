"""Pages that change a round: tasks and amendments, the announcement, the closing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError
from commons.interface.official import read_texts
from commons.rounds.checks import stopping

from .. import operations
from ..checks import checks
from ..enums import RoundStatus
from ..models import Round
from . import tasks
from .forms import CloseForm, TaskForm, amendment_fields


def task_page(model_admin: Any, request: HttpRequest, round: Round, task: str) -> HttpResponse:
    """A task of the set-up; once the rules are frozen, the same form as a public amendment."""
    at = timezone.now()
    found = tasks.find(round, task)
    if found is None or round.status == RoundStatus.CLOSED:
        raise Http404
    form = found.form(request.POST or None, round=round, at=at)
    if round.frozen_at:
        amendment_fields(form)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, round, form)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            words = _("The amendment is public.") if round.frozen_at else _("Saved.")
            messages.success(request, words)
            return HttpResponseRedirect(model_admin.url("change", round))
    context = {
        **model_admin.frame(request, round),
        "title": _("Amend: %(what)s") % {"what": found.label} if round.frozen_at else found.label,
        "intro": found.hint,
        "form": form,
        "amending": bool(round.frozen_at),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/edp/round/task.html", context, status=status)


def _save(request: HttpRequest, round: Round, form: TaskForm) -> None:
    person: Any = request.user
    if not round.frozen_at:
        operations.change_round(
            round=round, actor=person, at=timezone.now(), changes=form.changes()
        )
        return
    operations.amend(
        round=round,
        text=read_texts(form.cleaned_data, "amendment"),
        reason=read_texts(form.cleaned_data, "why"),
        actor=person,
        at=timezone.now(),
        changes=changed(form),
    )


def changed(form: TaskForm) -> Any:
    """Of an amendment only what differs from now."""
    changes: dict[str, Any] = dict(form.changes())
    stages = changes.pop("stages", None)
    touched = set(form.changed_data)
    found = {
        name: value
        for name, value in changes.items()
        if touched & {name, *(f"{name}_{code}" for code in ("kk", "ru", "en"))}
    }
    return {**found, "stages": stages} if stages else found


def announce_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """The checks, what announcing does, and the button, while nothing stands against it."""
    if round.status != RoundStatus.DRAFT:
        return HttpResponseRedirect(model_admin.url("change", round))
    refused = ""
    if request.method == "POST":
        try:
            operations.announce(round=round, actor=request.user, at=timezone.now())  # type: ignore[arg-type]
        except DomainError as error:
            refused = error.message
        else:
            messages.success(request, _("The round is announced and its rules are frozen."))
            return HttpResponseRedirect(model_admin.url("change", round))
    found = checks(round, timezone.now())
    context = {
        **model_admin.frame(request, round),
        "title": _("Announce the round"),
        "checks": found,
        "blocked": bool(stopping(found)),
        "refused": refused,
    }
    status = 422 if refused else 200
    return TemplateResponse(request, "admin/edp/round/announce.html", context, status=status)


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
        **model_admin.frame(request, round),
        "title": _("Close the round"),
        "form": form,
        "button": _("Close the round"),
        "intro": _(
            "Nothing can be added to a closed round; all its pages stay public. It cannot be "
            "undone."
        ),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/desk/form.html", context, status=status)
