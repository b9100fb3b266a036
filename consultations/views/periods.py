"""The periods and thresholds an akimat keeps: public, and changed by its moderators."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.audit.queries import history
from commons.people.views.access import person_of, posted, staff_page
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import operations
from ..forms import PeriodsForm
from ..period_groups import GROUPS
from ..periods import Periods, periods_of
from ..permissions import can_run


@require_safe
def periods(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    """Every figure beside the usual one, where it comes from, and when it was changed."""
    held = periods_of(akimat)
    context = {
        "groups": [(group, [_row(held, name) for name in group.fields]) for group in GROUPS],
        "changes": [
            (entry, [_changed(name, pair) for name, pair in entry.detail["changed"].items()])
            for entry in (history(held) if held.pk else ())
        ],
        "may_run": can_run(request.user, akimat),
    }
    return render(request, "consultations/periods.html", context)


def _label(name: str) -> str:
    label = str(Periods._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _row(held: Periods, name: str) -> tuple[str, Any, Any]:
    """Label, figure, and the usual figure where another is kept."""
    value = getattr(held, name)
    usual = Periods._meta.get_field(name).default  # type: ignore[union-attr]
    is_own = isinstance(usual, int) and usual != value
    return _label(name), value, usual if is_own else None


def _changed(name: str, pair: list[Any]) -> tuple[str, Any, Any]:
    return _label(name), pair[0], pair[1]


@staff_page
def edit_periods(request: HttpRequest, akimat: Akimat) -> HttpResponse:
    require(can_run(request.user, akimat))
    form = PeriodsForm(posted(request), instance=periods_of(akimat))
    if request.method == "POST" and form.is_valid():
        operations.set_periods(
            akimat=akimat,
            values={name: form.cleaned_data[name] for name in form.fields},
            actor=person_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("Saved. The new figures count from now on."))
        return redirect("consultations:periods", akimat.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/periods_edit.html", {"form": form}, status=status)
