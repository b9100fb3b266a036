"""Remarks on a paragraph or on the whole: as pages of their own, and inside the document."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.interface.errors import DomainError
from commons.people.views.access import person_of
from commons.proposals.languages import guess
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations, queries
from ..forms import RemarkForm
from ..models import Draft, DraftParagraph, DraftPassage, DraftVersion, Remark
from ..permissions import is_fixed
from .finding import draft_of, dressed, frame, remarks_shown
from .reading import language_of

PER_PAGE = 25
# Inside the document; the rest is a page away.
INLINE = 6


@require_http_methods(["GET", "HEAD", "POST"])
def paragraph(request: HttpRequest, akimat: Akimat, pk: int, paragraph_pk: int) -> HttpResponse:
    draft = draft_of(request, akimat, pk)
    found = get_object_or_404(draft.paragraphs, pk=paragraph_pk)
    return _talk(request, draft, found)


@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    return _talk(request, draft_of(request, akimat, pk), None)


def _talk(request: HttpRequest, draft: Draft, paragraph: DraftParagraph | None) -> HttpResponse:
    newest = queries.latest(draft)
    wordings = _wordings(newest, paragraph)
    passage = _passage(request, newest, wordings)
    form, wrote, status = None, None, 200
    if request.method == "POST":
        require(request.user.is_authenticated)
        form, wrote = _write(request, draft, passage)
        status = 422 if form.errors else 200
        if wrote is not None and not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("Your remark is public. You hear when it is answered."))
            return redirect(f"{request.path}?{_query(request)}#r{wrote.pk}")
    context = frame(request, draft, paragraph=paragraph, wordings=wordings, passage=passage)
    if context["may_remark"] and (paragraph is None or passage is not None):
        context["form"] = form if form and form.errors else RemarkForm(passage=passage)
    context |= _page(request, draft, paragraph) | {"wrote": wrote, "query": _query(request)}
    # A link within the document gets the part that goes into it.
    template = "consultations/drafts/paragraph.html"
    if request.htmx:  # type: ignore[attr-defined]
        template = "consultations/drafts/talk.html"
    answer = render(request, template, context, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _query(request: HttpRequest) -> str:
    return f"text={request.GET['text']}" if request.GET.get("text") in ("kk", "ru") else ""


def _page(request: HttpRequest, draft: Draft, paragraph: DraftParagraph | None) -> dict[str, Any]:
    found = remarks_shown(request, draft).filter(paragraph=paragraph)
    # The reader's own come first: what one has just written is at hand.
    own = Case(When(author=request.user.pk or 0, then=1), default=0)
    found = found.order_by(own.desc(), "-agreed", "created_at", "pk")
    inline = request.htmx  # type: ignore[attr-defined]
    page = Paginator(found, INLINE if inline else PER_PAGE).get_page(request.GET.get("page"))
    dressed(request, list(page.object_list), timezone.now())
    return {"page": page, "inline": inline, "total": page.paginator.count}


def _wordings(
    newest: dict[str, DraftVersion], paragraph: DraftParagraph | None
) -> list[DraftPassage]:
    """How the paragraph reads now; of one that was dropped, how it read last."""
    if paragraph is None:
        return []
    found = paragraph.passages.filter(version__published_at__isnull=False)
    rows = list(found.select_related("version").order_by("version__language", "-version__number"))
    now = [row for row in rows if newest.get(row.version.language) == row.version]
    if now:
        return now
    last: dict[str, DraftPassage] = {}
    for row in rows:
        last.setdefault(row.version.language, row)
    return list(last.values())


def _passage(
    request: HttpRequest, newest: dict[str, DraftVersion], wordings: list[DraftPassage]
) -> DraftPassage | None:
    """The wording that is remarked on: of the text that is read, or of the other language."""
    language = language_of(request, newest)
    now = [one for one in wordings if newest.get(one.version.language) == one.version]
    return next((one for one in now if one.version.language == language), next(iter(now), None))


def _write(
    request: HttpRequest, draft: Draft, passage: DraftPassage | None
) -> tuple[RemarkForm, Remark | None]:
    form = RemarkForm(request.POST, passage=passage)
    if not form.is_valid():
        return form, None
    text = form.cleaned_data["text"]
    try:
        remark = operations.write_remark(
            draft=draft,
            author=person_of(request),
            text=text,
            suggestion=form.cleaned_data.get("suggestion", ""),
            language=guess(text, get_language() or "kk"),
            passage=passage,
            at=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return form, None
    return form, remark


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, akimat: Akimat, pk: int, remark_pk: int) -> HttpResponse:
    """By its author, while it can be changed."""
    draft = draft_of(request, akimat, pk)
    remark = get_object_or_404(queries.remarks(draft), pk=remark_pk, author=request.user)
    at = timezone.now()
    agreed: int = remark.agreed  # type: ignore[attr-defined]
    fixed = is_fixed(remark, at, agreed) or not frame(request, draft)["is_open"]
    passage = remark.passage
    if passage is not None:
        passage.version  # noqa: B018  (its language marks the field)
    initial = {"text": remark.text}
    form = RemarkForm(
        request.POST or None, passage=passage, suggestion=remark.suggestion, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            operations.change_remark(
                remark=remark,
                actor=person_of(request),
                text=text,
                suggestion=form.cleaned_data.get("suggestion", ""),
                language=guess(text, remark.language),
                at=at,
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Your remark is changed."))
            return redirect(address_of(remark))
    context = frame(request, draft, remark=remark, form=form, fixed=fixed, passage=passage)
    status = 422 if form.errors else 200
    return render(request, "consultations/drafts/remark_edit.html", context, status=status)


@require_POST
@login_required
def agree(request: HttpRequest, akimat: Akimat, pk: int, remark_pk: int) -> HttpResponse:
    """The same as another person wants; pressed again it is taken back."""
    draft = draft_of(request, akimat, pk)
    remark = get_object_or_404(remarks_shown(request, draft), pk=remark_pk)
    at, person = timezone.now(), person_of(request)
    problem = ""
    try:
        if request.POST.get("undo"):
            operations.take_back_agreement(remark=remark, person=person, at=at)
        else:
            operations.agree(remark=remark, person=person, at=at)
    except DomainError as error:
        problem = error.message
    if not request.htmx:  # type: ignore[attr-defined]
        if problem:
            messages.error(request, problem)
        return redirect(address_of(remark))
    fresh = get_object_or_404(remarks_shown(request, draft), pk=remark_pk)
    [shown] = dressed(request, [fresh], at)
    context = frame(request, draft, remark=shown, problem=problem)
    return render(request, "consultations/drafts/remark.html", context)


def address_of(remark: Remark) -> str:
    """Where the remark stands, in the reader's language."""
    draft = remark.draft
    if remark.paragraph_id:
        args = [draft.akimat.slug, draft.pk, remark.paragraph_id]
        place = reverse("consultations:draft_paragraph", args=args)
    else:
        place = reverse("consultations:draft_whole", args=[draft.akimat.slug, draft.pk])
    return f"{place}#r{remark.pk}"
