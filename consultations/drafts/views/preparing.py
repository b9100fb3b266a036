"""What staff do with the document as a whole: set up, open, extend, close."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.people.views.access import person_of, posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...periods import periods_of
from ...permissions import can_run
from .. import checklist, operations, queries, reading
from ..enums import DraftStatus
from ..forms import CloseForm, DraftForm, ExtendForm, OpenForm
from ..models import Draft
from ..operations.discussion import earliest_close
from ..permissions import standing
from .finding import draft_of, draft_to_prepare, frame


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    require(can_run(request.user, akimat))
    form = DraftForm(posted(request), akimat=akimat, draft=None)
    if form.is_valid():
        try:
            draft = operations.create_draft(
                akimat=akimat, **_given(form), actor=person_of(request), at=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The draft is set up. Now upload its text."))
            return redirect("consultations:draft_desk", akimat.slug, draft.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "draft": None}
    return render(request, "consultations/drafts/edit.html", context, status=status)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draft = draft_of(request, akimat, pk)
    require(can_run(request.user, akimat))
    form = DraftForm(posted(request), akimat=akimat, draft=draft)
    if form.is_valid():
        try:
            operations.change_draft(
                draft=draft, **_given(form), actor=person_of(request), at=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("consultations:draft_desk", akimat.slug, draft.pk)
    status = 422 if form.errors else 200
    context = frame(request, draft, form=form)
    return render(request, "consultations/drafts/edit.html", context, status=status)


def _given(form: DraftForm) -> dict[str, Any]:
    data = form.cleaned_data
    names = ("title", "summary", "office")
    return {
        "kind": data["kind"],
        "author": data["author"],
        "territory": data["territory"],
        **{name: form.texts(name) for name in names},
    }


@staff_page
@require_safe
def desk(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """What is ready, what is missing, and the next step."""
    draft = draft_to_prepare(request, akimat, pk)
    newest = queries.latest(draft)
    held = queries.passages_of(newest.values())
    rows = reading.rows({code: held[one.pk] for code, one in newest.items()}, "kk", {})
    context = frame(
        request,
        draft,
        checks=checklist.checks(draft),
        is_ready=not checklist.missing(draft),
        in_work=draft.versions.filter(published_at__isnull=True).order_by("language"),
        newest=newest,
        step=reading.out_of_step(newest, rows),
        numbers=queries.standing_of(draft, timezone.now()),
        may_run=can_run(request.user, akimat),
    )
    return render(request, "consultations/drafts/desk.html", context)


def _draft_in(request: HttpRequest, akimat: Akimat, pk: int, state: DraftStatus) -> Draft:
    """The draft, for moderators, while it is in that state by the clock."""
    draft = draft_of(request, akimat, pk)
    require(can_run(request.user, akimat) and standing(draft, timezone.now()) == state)
    return draft


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    at = timezone.now()
    draft = _draft_in(request, akimat, pk, DraftStatus.DRAFT)
    least = earliest_close(draft, at)
    form = OpenForm(posted(request), initial={"closes_on": least})
    if form.is_valid():
        try:
            operations.open_discussion(
                draft=draft,
                closes_on=form.cleaned_data["closes_on"],
                short_reason=form.texts("short_reason"),
                actor=person_of(request),
                at=at,
            )
        except DomainError as error:
            form.add_error("closes_on" if error.code.startswith("period") else None, error.message)
        else:
            messages.success(request, _("The discussion is open. Followers are told."))
            return redirect("consultations:draft", akimat.slug, draft.pk)
    status = 422 if form.errors else 200
    context = frame(
        request,
        draft,
        form=form,
        least=least,
        periods=periods_of(akimat),
        checks=checklist.checks(draft),
        is_ready=not checklist.missing(draft),
    )
    return render(request, "consultations/drafts/open.html", context, status=status)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draft = _draft_in(request, akimat, pk, DraftStatus.OPEN)
    form = ExtendForm(posted(request), initial={"closes_on": draft.closes_on})
    if form.is_valid():
        try:
            operations.extend_discussion(
                draft=draft,
                closes_on=form.cleaned_data["closes_on"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("closes_on", error.message)
        else:
            messages.success(request, _("The discussion goes on. Followers are told."))
            return redirect("consultations:draft", akimat.slug, draft.pk)
    status = 422 if form.errors else 200
    context = frame(request, draft, form=form)
    return render(request, "consultations/drafts/extend.html", context, status=status)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    draft = _draft_in(request, akimat, pk, DraftStatus.ANSWERING)
    form = CloseForm(posted(request))
    if form.is_valid():
        try:
            operations.close_discussion(
                draft=draft,
                outcome=form.texts("outcome"),
                actor=person_of(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The discussion is closed. All who took part are told."))
            return redirect("consultations:draft", akimat.slug, draft.pk)
    status = 422 if form.errors else 200
    numbers = queries.standing_of(draft, timezone.now())
    context = frame(request, draft, form=form, numbers=numbers)
    return render(request, "consultations/drafts/close.html", context, status=status)
