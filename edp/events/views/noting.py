"""The group's notes: one board, many writers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...links import of_round as link
from ...permissions import can_contribute
from ...views.finding import person_of
from .. import operations, queries
from ..enums import NoteKind
from ..errors import NoteChangedError
from ..forms import NoteChangeForm, NoteForm
from ..models import Event, Note
from ..permissions import can_read_notes, can_write_notes
from .finding import event_of, page, posted, url_of

# Sent by notes.js: it wants to know whether the note arrived, not a page.
BY_SCRIPT = "X-Note"
form_page = require_http_methods(["GET", "HEAD", "POST"])


def _event(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Event:
    event = event_of(request, akimat, round_slug, pk)
    require(can_read_notes(request.user, event))
    return event


def _note(event: Event, note_pk: int) -> Note:
    note = get_object_or_404(Note.objects.select_related("author"), event=event, pk=note_pk)
    note.event = event
    return note


@form_page
@login_required
def notes(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The board with the form of a new note. A note that arrived answers 201 to the script."""
    event = _event(request, akimat, round_slug, pk)
    form = NoteForm(posted(request), initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            note = operations.write_note(
                event=event, author=person_of(request), at=timezone.now(), **form.cleaned_data
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            if BY_SCRIPT in request.headers:
                return HttpResponse(status=201)
            return redirect(f"{url_of(event, 'event_notes')}?kind={note.kind}#note-{note.pk}")
    if not form.is_bound and (kind := request.GET.get("kind")) in NoteKind.values:
        form.initial["kind"] = kind
    context = page(request, event, form=form, **_board(request, event))
    return render(request, "edp/events/notes.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def board(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The board alone, asked for every few seconds. Where nothing has changed the answer is empty:
    204 for htmx, which sends the state it shows, 304 for a browser that sends the ETag."""
    event = _event(request, akimat, round_slug, pk)
    state = queries.notes_state(event)
    tag = quote_etag(f"{state}-{get_language()}")
    if request.GET.get("state") == state:
        return HttpResponse(status=204)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    context = page(request, event, **_board(request, event, state))
    answer = render(request, "edp/events/notes.html#board", context)
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


def _board(request: HttpRequest, event: Event, state: str = "") -> dict[str, Any]:
    held: dict[str, list[Note]] = {kind: [] for kind in NoteKind.values}
    count = 0
    for note in queries.notes(event):
        held[note.kind].append(note)
        count += 1
    return {
        "columns": [(kind, NoteKind(kind).label, rows) for kind, rows in held.items()],
        "note_count": count,
        "removed_count": event.notes.exclude(removed_at=None).count(),
        "may_write": can_write_notes(request.user, event),
        "state": state or queries.notes_state(event),
    }


@form_page
@login_required
def change(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, note_pk: int
) -> HttpResponse:
    """Another wording. Where somebody was quicker, both wordings are shown to choose from."""
    event = _event(request, akimat, round_slug, pk)
    require(can_write_notes(request.user, event))
    note = _note(event, note_pk)
    form = NoteChangeForm(posted(request), note=note)
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_note(
                note=note, author=person_of(request), at=timezone.now(), **form.cleaned_data
            )
        except NoteChangedError as error:
            note = _note(event, note_pk)
            form = _again(form, note)
            form.add_error(None, error.message)
            conflict = True
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The note has your wording now."))
            return redirect(f"{url_of(event, 'event_notes')}#note-{note.pk}")
    card = _card(request, event, note)
    context = page(request, event, note=note, form=form, conflict=conflict, card_url=card)
    return render(request, "edp/events/note.html", context, status=422 if form.errors else 200)


def _again(form: NoteChangeForm, note: Note) -> NoteChangeForm:
    """The same words over the newest version, so that saving them once more is a choice made."""
    data = {**form.cleaned_data, "version": note.version}
    fresh = NoteChangeForm(data, note=note)
    fresh.is_valid()
    return fresh


def _card(request: HttpRequest, event: Event, note: Note) -> str:
    """Where the note becomes an opportunity; nothing for who may not, or without such a page."""
    if not can_contribute(request.user, event.round):
        return ""
    found = link(event.round, "card_start")
    return f"{found}?event={event.pk}&note={note.pk}" if found else ""


@require_safe
@login_required
def history(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, note_pk: int
) -> HttpResponse:
    """Every wording the note ever had, and those that came too late."""
    event = _event(request, akimat, round_slug, pk)
    note = _note(event, note_pk)
    versions = note.versions.select_related("author").order_by("-number")
    context = page(
        request,
        event,
        note=note,
        versions=versions,
        may_write=can_write_notes(request.user, event),
    )
    return render(request, "edp/events/note_history.html", context)


@require_safe
@login_required
def removed(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    event = _event(request, akimat, round_slug, pk)
    context = page(
        request,
        event,
        removed=queries.removed_notes(event),
        may_write=can_write_notes(request.user, event),
    )
    return render(request, "edp/events/notes_removed.html", context)


@form_page
@login_required
def remove(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, note_pk: int
) -> HttpResponse:
    return _press(request, akimat, round_slug, pk, note_pk, operations.remove_note)


@form_page
@login_required
def restore(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, note_pk: int
) -> HttpResponse:
    return _press(request, akimat, round_slug, pk, note_pk, operations.restore_note)


def _press(
    request: HttpRequest, akimat: Akimat, round_slug: str, pk: int, note_pk: int, act: Any
) -> HttpResponse:
    event = _event(request, akimat, round_slug, pk)
    require(can_write_notes(request.user, event))
    note = _note(event, note_pk)
    if request.method == "POST":
        try:
            act(note=note, actor=person_of(request), at=timezone.now())
        except DomainError as error:
            messages.error(request, error.message)
    return redirect(url_of(event, "event_notes"))
