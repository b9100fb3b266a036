"""The page of pictures and documents. What could be kept is kept, whatever else went wrong."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.interface.errors import DomainError
from commons.interface.numbers import row_key

from .. import operations
from ..enums import AttachmentKind
from ..forms import FilesForm
from ..models import Attachment, Proposal
from .finding import person_of


def files_step(
    request: HttpRequest, proposal: Proposal, frame: dict[str, Any], leads: str
) -> HttpResponse:
    """Each file is added by itself, so that a bad one spoils neither the others nor the words."""
    if request.method != "POST":
        return _page(request, proposal, frame, None)
    form = FilesForm(request.POST, request.FILES, held=_held(proposal, AttachmentKind.IMAGE))
    form.is_valid()
    _describe(request, form)
    added = _add(request, proposal, form)
    removed = _remove(request, proposal)
    if form.errors:
        return _page(request, proposal, frame, form)
    if removed or request.POST.get("action") == "add" or added[AttachmentKind.IMAGE]:
        # Back to the same page: a new picture still needs its words.
        if any(added.values()):
            messages.success(request, _("The files are added."))
        return redirect(request.get_full_path())
    return redirect(leads)


def _held(proposal: Proposal, kind: AttachmentKind) -> list[Attachment]:
    return list(proposal.attachments.filter(kind=kind).order_by("pk"))


def _describe(request: HttpRequest, form: FilesForm) -> None:
    for image in form.held:
        words = form.cleaned_data.get(f"alt_{image.pk}")
        if words is not None and words != image.alt:
            operations.describe_image(
                attachment=image, alt=words, actor=person_of(request), at=timezone.now()
            )


def _add(request: HttpRequest, proposal: Proposal, form: FilesForm) -> dict[AttachmentKind, int]:
    """How many of each kind were kept. The reasons for the others are on the form."""
    person = person_of(request)
    added = {AttachmentKind.IMAGE: 0, AttachmentKind.DOCUMENT: 0}
    for kind, name, operation in (
        (AttachmentKind.IMAGE, "images", operations.add_image),
        (AttachmentKind.DOCUMENT, "documents", operations.add_document),
    ):
        for upload in form.cleaned_data.get(name, []):
            try:
                operation(proposal=proposal, upload=upload, actor=person, at=timezone.now())
                added[kind] += 1
            except DomainError as error:
                form.add_error(name, error.message)
    return added


def _remove(request: HttpRequest, proposal: Proposal) -> bool:
    key = row_key(request.POST.get("remove", ""))
    attachment = None if key is None else proposal.attachments.filter(pk=key).first()
    if attachment is not None:
        operations.remove_attachment(
            attachment=attachment, actor=person_of(request), at=timezone.now()
        )
    return attachment is not None


def _page(
    request: HttpRequest, proposal: Proposal, frame: dict[str, Any], bound: FilesForm | None
) -> HttpResponse:
    """The page as it is now; words that were typed but not saved stay in their fields."""
    images = _held(proposal, AttachmentKind.IMAGE)
    form = bound or FilesForm(held=images)
    if bound is not None:
        known = set(bound.fields)
        for image in images:
            if f"alt_{image.pk}" not in known:
                bound.fields[f"alt_{image.pk}"] = FilesForm(held=[image]).fields[f"alt_{image.pk}"]
        bound.held = images
    context = {
        **frame,
        "form": form,
        "documents": _held(proposal, AttachmentKind.DOCUMENT),
        "max_images": operations.MAX_IMAGES,
        "max_documents": operations.MAX_DOCUMENTS,
    }
    status = 422 if bound is not None else 200
    return render(request, "proposals/steps/files.html", context, status=status)
