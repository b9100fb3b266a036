"""The roll of residents: how many are on it, and a page that imports a CSV file."""

from typing import Any

from django import forms
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.territories.admin.reach import SPECIALISTS, desk
from commons.territories.models import Akimat

from ..models import RegisteredResident
from ..operations import import_roll

MOST_LINES_SHOWN = 200


class RollForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file with the columns iin, kato, surname"),
        help_text=gettext_lazy(
            "UTF-8. IINs and surnames are kept only as keyed hashes; the file itself is not kept."
        ),
    )


def roll_view(model_admin: Any, request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """GET shows the roll's size; POST imports and reports every bad line."""
    if not desk(request).may(SPECIALISTS, akimat.pk):
        raise Http404
    report = None
    form = RollForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            report = import_roll(
                akimat=akimat,
                file=form.cleaned_data["file"],
                actor=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("file", error.message)
    roll = RegisteredResident.objects.filter(akimat=akimat)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Roll of residents"),
        "subtitle": akimat.name,
        "form": form,
        "report": report,
        "bad_lines": report.bad_lines[:MOST_LINES_SHOWN] if report else [],
        "size": roll.aggregate(n=Count("pk"), last=Max("imported_at")),
        "places": roll.values("territory__name")
        .annotate(n=Count("pk"))
        .order_by("territory__kato"),
    }
    status = 422 if request.method == "POST" and report is None else 200
    return TemplateResponse(request, "admin/people/roll.html", context, status=status)
