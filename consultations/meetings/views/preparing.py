"""Moderators and council leads prepare a meeting here and publish its notice."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.people.models import Person
from commons.people.views.access import person_of, posted, shared_page
from commons.rounds.checks import stopping
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...permissions import can_run
from ...petitions.enums import PetitionStatus
from ...petitions.models import Petition
from .. import checks, legal, operations, permissions, queries
from ..enums import MeetingKind, MeetingStatus, RequestStatus
from ..forms.preparing import MeetingForm, ReasonForm
from ..models import EnvironmentRequest
from .finding import answer, form_page, meeting_to_prepare, url_of

NOT_PUBLIC = (PetitionStatus.MODERATION, PetitionStatus.REJECTED, PetitionStatus.WITHDRAWN)


def _councils(request: HttpRequest, akimat: Akimat) -> Any:
    """Those that the person leads; None for moderators, who may choose any."""
    if can_run(request.user, akimat):
        return None
    return permissions.led_councils(request.user, akimat)


@shared_page
@form_page
def new(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """`?kind=`, `?council=`, `?draft=` come filled in; `?request=` (for an environmental hearing)
    and `?petition=` say what the meeting follows from."""
    require(permissions.may_prepare_in(request.user, akimat))
    asked, petition = _asked(request, akimat), _petition(request, akimat)
    form = MeetingForm(
        posted(request),
        akimat=akimat,
        councils=_councils(request, akimat),
        initial=_initial(request, akimat, asked),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.create_meeting(
                akimat=akimat,
                actor=person_of(request),
                at=timezone.now(),
                request=asked,
                petition=petition,
                **form.changes(),
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved. Nobody sees it yet: add papers and announce it."))
            return redirect(url_of(made, "meeting_announce"))
    context = {"form": form, "asked": asked, "petition": petition}
    status = 422 if form.errors else 200
    return render(request, "consultations/meetings/form.html", context, status=status)


def _asked(request: HttpRequest, akimat: Akimat) -> EnvironmentRequest | None:
    key = row_key(request.GET.get("request", ""))
    if key is None or not can_run(request.user, akimat):
        return None
    return queries.requests(akimat).filter(pk=key, status=RequestStatus.AGREED).first()


def _petition(request: HttpRequest, akimat: Akimat) -> Petition | None:
    key = row_key(request.GET.get("petition", ""))
    if key is None or not can_run(request.user, akimat):
        return None
    rows = Petition.objects.filter(akimat=akimat, pk=key).select_related("proposal")
    return rows.exclude(status__in=NOT_PUBLIC).first()


def _initial(
    request: HttpRequest, akimat: Akimat, asked: EnvironmentRequest | None
) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: key
        for name in ("council", "draft")
        if (key := row_key(request.GET.get(name, ""))) is not None
    }
    kind = request.GET.get("kind", "")
    given["kind"] = kind if kind in MeetingKind.values else MeetingKind.HEARING
    if "council" in given and not kind:
        given["kind"] = MeetingKind.COUNCIL
    given |= {"email": akimat.email, "phone": akimat.phone, "languages": ["kk", "ru"]}
    if asked is not None:
        given["kind"] = MeetingKind.ENVIRONMENT
        given["territory"] = asked.territory_id
        given[f"title_{asked.language}"] = asked.title
    return given


@shared_page
@form_page
def edit(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = meeting_to_prepare(request, akimat, pk)
    require(meeting.status != MeetingStatus.CANCELLED)
    form = MeetingForm(
        posted(request), akimat=akimat, councils=_councils(request, akimat), meeting=meeting
    )

    def act(actor: Person, at: datetime) -> str:
        operations.change_meeting(
            meeting=meeting, actor=actor, at=at, reason=form.reason(), **form.changes()
        )
        return _("Saved.")

    context = {"meeting": meeting}
    return answer(
        request,
        form,
        act,
        "consultations/meetings/form.html",
        context,
        url_of(meeting),
        {"reason_needed": "reason_kk", "places_taken": "capacity"},
    )


@shared_page
@form_page
def announce(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The checklist; where all is there, the notice. One that is late needs its reason."""
    meeting = meeting_to_prepare(request, akimat, pk)
    if meeting.status != MeetingStatus.DRAFT:
        return redirect(url_of(meeting))
    at = timezone.now()
    found = checks.checks(meeting, at)
    notice = legal.notice(meeting, at)
    stops = bool(stopping(found))
    form: Any = ReasonForm(
        posted(request) if notice.breach else {},
        label=_("Why can the meeting not be later?"),
        hint=_("Public: it stands on the page beside the number of days that are missing."),
    )

    def act(actor: Person, moment: datetime) -> str:
        operations.announce_meeting(
            meeting=meeting,
            actor=actor,
            at=moment,
            breach_reason=form.reason() if notice.breach else None,
        )
        return _("Announced. Everybody sees it now, and who follows the akimat is told.")

    if not notice.breach:
        form.fields.clear()
    context = {
        "meeting": meeting,
        "checks": found,
        "notice": notice,
        "stops": stops,
        "dates": legal.dates(meeting),
    }
    template = "consultations/meetings/announce.html"
    return answer(request, form, act, template, context, url_of(meeting))


@shared_page
@form_page
def cancel(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    meeting = meeting_to_prepare(request, akimat, pk)
    require(meeting.status == MeetingStatus.ANNOUNCED and timezone.now() < meeting.ends_at)
    form = ReasonForm(
        posted(request),
        label=_("Why it will not take place"),
        hint=_("Public, and sent to everybody who registered or follows."),
    )

    def act(actor: Person, at: datetime) -> str:
        operations.cancel_meeting(meeting=meeting, reason=form.reason(), actor=actor, at=at)
        return _("The meeting is cancelled. Everybody who registered is told.")

    context = {"meeting": meeting, "told": queries.told(meeting).count()}
    template = "consultations/meetings/cancel.html"
    return answer(request, form, act, template, context, url_of(meeting))


@shared_page
@form_page
def discard(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Throw a draft away, after asking."""
    meeting = meeting_to_prepare(request, akimat, pk)
    require(meeting.status == MeetingStatus.DRAFT)
    if request.method == "POST":
        operations.discard_meeting(meeting=meeting, actor=person_of(request), at=timezone.now())
        messages.success(request, _("The draft is gone."))
        return redirect(reverse("consultations:meetings", args=[akimat.slug]))
    return render(request, "consultations/meetings/discard.html", {"meeting": meeting})
