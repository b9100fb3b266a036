"""The page from which a meeting is run, on a telephone as well."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.interface.official import read
from commons.people.views.access import me, posted, shared_page
from commons.territories.models import Akimat

from ...meetings.enums import RegistrationStatus
from ...meetings.models import AgendaItem, Meeting
from .. import operations, permissions, queries, quorum
from ..enums import Presence, RollCallStatus, SpeakerStatus
from ..forms import AttendanceForm, NoteForm, SpeakerForm, TimesForm
from ..models import Speaker
from .finding import answer_form, form_page, led, page, url_of

SPEAKER_ACTS: dict[str, Callable[..., Any]] = {
    "call": operations.call,
    "finish": operations.finish,
    "withdraw": operations.withdraw,
    "put_back": operations.put_back,
    "up": operations.move_up,
}


@require_safe
@shared_page
def console(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    return _page(request, led(request, akimat, pk))


def _page(request: HttpRequest, meeting: Meeting, problem: str = "") -> HttpResponse:
    context = page(meeting, problem=problem, **_context(meeting))
    status = 422 if problem else 200
    return render(request, "consultations/sittings/console.html", context, status=status)


def _context(meeting: Meeting) -> dict[str, Any]:
    sitting, at = permissions.sitting_of(meeting), timezone.now()
    items = list(queries.agenda(meeting))
    notes = queries.notes(meeting)
    for number, row in enumerate(items, start=1):
        row.number, row.held_note = number, notes.get(row.pk)  # type: ignore[attr-defined]
    place = next((n for n, row in enumerate(items) if row.pk == sitting.item_id), None)
    speakers = list(queries.speakers(meeting))
    roll_calls = list(queries.roll_calls(meeting))
    by_state = {code: [row for row in speakers if row.status == code] for code in SpeakerStatus}
    wishes = meeting.registrations.filter(
        wants_to_speak=True, status=RegistrationStatus.REGISTERED, turn__isnull=True
    )
    return {
        "items": items,
        "item": None if place is None else items[place],
        "following": next(iter(items[0 if place is None else place + 1 :]), None),
        "speaks": next(iter(by_state[SpeakerStatus.CALLED]), None),
        "waiting": by_state[SpeakerStatus.WAITING],
        "spoken": by_state[SpeakerStatus.SPOKEN],
        "withdrawn": by_state[SpeakerStatus.WITHDRAWN],
        "wish_count": wishes.count(),
        "quorum": quorum.quorum_of(meeting),
        "vote": next((row for row in roll_calls if row.status == RollCallStatus.OPEN), None),
        "prepared": [row for row in roll_calls if row.status == RollCallStatus.PREPARED],
        "closed": [row for row in roll_calls if row.status == RollCallStatus.CLOSED],
        "decisions": list(queries.decisions(meeting)),
        "unanswered": queries.unanswered(meeting).count(),
        "question_count": queries.shown(meeting).count(),
        "is_frozen": permissions.is_frozen(meeting),
        "is_running": sitting.is_running,
        "may_start": sitting.started_at is None and at >= meeting.starts_at - operations.EARLY,
        "is_past": sitting.ended_at is None and at > meeting.ends_at,
        "minutes": permissions.minutes_of(meeting),
    }


def acted(
    request: HttpRequest, meeting: Meeting, act: Callable[[], Any], anchor: str
) -> HttpResponse:
    """Press a button of the console: back to its place, or the reason why not."""
    try:
        act()
    except DomainError as error:
        return _page(request, meeting, error.message)
    return redirect(f"{url_of(meeting, 'meeting_console')}#{anchor}")


@require_POST
@shared_page
def start(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    return acted(
        request,
        meeting,
        lambda: operations.start(meeting=meeting, actor=me(request), at=timezone.now()),
        "now",
    )


@require_POST
@shared_page
def end(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    return acted(
        request,
        meeting,
        lambda: operations.end(meeting=meeting, actor=me(request), at=timezone.now()),
        "after",
    )


@form_page
@shared_page
def times(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """A meeting that was held without these pages."""
    meeting = led(request, akimat, pk)
    form = TimesForm(
        posted(request), initial={"started_at": meeting.starts_at, "ended_at": meeting.ends_at}
    )
    return answer_form(
        request,
        meeting,
        form,
        title=_("When was the meeting held?"),
        press=_("Save"),
        act=lambda: operations.enter_times(
            meeting=meeting, actor=me(request), at=timezone.now(), **form.cleaned_data
        ),
        done=_("The meeting is held. Now write down what happened."),
        to=url_of(meeting, "meeting_console"),
    )


@require_POST
@shared_page
def item(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Go to an item of the agenda; an empty one is a break."""
    meeting = led(request, akimat, pk)
    found = None
    if asked := request.POST.get("item", ""):
        found = get_object_or_404(AgendaItem, meeting=meeting, pk=row_key(asked))
    return acted(
        request,
        meeting,
        lambda: operations.go_to(meeting=meeting, item=found, actor=me(request), at=timezone.now()),
        "now",
    )


@form_page
@shared_page
def note(request: HttpRequest, akimat: Akimat, pk: int, item_pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    found = get_object_or_404(AgendaItem, meeting=meeting, pk=item_pk)
    found.meeting = meeting
    held = queries.notes(meeting).get(found.pk)
    form = NoteForm(posted(request), held=read(held, "text") if held else None)
    return answer_form(
        request,
        meeting,
        form,
        title=_("Note on an item"),
        press=_("Save"),
        act=lambda: operations.write_note(
            item=found, texts=form.texts(), actor=me(request), at=timezone.now()
        ),
        done=_("The note is saved."),
        to=f"{url_of(meeting, 'meeting_console')}#now",
        lede=found.title,
    )


@require_POST
@shared_page
def speaker(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The pressed button is named by what it does; its value is the key of the speaker."""
    meeting = led(request, akimat, pk)
    if "take" in request.POST:
        return acted(
            request,
            meeting,
            lambda: operations.take_from_registrations(
                meeting=meeting, actor=me(request), at=timezone.now()
            ),
            "speakers",
        )
    name = next((name for name in SPEAKER_ACTS if name in request.POST), None)
    if name is None:
        raise Http404
    rows = Speaker.objects.select_related("meeting")
    found = get_object_or_404(rows, meeting=meeting, pk=row_key(request.POST[name]))
    return acted(
        request,
        meeting,
        lambda: SPEAKER_ACTS[name](speaker=found, actor=me(request), at=timezone.now()),
        "speakers",
    )


@form_page
@shared_page
def speaker_new(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    sitting = permissions.sitting_of(meeting)
    form = SpeakerForm(
        posted(request), meeting=meeting, initial={"item": sitting.item_id, "language": "kk"}
    )
    return answer_form(
        request,
        meeting,
        form,
        title=_("Add a speaker"),
        press=_("Add"),
        act=lambda: operations.add_speaker(
            meeting=meeting, actor=me(request), at=timezone.now(), **form.cleaned_data
        ),
        done=_("The speaker is at the end of the list."),
        to=f"{url_of(meeting, 'meeting_console')}#speakers",
    )


@form_page
@shared_page
def attendance(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    sitting = permissions.sitting_of(meeting)
    form = AttendanceForm(
        posted(request),
        members=quorum.members(meeting),
        held=queries.presences(meeting),
        initial={"guests": sitting.guests, "guests_remote": sitting.guests_remote},
    )
    return answer_form(
        request,
        meeting,
        form,
        title=_("Who is here"),
        press=_("Save"),
        act=lambda: operations.mark(
            meeting=meeting,
            marks=form.marks(Presence.PRESENT if "all" in request.POST else ""),
            guests=form.cleaned_data["guests"],
            guests_remote=form.cleaned_data["guests_remote"],
            actor=me(request),
            at=timezone.now(),
        ),
        done=_("Attendance is saved."),
        to=f"{url_of(meeting, 'meeting_console')}#here",
        template="consultations/sittings/by_member.html",
        quorum=quorum.quorum_of(meeting),
    )
