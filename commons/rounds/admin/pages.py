"""Pages that carry a round on: a task or an amendment, a step behind its checks, a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError
from commons.interface.official import read, read_texts

from ..checks import Check, stopping
from .forms import Task, TaskForm, Words, amendment_fields
from .making import CopyForm

Operation = Callable[..., Any]


def task_page(
    model_admin: Any, request: HttpRequest, round: Any, task: Task, *, change: Operation,
    amend: Operation,
) -> HttpResponse:  # fmt: skip
    """A task of the set-up; once the rules are frozen, the same form as a public amendment."""
    data, files = request.POST or None, request.FILES or None
    form = task.form(data, files, round=round, at=timezone.now())
    if round.frozen_at:
        amendment_fields(form)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, round, form, change, amend)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            words = _("The amendment is public.") if round.frozen_at else _("Saved.")
            messages.success(request, words)
            return HttpResponseRedirect(model_admin.url("change", round))
    context = {
        **model_admin.frame(request, round),
        "title": _("Amend: %(what)s") % {"what": task.label} if round.frozen_at else task.label,
        "intro": task.hint,
        "form": form,
        "amending": bool(round.frozen_at),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/rounds/task.html", context, status=status)


def _save(
    request: HttpRequest, round: Any, form: TaskForm, change: Operation, amend: Operation
) -> None:
    at = timezone.now()
    if not round.frozen_at:
        change(round=round, actor=request.user, at=at, changes=form.changes())
        return
    amend(
        round=round,
        text=read_texts(form.cleaned_data, "amendment"),
        reason=read_texts(form.cleaned_data, "why"),
        actor=request.user,
        at=at,
        changes=form.changed(),
    )


@dataclass(frozen=True)
class StepWords:
    """A step that carries a round on: its button, what will happen, what cannot be undone."""

    button: Words
    happens: tuple[Words, ...]
    final: Words
    run: Operation
    done: Words


def step_page(
    model_admin: Any, request: HttpRequest, round: Any, words: StepWords, *,
    checks: Callable[[], list[Any]], at: datetime | None = None, after: str = "change",
) -> HttpResponse:  # fmt: skip
    """The checks of a step, what it will do, and the button, while nothing stands against it.

    `at` is the moment from which it can be taken, `after` the page that follows it.
    """
    refused = ""
    if request.method == "POST":
        try:
            words.run(round=round, actor=request.user, at=timezone.now())
        except DomainError as error:
            refused = error.message
        else:
            messages.success(request, str(words.done))
            return HttpResponseRedirect(model_admin.url(after, round))
    found: list[Check] = checks()
    shown = {
        **model_admin.frame(request, round),
        "title": words.button,
        "words": words,
        "checks": found,
        "blocked": bool(stopping(found)),
        "refused": refused,
        "at": at,
    }
    status = 422 if refused else 200
    return TemplateResponse(request, "admin/rounds/step.html", shown, status=status)


def copy_of(
    model_admin: Any, request: HttpRequest, round: Any, form_of: type[CopyForm], *, slug: str,
    make: Operation, done: str, context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """Asks for the address and the title of a round that `make` makes from this one."""
    initial = {f"title_{code}": text for code, text in read(round, "title").items()}
    form = form_of(request.POST or None, initial={**initial, "slug": slug})
    if request.method == "POST" and form.is_valid():
        try:
            made = make(
                round=round,
                slug=form.cleaned_data["slug"],
                title=form.title(),
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return HttpResponseRedirect(model_admin.url("change", made))
    return form_page(model_admin, request, round, form, context)


def form_page(
    model_admin: Any, request: HttpRequest, round: Any | None, form: forms.Form,
    context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """A form on a page of its own; `context` has its title, intro and button."""
    shown = {**model_admin.frame(request, round), "form": form, **context}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/desk/form.html", shown, status=status)
