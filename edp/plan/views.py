"""The plan as everybody reads it: published versions, what changed between them, the check
against the programmes. Before the first version the public reads that it is being written."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from commons.interface.numbers import row_key
from commons.interface.official import LANGUAGES
from commons.rounds.rules import canonical
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ..enums import StageKind
from ..models import Round
from ..queries import stages
from ..views.finding import frame, round_of, staff_page
from . import queries
from .comparing import differences
from .document import Writer
from .enums import PdfStatus
from .models import Plan, PlanVersion
from .page import Page, page_of
from .permissions import can_read_draft, can_write


def language() -> str:
    code = get_language() or "kk"
    return code if code in LANGUAGES else "kk"


def _frame(request: HttpRequest, round: Round, held: Plan | None, **more: Any) -> dict[str, Any]:
    return frame(
        request,
        round,
        the_plan=held,
        may_write=can_write(request.user, round),
        may_read_draft=can_read_draft(request.user, round),
        **more,
    )


@require_safe
def plan(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The newest version; before there is one, what is known of it."""
    round = round_of(request, akimat, round_slug)
    held = queries.plan_of(round)
    newest = queries.latest(held) if held else None
    if held is None or newest is None:
        context = _frame(
            request,
            round,
            held,
            stage=stages.stage(round, StageKind.PLAN),
            now=timezone.now(),
            is_decided=_is_decided(round),
        )
        return render(request, "edp/plan/waiting.html", context)
    return _version(request, round, held, newest, newest)


def _is_decided(round: Round) -> bool:
    return round.resolutions.filter(sitting="final", published_at__isnull=False).exists()


def _version(
    request: HttpRequest, round: Round, plan: Plan, shown: PlanVersion, newest: PlanVersion
) -> HttpResponse:
    pdfs = sorted(shown.pdfs.all(), key=lambda pdf: LANGUAGES.index(pdf.language))
    context = _frame(
        request,
        round,
        plan,
        version=shown,
        newest=newest,
        pdfs=pdfs,
        pdfs_done=sum(pdf.status == PdfStatus.DONE for pdf in pdfs),
        plan=page_of(shown.content[language()]),
    )
    return render(request, "edp/plan/plan.html", context)


def drafted(plan: Plan) -> Page:
    """The draft in the reader's language."""
    return page_of(Writer(queries.whole(plan), language()).document())


def _plan_of(request: HttpRequest, akimat: Akimat, round_slug: str) -> tuple[Round, Plan]:
    round = round_of(request, akimat, round_slug)
    held = queries.plan_of(round)
    if held is None:
        raise Http404
    return round, held


@require_safe
@staff_page
def draft(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """The plan as it would be published now; for staff and observers."""
    round, held = _plan_of(request, akimat, round_slug)
    require(can_read_draft(request.user, round))
    newest = queries.latest(held)
    context = _frame(request, round, held, version=None, newest=newest, plan=drafted(held))
    return render(request, "edp/plan/plan.html", context)


@require_safe
def check(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """What the programmes name and this plan leaves out, and the other way round."""
    round, held = _plan_of(request, akimat, round_slug)
    newest = queries.latest(held)
    is_draft = newest is None or "draft" in request.GET
    require(not is_draft or can_read_draft(request.user, round))
    page = drafted(held) if is_draft or newest is None else page_of(newest.content[language()])
    context = _frame(
        request, round, held, version=None if is_draft else newest, newest=newest, plan=page
    )
    return render(request, "edp/plan/check.html", context)


def _numbered(plan: Plan, number: int) -> PlanVersion:
    rows = plan.versions.select_related("published_by").prefetch_related("pdfs")
    found = get_object_or_404(rows, number=number)
    found.plan = plan
    return found


@require_safe
def versions(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    round, held = _plan_of(request, akimat, round_slug)
    rows = list(queries.versions(held))
    require(bool(rows))
    context = _frame(request, round, held, versions=rows, newest=rows[0])
    return render(request, "edp/plan/versions.html", context)


@require_safe
def version(request: HttpRequest, akimat: Akimat, round_slug: str, number: int) -> HttpResponse:
    round, held = _plan_of(request, akimat, round_slug)
    newest = queries.latest(held)
    shown = _numbered(held, number)
    assert newest is not None
    return _version(request, round, held, shown, newest)


@require_safe
def compare(request: HttpRequest, akimat: Akimat, round_slug: str) -> HttpResponse:
    """Two versions word by word; without a wish the newest and the one before it."""
    round, held = _plan_of(request, akimat, round_slug)
    rows = list(queries.versions(held))
    require(len(rows) > 1)
    numbers = {row.number: row for row in rows}
    before = numbers.get(row_key(request.GET.get("from", "")) or 0, rows[1])
    after = numbers.get(row_key(request.GET.get("to", "")) or 0, rows[0])
    if before.number > after.number:
        before, after = after, before
    code = language()
    context = _frame(
        request,
        round,
        held,
        versions=rows,
        newest=rows[0],
        before=before,
        after=after,
        differences=differences(before.content[code], after.content[code]),
    )
    return render(request, "edp/plan/compare.html", context)


@require_safe
def data(request: HttpRequest, akimat: Akimat, round_slug: str, number: int) -> HttpResponse:
    """Exactly the bytes that the fingerprint is of: `sha256sum plan.json` gives it again."""
    _round, held = _plan_of(request, akimat, round_slug)
    shown = _numbered(held, number)
    answer = HttpResponse(canonical(shown.content), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="plan-{number}.json"'
    return answer


@require_safe
def pdf(
    request: HttpRequest, akimat: Akimat, round_slug: str, number: int, language: str
) -> HttpResponseBase:
    round, held = _plan_of(request, akimat, round_slug)
    shown = _numbered(held, number)
    found = next((row for row in shown.pdfs.all() if row.language == language), None)
    if found is None or not found.file:
        raise Http404
    name = f"{round.slug}-plan-{number}-{language}.pdf"
    answer = FileResponse(found.file.open("rb"), filename=name, content_type="application/pdf")
    answer["Content-Language"] = language
    return answer
