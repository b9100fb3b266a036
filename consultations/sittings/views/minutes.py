"""The minutes: read by everybody, written and published by who runs the meeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.errors import DomainError
from commons.people.views.access import me, posted, shared_page
from commons.proposals.languages import guess
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...links import link
from ...meetings.enums import MeetingStatus
from ...meetings.models import Meeting
from .. import operations, permissions, queries
from ..content import canonical, document_of, fingerprint
from ..enums import APPEAL_TONES
from ..forms import AppealAnswerForm, AppealForm, CorrectionForm, MinutesForm, RecordingForm
from ..models import MinutesAppeal
from ..page import page_of
from .finding import answer_form, form_page, led, meeting_of, page, url_of


@require_safe
def minutes(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Published ones; before that who runs the meeting sees what would be published."""
    meeting = meeting_of(akimat, pk)
    require(meeting.status == MeetingStatus.HELD)
    return _page(request, meeting)


def _page(request: HttpRequest, meeting: Meeting, problem: str = "") -> HttpResponse:
    held, at = permissions.minutes_of(meeting), timezone.now()
    may_lead = permissions.can_lead(request.user, meeting)
    context = page(
        meeting,
        minutes=held,
        problem=problem,
        may_lead=may_lead,
        is_late=held.published_at is None
        and held.due_on is not None
        and held.due_on < timezone.localdate(at),
        was_late=held.published_at is not None
        and held.due_on is not None
        and timezone.localdate(held.published_at) > held.due_on,
    )
    if held.published_at is not None or may_lead:
        context["page"] = page_of(document_of(held), get_language() or "kk")
    if held.published_at is not None:
        appeals = list(queries.appeals(held))
        for row in appeals:
            row.tone = APPEAL_TONES.get(row.decision, "")  # type: ignore[attr-defined]
            row.is_late = row.answered_at is None and row.due_on < timezone.localdate(at)  # type: ignore[attr-defined]
        context |= {
            "addenda": list(held.addenda.all()),
            "appeals": appeals,
            "appeals_open": permissions.appeals_open(held, at),
            "may_appeal": permissions.can_appeal(request.user, held, at),
            "files": list(held.pdfs.all()),
            "is_whole": fingerprint(held.content) == held.sha256,
        }
    elif may_lead:
        context["unanswered"] = queries.unanswered(meeting).count()
    context["document_new"] = (
        link("document_new", meeting.akimat) if may_lead and held.published_at else ""
    )
    status = 422 if problem else 200
    return render(request, "consultations/sittings/minutes.html", context, status=status)


@form_page
@shared_page
def edit(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    require(not permissions.is_frozen(meeting))
    form = MinutesForm(posted(request), meeting=meeting)
    name = "meeting_minutes" if meeting.status == MeetingStatus.HELD else "meeting_console"
    return answer_form(
        request,
        meeting,
        form,
        title=_("Write the minutes"),
        press=_("Save"),
        act=lambda: operations.save_minutes(
            meeting=meeting,
            opening=form.texts("opening"),
            closing=form.texts("closing"),
            chaired_by=form.cleaned_data["chaired_by"],
            written_by=form.cleaned_data["written_by"],
            notes=form.notes(),
            actor=me(request),
            at=timezone.now(),
        ),
        done=_("The minutes are saved. Nobody else sees them until they are published."),
        to=url_of(meeting, name),
        lede=_(
            "Attendance, speakers, questions, votes and decisions come from the record by "
            "themselves. Here you write what stands around them. What you write in Kazakh must "
            "be there in Russian as well."
        ),
    )


@form_page
@shared_page
def recording(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    require(not permissions.is_frozen(meeting))
    sitting = permissions.sitting_of(meeting)
    form = RecordingForm(
        posted(request),
        initial={
            "url": meeting.recording,
            "name": sitting.recording_name,
            "transcript": sitting.transcript,
            "language": sitting.transcript_language or "kk",
        },
    )
    name = "meeting_minutes" if meeting.status == MeetingStatus.HELD else "meeting_console"
    return answer_form(
        request,
        meeting,
        form,
        title=_("Recording of the meeting"),
        press=_("Save"),
        act=lambda: operations.save_recording(
            meeting=meeting, actor=me(request), at=timezone.now(), **form.cleaned_data
        ),
        done=_("The recording is saved."),
        to=url_of(meeting, name),
    )


@form_page
@shared_page
def publish(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    if request.method != "POST":
        return redirect(url_of(meeting, "meeting_minutes"))
    try:
        operations.publish_minutes(meeting=meeting, actor=me(request), at=timezone.now())
    except DomainError as error:
        return _page(request, meeting_of(akimat, pk), error.message)
    messages.success(request, _("The minutes are published. The files to print are being made."))
    return redirect(url_of(meeting, "meeting_minutes"))


@form_page
@shared_page
def correct(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = led(request, akimat, pk)
    held = permissions.minutes_of(meeting)
    require(held.published_at is not None)
    form = CorrectionForm(posted(request))
    return answer_form(
        request,
        meeting,
        form,
        title=_("Correct the minutes"),
        press=_("Publish the correction"),
        act=lambda: operations.correct_minutes(
            minutes=held,
            texts=form.texts("text"),
            reason=form.texts("reason"),
            actor=me(request),
            at=timezone.now(),
        ),
        done=_("The correction is public."),
        to=f"{url_of(meeting, 'meeting_minutes')}#corrections",
        lede=_("The minutes stay as they were published. A correction stands beside them."),
    )


@require_safe
def data(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Exactly the text whose fingerprint is published."""
    held = permissions.minutes_of(meeting_of(akimat, pk))
    require(held.published_at is not None)
    answer = HttpResponse(canonical(held.content), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="minutes-{held.pk}.json"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def file(request: HttpRequest, akimat: Akimat, pk: int, language: str) -> HttpResponseBase:
    held = permissions.minutes_of(meeting_of(akimat, pk))
    require(held.published_at is not None)
    row = get_object_or_404(held.pdfs.exclude(file=""), language=language)
    try:
        opened = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"minutes-{akimat.slug}-{held.meeting_id}-{language}.pdf"
    answer = FileResponse(opened, filename=name, content_type="application/pdf")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    return answer


@form_page
@login_required
def appeal(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = meeting_of(akimat, pk)
    held = permissions.minutes_of(meeting)
    require(permissions.can_appeal(request.user, held, timezone.now()))
    form = AppealForm(posted(request))

    def act() -> None:
        text = form.cleaned_data["text"]
        operations.appeal(
            minutes=held,
            author=me(request),
            text=text,
            language=guess(text, get_language() or "kk"),
            at=timezone.now(),
        )

    return answer_form(
        request,
        meeting,
        form,
        title=_("Appeal against the minutes"),
        press=_("Send the appeal"),
        act=act,
        done=_("Your appeal is public. You are told when it is answered."),
        to=f"{url_of(meeting, 'meeting_minutes')}#appeals",
        lede=_("Your appeal and the answer to it are public, with your name."),
    )


@form_page
@shared_page
def answer_appeal(request: HttpRequest, akimat: Akimat, pk: int, appeal_pk: int) -> HttpResponse:
    """Answered by the akimat, not by who wrote the minutes."""
    meeting = meeting_of(akimat, pk)
    require(permissions.can_hide(request.user, meeting))
    rows = MinutesAppeal.objects.select_related("author", "minutes")
    found: MinutesAppeal = get_object_or_404(
        rows, minutes__meeting=meeting, pk=appeal_pk, answered_at=None
    )
    form = AppealAnswerForm(posted(request))
    return answer_form(
        request,
        meeting,
        form,
        title=_("Answer an appeal"),
        press=_("Publish the answer"),
        act=lambda: operations.answer_appeal(
            appeal=found,
            decision=form.cleaned_data["decision"],
            texts=form.texts(),
            actor=me(request),
            at=timezone.now(),
        ),
        done=_("The answer is public. The author is told."),
        to=f"{url_of(meeting, 'meeting_minutes')}#appeals",
        appeal=found,
    )
