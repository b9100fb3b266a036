"""The rapporteur and the moderators write the report, look at it, publish it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...views.finding import person_of
from .. import drafting, markup, operations, queries
from ..errors import ReportChangedError
from ..forms import ReportForm
from ..models import Event, ReportVersion
from ..people_words import came_rows
from ..permissions import can_report
from .finding import event_of, page, posted, url_of
from .reading import file_of

VERSIONS_SHOWN = 10
form_page = require_http_methods(["GET", "HEAD", "POST"])


def _event(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> Event:
    event = event_of(request, akimat, round_slug, pk)
    require(can_report(request.user, event))
    return event


@form_page
@login_required
def write(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """The first time it is filled in from the notes, the attendance and the agenda."""
    event = _event(request, akimat, round_slug, pk)
    form = ReportForm(posted(request), event=event, initial=_first(event))
    saved: Event | None = None
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_report(
                event=event,
                summary=form.summary(),
                report=form.cleaned_data["report"],
                language=form.cleaned_data["language"],
                version=form.cleaned_data["version"],
                actor=person_of(request),
                at=timezone.now(),
            )
        except ReportChangedError as error:
            saved = _event(request, akimat, round_slug, pk)
            form = _again(form, saved)
            form.add_error(None, error.message)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The report is saved."))
            name = "event_report_preview" if "preview" in request.POST else "event_report"
            return redirect(url_of(event, name))
    context = page(request, event, form=form, saved=saved, is_first=event.report_version == 0)
    return render(
        request, "edp/events/report_form.html", context, status=422 if form.errors else 200
    )


def _first(event: Event) -> dict[str, str]:
    if event.report_version:
        return {}
    language = get_language() or "kk"
    return {"language": language, "report": drafting.draft(event, language)}


def _again(form: ReportForm, event: Event) -> ReportForm:
    """The same words over the newest version, so that saving them once more is a choice made."""
    fresh = ReportForm({**form.data.dict(), "version": event.report_version}, event=event)  # type: ignore[attr-defined]
    fresh.is_valid()
    return fresh


@require_safe
@login_required
def preview(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """As it will be read, with the button that publishes it."""
    event = _event(request, akimat, round_slug, pk)
    return render(request, "edp/events/report_preview.html", _preview(request, event))


def _preview(request: HttpRequest, event: Event, problem: str = "") -> dict[str, object]:
    came = queries.came_by_sector(event)
    return page(
        request,
        event,
        problem=problem,
        blocks=markup.blocks(event.report),
        came=came_rows(came),
        came_total=sum(came.values()),
        told=queries.told(event).count(),
    )


@form_page
@login_required
def publish(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    event = _event(request, akimat, round_slug, pk)
    if request.method != "POST":
        return redirect(url_of(event, "event_report_preview"))
    try:
        operations.publish_report(event=event, actor=person_of(request), at=timezone.now())
    except DomainError as error:
        context = _preview(request, event, error.message)
        return render(request, "edp/events/report_preview.html", context, status=422)
    messages.success(request, _("The report is published. The file is being drawn."))
    return redirect(url_of(event) + "#report")


@form_page
def file_state(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """How far the file is. Those who may report can have it drawn anew after a failure."""
    event = event_of(request, akimat, round_slug, pk)
    require(event.report_published_at is not None)
    may_report = can_report(request.user, event)
    if request.method == "POST":
        require(may_report)
        operations.order_pdf(event=event)
        return redirect(url_of(event) + "#report")
    context = page(request, event, may_report=may_report, **file_of(event))
    return render(request, "edp/events/event.html#file", context)


@require_safe
@login_required
def versions(request: HttpRequest, akimat: Akimat, round_slug: str, pk: int) -> HttpResponse:
    """Every wording that was saved, the newest first."""
    event = _event(request, akimat, round_slug, pk)
    rows = ReportVersion.objects.filter(event=event).select_related("author").order_by("-number")
    here = Paginator(rows, VERSIONS_SHOWN).get_page(request.GET.get("page"))
    return render(request, "edp/events/report_versions.html", page(request, event, page=here))
