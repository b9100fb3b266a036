"""A moderator uploads figures and reads what became of every line."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.interface.errors import DomainError
from commons.territories.models import Akimat
from commons.territories.permissions import require

from ...views.finding import person_of, staff_page
from ..forms import UploadForm
from ..operations import Report, import_figures
from ..permissions import can_import
from .reading import show

# A page lists so many faults; the rest are counted.
SHOWN = 200


@staff_page
def upload(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    require(can_import(request.user, akimat))
    form = UploadForm(request.POST or None, request.FILES or None, akimat=akimat)
    report: Report | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                report = import_figures(
                    file=form.cleaned_data["file"],
                    dataset=form.dataset_fields(),
                    akimat=akimat,
                    actor=person_of(request),
                    at=timezone.now(),
                    dry_run="check" in request.POST,
                    skip_bad=form.cleaned_data["skip_bad"],
                )
            except DomainError as error:
                form.add_error("file", error.message)
            else:
                if report.stored and not report.faults:
                    messages.success(request, _stored(report))
                    return redirect("edp:statistics", akimat.slug)
                status = 200 if not report.faults or report.stored else 422
    context: dict[str, Any] = {"form": form, "report": report, "checked": "check" in request.POST}
    if report is not None:
        context |= {"faults": report.faults[:SHOWN], "more": len(report.faults) - SHOWN}
    response = show(request, akimat, "upload", **context)
    response.status_code = status
    return response


def _stored(report: Report) -> str:
    added = ngettext("%(count)s figure added", "%(count)s figures added", report.added) % {
        "count": report.added
    }
    return _("%(added)s, %(changed)s changed, %(same)s as they were.") % {
        "added": added,
        "changed": report.changed,
        "same": report.same,
    }
