"""Drafts as everybody reads them: the list, the document, its versions and what changed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.numbers import row_key
from commons.notifications.queries import is_following
from commons.territories.models import Akimat
from commons.territories.permissions import can_read_desk

from ... import links
from ...permissions import can_run
from ...recommendations.queries import documents_of
from .. import comparing, fingerprints, queries, reading
from ..enums import DraftStatus
from ..models import Draft, DraftVersion
from ..notices import topic
from ..permissions import is_late, standing
from .finding import draft_of, frame

PER_PAGE = 25
SHOWN = ("open", "running", "ended")


@require_safe
def index(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """All drafts of the akimat, those under discussion first."""
    at, today = timezone.now(), timezone.localdate()
    chosen = request.GET.get("show", "")
    if can_read_desk(request.user, akimat):
        found = queries.drafts(akimat)
    else:
        found = queries.public_drafts(akimat)
    if chosen == "open":
        found = found.filter(status=DraftStatus.OPEN, closes_on__gte=today)
    elif chosen == "running":
        found = found.exclude(status__in=(DraftStatus.DRAFT, DraftStatus.CLOSED))
    elif chosen == "ended":
        found = found.filter(status=DraftStatus.CLOSED)
    else:
        chosen = ""
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    for draft in page.object_list:
        draft.akimat = akimat
        draft.state, draft.late = standing(draft, at), is_late(draft, at)  # type: ignore[attr-defined]
    tabs = [
        ("", _("All")),
        ("open", _("Open now")),
        ("running", _("Not ended")),
        ("ended", _("Ended")),
    ]
    context = {
        "page": page,
        "chosen": chosen,
        "tabs": tabs,
        "may_run": can_run(request.user, akimat),
    }
    return render(request, "consultations/drafts/index.html", context)


def language_of(request: HttpRequest, newest: dict[str, DraftVersion]) -> str:
    """The language of the text that is asked for, or the reader's, or the one that there is."""
    wanted = request.GET.get("text", "") or get_language() or ""
    if wanted in newest:
        return wanted
    fallback = "ru" if wanted == "en" else "kk"
    return fallback if fallback in newest else next(iter(newest), "kk")


@require_safe
def draft(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The document to read, with the number of remarks at each paragraph."""
    draft = draft_of(request, akimat, pk)
    at = timezone.now()
    found = queries.published(draft)
    newest = queries.newest(found)
    language = language_of(request, newest)
    before = [one for one in found if one.language == language][1:2]
    held = queries.passages_of([*newest.values(), *before])
    by_language = {code: held[version.pk] for code, version in newest.items()}
    counts = queries.counts_by_paragraph(draft)
    older = held[before[0].pk] if before else []
    rows = reading.rows(by_language, language, counts, older)
    known = request.user.is_authenticated
    both = request.GET.get("text") == "both" and len(newest) > 1
    context = frame(
        request,
        draft,
        rows=rows,
        headings=[row for row in rows if row.is_heading],
        language=language,
        marked=newest[language] if before else None,
        both=both,
        talk_query=f"?text={language}" if len(newest) > 1 and not both else "",
        newest=newest,
        numbers=queries.standing_of(draft, at),
        on_whole=counts.get(None, 0),
        step=reading.out_of_step(newest, rows),
        steps=_steps(draft, at),
        documents=documents_of(draft=draft),
        new_document=_new_document(request, draft),
        topic=topic(draft),
        following=known and is_following(request.user, topic(draft)),
    )
    return render(request, "consultations/drafts/draft.html", context)


def _new_document(request: HttpRequest, draft: Draft) -> str:
    """Where a final document on this draft is written, for who may."""
    if draft.status == DraftStatus.DRAFT or not can_run(request.user, draft.akimat):
        return ""
    page = links.link("document_new", draft.akimat)
    return f"{page}?draft={draft.pk}" if page else ""


def _steps(draft: Draft, at: Any) -> list[dict[str, Any]]:
    """The course of the discussion, for the timeline."""
    state = standing(draft, at)
    if state == DraftStatus.DRAFT:
        return []
    passed = {
        DraftStatus.OPEN: ("done", "now", "", ""),
        DraftStatus.ANSWERING: ("done", "done", "now", ""),
        DraftStatus.CLOSED: ("done", "done", "done", "done"),
    }[state]
    return [
        {"title": _("The draft is published"), "at": draft.opened_at, "state": passed[0]},
        {"title": _("Remarks are taken"), "until": draft.closes_on, "state": passed[1]},
        {"title": _("Each remark is answered"), "until": draft.answers_on, "state": passed[2]},
        {"title": _("What changed is published"), "at": draft.closed_at, "state": passed[3]},
    ]


def _version(draft: Draft, pk: int) -> DraftVersion:
    found = draft.versions.select_related("file", "draft")
    return get_object_or_404(found, pk=pk, published_at__isnull=False)


@require_safe
def versions(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """All published versions with their fingerprints, and what each changed."""
    draft = draft_of(request, akimat, pk)
    found = queries.published(draft)
    known = {(one.language, one.number) for one in found}
    for one in found:
        one.has_before = (one.language, one.number - 1) in known  # type: ignore[attr-defined]
    return render(
        request, "consultations/drafts/versions.html", frame(request, draft, versions=found)
    )


@require_safe
def version_text(request: HttpRequest, akimat: Akimat, pk: int, version_pk: int) -> HttpResponse:
    """One version as it was published."""
    draft = draft_of(request, akimat, pk)
    version = _version(draft, version_pk)
    passages = list(queries.passages(version))
    context = frame(request, draft, version=version, passages=passages)
    return render(request, "consultations/drafts/version.html", context)


@require_safe
def version_json(request: HttpRequest, akimat: Akimat, pk: int, version_pk: int) -> HttpResponse:
    """The bytes whose SHA-256 is the fingerprint."""
    version = _version(draft_of(request, akimat, pk), version_pk)
    body = fingerprints.content(version, list(queries.passages(version)))
    name = f"draft-{pk}-{version.language}-{version.number}.json"
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


@require_safe
def version_file(
    request: HttpRequest, akimat: Akimat, pk: int, version_pk: int
) -> HttpResponseBase:
    """The file that the version was read from, to save and not to open here."""
    version = _version(draft_of(request, akimat, pk), version_pk)
    file = getattr(version, "file", None)
    if file is None:
        raise Http404
    answer = FileResponse(
        file.file.open("rb"),
        as_attachment=True,
        filename=file.file_name,
        content_type=file.content_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_safe
def compare(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Two versions in one language; without a choice the last two."""
    draft = draft_of(request, akimat, pk)
    found = queries.published(draft)
    later = [one for one in found if one.number > 1]
    wanted = language_of(request, {one.language: one for one in later})
    later.sort(key=lambda one: one.language != wanted)
    after = _chosen(found, request.GET.get("after", "")) or next(iter(later), None)
    if after is None:
        raise Http404
    older = [one for one in found if one.language == after.language and one.number < after.number]
    before = _chosen(older, request.GET.get("before", "")) or next(iter(older), None)
    if before is None:
        raise Http404
    held = queries.passages_of((before, after))
    context = frame(
        request,
        draft,
        before=before,
        after=after,
        versions=found,
        older=older,
        comparison=comparing.compare(held[before.pk], held[after.pk]),
    )
    return render(request, "consultations/drafts/compare.html", context)


def _chosen(versions: list[DraftVersion], wanted: str) -> DraftVersion | None:
    key = row_key(wanted)
    return next((one for one in versions if one.pk == key), None)
