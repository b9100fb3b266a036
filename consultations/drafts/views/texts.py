"""A text on its way into the document: uploaded, looked over, matched, published."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.people.views.access import person_of, posted, staff_page
from commons.proposals.errors import ProposalError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...files import file_fields
from .. import comparing, matching_page, operations, queries
from ..enums import Source
from ..forms import PassageForm, TextForm
from ..models import DraftParagraph, DraftPassage, DraftVersion
from .finding import draft_to_prepare, frame, version_in_work

GET_AND_POST = ["GET", "HEAD", "POST"]


@staff_page
@require_http_methods(GET_AND_POST)
def version_new(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """A file or pasted text becomes paragraphs, which the next page shows before they are taken."""
    draft = draft_to_prepare(request, akimat, pk)
    wanted = request.GET.get("language", "")
    initial = {"language": wanted if wanted in ("kk", "ru") else "kk"}
    form = TextForm(posted(request), request.FILES or None, initial=initial)
    if form.is_valid():
        data, file = form.cleaned_data, form.cleaned_data["file"]
        try:
            version = operations.take_text(
                draft=draft,
                language=data["language"],
                blocks=form.blocks,
                source=Source.DOCX if file else Source.PASTED,
                note=data["note"],
                file=file_fields(file) if file else None,
                actor=person_of(request),
                at=timezone.now(),
            )
        except (DomainError, ProposalError) as error:
            form.add_error(None, error.message)
        else:
            return redirect("consultations:draft_version", akimat.slug, draft.pk, version.pk)
    status = 422 if form.errors else 200
    context = frame(request, draft, form=form, newest=queries.latest(draft))
    return render(request, "consultations/drafts/version_new.html", context, status=status)


@staff_page
@require_http_methods(GET_AND_POST)
def version(request: HttpRequest, akimat: Akimat, pk: int, version_pk: int) -> HttpResponse:
    """The paragraphs as they were read: join, divide, take out; then go on to the matches."""
    draft = draft_to_prepare(request, akimat, pk)
    held = version_in_work(request, draft, version_pk)
    here = reverse("consultations:draft_version", args=[akimat.slug, draft.pk, held.pk])
    if request.method == "POST":
        if "discard" in request.POST:
            operations.discard_version(version=held, actor=person_of(request), at=timezone.now())
            messages.success(request, _("The text is discarded."))
            return redirect("consultations:draft_desk", akimat.slug, draft.pk)
        if "go_on" in request.POST:
            operations.propose_matches(version=held)
            return redirect("consultations:draft_matches", akimat.slug, draft.pk, held.pk)
        return redirect(here + _tidy(request, held))
    passages = list(queries.passages(held))
    context = frame(request, draft, version=held, passages=passages)
    return render(request, "consultations/drafts/preview.html", context)


def _tidy(request: HttpRequest, version: DraftVersion) -> str:
    """Does what a button of the preview says; returns the place on the page to go on from."""
    for name, act in (("join", _join), ("drop", _drop)):
        if (key := row_key(request.POST.get(name, ""))) is not None:
            passage = get_object_or_404(version.passages.select_related("version"), pk=key)
            try:
                return f"#w{act(passage)}"
            except DomainError as error:
                messages.error(request, error.message)
                return f"#w{passage.pk}"
    return ""


def _join(passage: DraftPassage) -> int:
    return operations.join_passages(passage=passage).pk


def _drop(passage: DraftPassage) -> int:
    after = passage.version.passages.filter(position__gt=passage.position).first()
    operations.drop_passage(passage=passage)
    return after.pk if after else 0


@staff_page
@require_http_methods(GET_AND_POST)
def passage(
    request: HttpRequest, akimat: Akimat, pk: int, version_pk: int, passage_pk: int
) -> HttpResponse:
    """One passage: its kind, its numbering, its words; an empty line divides it."""
    draft = draft_to_prepare(request, akimat, pk)
    held = version_in_work(request, draft, version_pk)
    row = get_object_or_404(held.passages, pk=passage_pk)
    row.version = held
    form = PassageForm(posted(request), passage=row)
    if form.is_valid():
        try:
            operations.change_passage(passage=row, **form.cleaned_data)
        except DomainError as error:
            form.add_error("text", error.message)
        else:
            address = reverse("consultations:draft_version", args=[akimat.slug, draft.pk, held.pk])
            return redirect(f"{address}#w{row.pk}")
    status = 422 if form.errors else 200
    context = frame(request, draft, version=held, passage=row, form=form)
    return render(request, "consultations/drafts/passage.html", context, status=status)


@staff_page
@require_http_methods(GET_AND_POST)
def matches(request: HttpRequest, akimat: Akimat, pk: int, version_pk: int) -> HttpResponse:
    """What is new, changed, moved and dropped, for staff to confirm; then it is published."""
    draft = draft_to_prepare(request, akimat, pk)
    held = version_in_work(request, draft, version_pk)
    problem = ""
    if request.method == "POST":
        try:
            done = operations.publish_version(
                version=held, actor=person_of(request), at=timezone.now()
            )
        except DomainError as error:
            problem = error.message
        else:
            text = _("Version %(number)s is published and frozen.") % {"number": done.number}
            messages.success(request, text)
            return redirect("consultations:draft_desk", akimat.slug, draft.pk)
    newest = queries.latest(draft)
    before = newest.get(held.language)
    other = next((one for code, one in newest.items() if code != held.language), None)
    rows = queries.passages_of(one for one in (held, before, other) if one)
    compared = comparing.compare(rows[before.pk], rows[held.pk]) if before else None
    pairs = matching_page.pairs(rows[held.pk], rows[other.pk]) if other else []
    context = frame(
        request,
        draft,
        version=held,
        before=before,
        other=other,
        comparison=compared,
        pairs=pairs,
        alone=[one for one in pairs if one.is_alone],
        problem=problem,
        total=len(rows[held.pk]),
    )
    status = 422 if problem else 200
    return render(request, "consultations/drafts/matches.html", context, status=status)


@staff_page
@require_http_methods(GET_AND_POST)
def match(
    request: HttpRequest, akimat: Akimat, pk: int, version_pk: int, passage_pk: int
) -> HttpResponse:
    """Which paragraph a passage is. What is published already is mended."""
    draft = draft_to_prepare(request, akimat, pk)
    held = get_object_or_404(draft.versions, pk=version_pk)
    held.draft = draft
    newest = queries.latest(draft).get(held.language)
    require(not held.is_published or held == newest)
    row = get_object_or_404(held.passages.select_related("paragraph"), pk=passage_pk)
    row.version = held
    candidates = matching_page.candidates(row)
    problem = ""
    if request.method == "POST":
        key = row_key(request.POST.get("paragraph", ""))
        chosen = next((one.paragraph for one in candidates if one.paragraph.pk == key), None)
        if request.POST.get("paragraph") not in ("new", str(chosen.pk if chosen else "")):
            problem = _("Choose a paragraph.")
        else:
            problem = _settle(request, row, chosen)
        if not problem:
            messages.success(request, _("The match is saved."))
            name = "draft" if held.is_published else "draft_matches"
            args = [akimat.slug, draft.pk] + ([] if held.is_published else [held.pk])
            return redirect(f"consultations:{name}", *args)
    context = frame(
        request, draft, version=held, passage=row, candidates=candidates, problem=problem
    )
    status = 422 if problem else 200
    return render(request, "consultations/drafts/match.html", context, status=status)


def _settle(request: HttpRequest, row: DraftPassage, paragraph: DraftParagraph | None) -> str:
    """Saves the choice; returns what stands against it."""
    try:
        if not row.version.is_published:
            operations.choose_paragraph(passage=row, paragraph=paragraph)
        elif paragraph is None or paragraph.pk != row.paragraph_id:
            operations.realign(
                passage=row, paragraph=paragraph, actor=person_of(request), at=timezone.now()
            )
    except DomainError as error:
        return error.message
    return ""
