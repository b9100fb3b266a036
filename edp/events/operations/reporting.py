"""The report of an event: written, published, drawn as a file."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person
from commons.voting.locks import single_run

from ... import texts
from .. import notices, pdf
from ..errors import EventError, ReportChangedError
from ..models import Event, ReportVersion
from .states import locked, record, require_announced


def save_report(
    *,
    event: Event,
    summary: Texts,
    report: str,
    language: str,
    version: int,
    actor: Person,
    at: datetime,
) -> Event:
    """Keep a wording of the report, if `version` is still the newest (0 before the first).

    Otherwise it is kept aside among the versions and ReportChangedError raised with it. A published
    report must keep its summary in Kazakh and in Russian; its file is drawn anew.
    """
    event, aside = _save(event, summary, _plain(report), language, version, actor, at)
    if aside is not None:  # after the commit, which keeps the wording
        raise ReportChangedError(aside)
    return event


@transaction.atomic
def _save(
    event: Event,
    summary: Texts,
    report: str,
    language: str,
    version: int,
    actor: Person,
    at: datetime,
) -> tuple[Event, ReportVersion | None]:
    event = locked(event)
    require_announced(event)
    same = event.report == report and event.report_language == language
    if event.report_version and same and official.same(event, "summary", summary):
        return event, None
    if event.report_version != version:
        return event, _keep(event, summary, report, language, actor, at, is_taken=False)
    if event.report_published_at is not None:
        _require_whole(summary, report)
    event.report_version = _keep(event, summary, report, language, actor, at).number
    official.write(event, "summary", summary)
    event.report, event.report_language = report, language
    event.save()
    record(event, "save_report", actor, at, version=event.report_version)
    if event.report_published_at is not None:
        _order_pdf(event)
    return event, None


@transaction.atomic
def publish_report(*, event: Event, actor: Person | None, at: datetime) -> Event:
    """Make the report public, tell who registered, order the file. The notes close.

    Raises EventError: ``report_too_early``, ``report_published``, ``report_empty``;
    DiscoveryError("text_needed") unless the summary exists in Kazakh and in Russian.
    """
    event = locked(event)
    require_announced(event)
    if event.report_published_at is not None:
        raise EventError("report_published")
    if at < event.starts_at:
        raise EventError("report_too_early")
    _require_whole(official.read(event, "summary"), event.report)
    event.report_published_at = at
    event.save(update_fields=["report_published_at"])
    record(event, "publish_report", actor, at, version=event.report_version)
    notices.to_registered(event, "report", at, key="report")
    _order_pdf(event)
    return event


def make_pdf(*, event_id: int) -> bool:
    """Draw the newest published version as a file; False where there is nothing to do or somebody
    else is drawing. Safe to run twice."""
    with single_run("report", str(event_id)) as alone:
        if not alone:
            return False
        event = Event.objects.select_related("round__akimat").get(pk=event_id)
        if event.report_published_at is None or event.pdf_version == event.report_version:
            return False
        version = event.report_version
        try:
            data = pdf.draw(event, told=lambda step: _tell(event_id, step))
        except Exception as error:
            Event.objects.filter(pk=event_id).update(pdf_step=0, pdf_error=type(error).__name__)
            raise
        _store(event_id, version, data)
    return True


@transaction.atomic
def order_pdf(*, event: Event) -> None:
    """Have the file of a published report drawn anew, after a failure."""
    event = locked(event)
    if event.report_published_at is not None:
        Event.objects.filter(pk=event.pk).update(pdf_version=None)
        _order_pdf(event)


def _tell(event_id: int, step: int) -> None:
    Event.objects.filter(pk=event_id).update(pdf_step=step, pdf_error="")


def _store(event_id: int, version: int, data: bytes) -> None:
    """The new file stands before the old one goes."""
    event = Event.objects.get(pk=event_id)
    old, storage = event.pdf.name, event.pdf.storage
    event.pdf.save(f"event-{event_id}-{version}.pdf", ContentFile(data), save=False)
    Event.objects.filter(pk=event_id).update(
        pdf=event.pdf.name,
        pdf_version=version,
        pdf_made_at=timezone.now(),
        pdf_step=pdf.STEPS,
        pdf_error="",
    )
    if old:
        storage.delete(old)


def _order_pdf(event: Event) -> None:
    """The row is what counts: where no message goes out, the sweep finds it."""
    from ..tasks import make_report_pdf

    Event.objects.filter(pk=event.pk).update(pdf_step=0, pdf_error="")
    transaction.on_commit(lambda: make_report_pdf.delay(event.pk), robust=True)


def _plain(report: str) -> str:
    return report.replace("\r\n", "\n").strip()


def _require_whole(summary: Texts, report: str) -> None:
    if not report.strip():
        raise EventError("report_empty")
    texts.require(summary)


def _keep(
    event: Event,
    summary: Texts,
    report: str,
    language: str,
    author: Person,
    at: datetime,
    is_taken: bool = True,
) -> ReportVersion:
    wording = {
        "report": report,
        "language": language,
        "summary": {code: (summary.get(code) or "").strip() for code in official.LANGUAGES},
        "author": author,
        "is_taken": is_taken,
    }
    if not is_taken and (held := event.report_versions.filter(**wording).first()):
        return held
    last = event.report_versions.aggregate(last=Max("number"))["last"] or 0
    return ReportVersion.objects.create(event=event, number=last + 1, written_at=at, **wording)
