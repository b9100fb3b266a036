"""Writing a final document: begun from its source, filled, checked, sent."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key
from commons.people.views.access import person_of, posted, shared_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...councils.models import Council
from ...drafts.models import Draft
from ...meetings.models import Meeting
from ...periods import due_on, periods_of
from ...petitions.models import Petition
from .. import operations, queries
from ..checks import checks, is_ready
from ..errors import RecommendationError
from ..forms import DocumentForm, RecommendationForm
from ..models import FinalDocument, Recommendation
from ..permissions import may_write_for
from ..sources import Origin, of_document, origin
from .finding import READ_OR_WRITE, WRITE, document_to_write, form_page, saved

SOURCES: dict[str, Any] = {
    "meeting": Meeting,
    "council": Council,
    "draft": Draft,
    "petition": Petition,
}


@shared_page
@READ_OR_WRITE
def new(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """`?meeting=`, `?council=`, `?draft=` or `?petition=` names the source; its facts are filled
    in. A document that is being written for the same source is offered instead."""
    source = _source(request, akimat)
    if not source.is_ready:
        messages.warning(request, RecommendationError("source_not_ready").message)
        return redirect(source.url or reverse("consultations:documents", args=[akimat.slug]))
    held = FinalDocument.objects.filter(
        akimat=akimat, sent_at__isnull=True, **{source.kind.value: source.subject.pk}
    ).first()
    form = DocumentForm(posted(request), origin=source)
    made = saved(
        request,
        form,
        lambda: operations.start_document(
            akimat=akimat,
            origin=source,
            texts=form.texts(),
            details=form.details(),
            take_over=bool(form.cleaned_data.get("take_over")),
            actor=person_of(request),
            at=timezone.now(),
        ),
    )
    if made is not None:
        messages.success(request, _("Saved. Now add what you recommend."))
        return redirect("consultations:document_write", akimat.slug, made.pk)
    context = {"form": form, "origin": source, "held": held, "days": periods_of(akimat)}
    status = 422 if form.errors else 200
    return render(
        request, "consultations/recommendations/document_form.html", context, status=status
    )


def _source(request: HttpRequest, akimat: Akimat) -> Origin:
    """The source that the address names, for who may write for it."""
    for name, model in SOURCES.items():
        if (key := row_key(request.GET.get(name, ""))) is not None:
            subject = get_object_or_404(model, akimat=akimat, pk=key)
            subject.akimat = akimat
            found = origin(subject)
            require(may_write_for(request.user, akimat, found.council))
            return found
    raise Http404


@shared_page
@require_safe
def write(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The workbench: facts, recommendations in their order, and what is still missing."""
    document = document_to_write(request, akimat, pk)
    rows = list(document.recommendations.all())
    found = _checks(document, rows)
    context = {
        "document": document,
        "origin": of_document(document),
        "rows": rows,
        "checks": found,
        "missing": [one for one in found if one.is_required and not one.is_met],
        "advice": [one for one in found if not one.is_required and not one.is_met],
        "is_ready": is_ready(found),
        "today": timezone.localdate(),
    }
    return render(request, "consultations/recommendations/document_write.html", context)


@shared_page
@READ_OR_WRITE
def edit(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    document = document_to_write(request, akimat, pk)
    source = of_document(document)
    form = DocumentForm(posted(request), origin=source, document=document)
    done = saved(
        request,
        form,
        lambda: operations.change_document(
            document=document,
            texts=form.texts(),
            details=form.details(),
            actor=person_of(request),
            at=timezone.now(),
        ),
    )
    if done is not None:
        messages.success(request, _("Saved."))
        return redirect("consultations:document_write", akimat.slug, pk)
    context = {"form": form, "origin": source, "document": document, "days": periods_of(akimat)}
    status = 422 if form.errors else 200
    return render(
        request, "consultations/recommendations/document_form.html", context, status=status
    )


@shared_page
@READ_OR_WRITE
def drop(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """Asks once."""
    document = document_to_write(request, akimat, pk)
    if request.method == "POST":
        operations.drop_document(document=document, actor=person_of(request), at=timezone.now())
        messages.success(request, _("Deleted."))
        return redirect("consultations:documents", akimat.slug)
    return render(
        request, "consultations/recommendations/document_drop.html", {"document": document}
    )


@shared_page
@READ_OR_WRITE
def recommend(
    request: HttpRequest, akimat: Akimat, pk: int, recommendation_pk: int | None = None
) -> HttpResponse:
    """Add a recommendation, or change one."""
    document = document_to_write(request, akimat, pk)
    row = _row(document, recommendation_pk) if recommendation_pk else None
    form = RecommendationForm(posted(request), akimat=akimat, recommendation=row)

    def save() -> Recommendation:
        given = {**form.values(), "actor": person_of(request), "at": timezone.now()}
        if row is None:
            return operations.add_recommendation(document=document, **given)
        return operations.change_recommendation(recommendation=row, **given)

    back = reverse("consultations:document_write", args=[akimat.slug, pk])
    made = saved(request, form, save)
    if made is not None:
        messages.success(request, _("Saved."))
        if "another" in request.POST:
            return redirect("consultations:recommendation_new", akimat.slug, pk)
        return redirect(f"{back}#r{made.pk}")
    title = _("Recommendation %(number)s") % {"number": row.number} if row else ""
    return form_page(
        request,
        form=form,
        title=title or _("Add a recommendation"),
        back=back,
        back_words=document.title,
        another=row is None,
    )


@shared_page
@WRITE
def arrange(request: HttpRequest, akimat: Akimat, pk: int, recommendation_pk: int) -> HttpResponse:
    """Move one up or down, or remove it: buttons of the workbench."""
    document = document_to_write(request, akimat, pk)
    row = _row(document, recommendation_pk)
    given: dict[str, Any] = {"actor": person_of(request), "at": timezone.now()}
    act = request.POST.get("act")
    if act in ("up", "down"):
        operations.move_recommendation(recommendation=row, up=act == "up", **given)
    elif act == "remove":
        operations.remove_recommendation(recommendation=row, **given)
        messages.success(request, _("Removed."))
        return redirect("consultations:document_write", akimat.slug, pk)
    path = reverse("consultations:document_write", args=[akimat.slug, pk])
    return redirect(f"{path}#r{row.pk}")


@shared_page
@READ_OR_WRITE
def send(request: HttpRequest, akimat: Akimat, pk: int) -> HttpResponse:
    """The whole document as it will be sent, its checks, and the days that begin to count."""
    document = document_to_write(request, akimat, pk)
    rows = list(document.recommendations.all())
    found = _checks(document, rows)
    at = timezone.now()
    refusal = ""
    if request.method == "POST":
        try:
            operations.send_document(document=document, actor=person_of(request), at=at)
        except DomainError as error:
            refusal = error.message
        else:
            messages.success(request, _("Sent. The clock of the akimat runs from today."))
            return redirect("consultations:document", akimat.slug, pk)
    context = {
        "document": document,
        "origin": of_document(document),
        "rows": rows,
        "missing": [one for one in found if one.is_required and not one.is_met],
        "advice": [one for one in found if not one.is_required and not one.is_met],
        "is_ready": is_ready(found),
        "reply_due": due_on(at, periods_of(akimat).reply_days),
        "reply_days": periods_of(akimat).reply_days,
        "refusal": refusal,
        "today": timezone.localdate(at),
    }
    status = 422 if refusal else 200
    return render(
        request, "consultations/recommendations/document_send.html", context, status=status
    )


def _checks(document: FinalDocument, rows: list[Recommendation]) -> list[Any]:
    named = frozenset(queries.staff(document.akimat).values_list("pk", flat=True))
    return checks(document, rows, named, timezone.localdate())


def _row(document: FinalDocument, pk: int) -> Recommendation:
    row: Recommendation = get_object_or_404(document.recommendations, pk=pk)
    row.document = document
    return row
