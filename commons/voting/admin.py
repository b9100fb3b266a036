"""Paper ballots that wait for a second officer. What they hold is never shown here."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.territories.admin.cells import status_cell
from commons.territories.admin.decisions import DecidingAdmin, Decision, ForObjects
from commons.territories.admin.queues import Queue, Waiting, build, in_scope
from commons.territories.admin.reach import SPECIALISTS

from . import operations
from .enums import BallotFormat, BatchStatus
from .models import PaperBallot

TONES = {
    BatchStatus.ENTERED: "sun",
    BatchStatus.CONFIRMED: "good",
    BatchStatus.REFUSED: "bad",
}


class SecondEntry(ForObjects):
    """The second officer types the form again, without seeing what the first one typed."""

    marks = forms.CharField(
        label=gettext_lazy("Numbers marked on the form"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_points = self.objects[0].poll.ballot_format == BallotFormat.POINTS
        self.fields["marks"].help_text = (
            _("Number and points, for example 3:5, 7:2. Leave empty for a blank form.")
            if self.by_points
            else _("For example 3, 7, 12. Leave empty for a blank form.")
        )

    def clean_marks(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for part in self.cleaned_data["marks"].replace(";", ",").split(","):
            code, _colon, points = part.strip().partition(":")
            if not code:
                continue
            if self.by_points and not points.strip().isdigit():
                raise forms.ValidationError(_("Give the points of each, for example 3:5."))
            if code.strip() in found:
                raise forms.ValidationError(_("%(code)s stands there twice.") % {"code": code})
            found[code.strip()] = int(points) if self.by_points else 1
        return found


class RefuseForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why the form cannot count"), max_length=40)


def _confirm(obj: PaperBallot, *, actor: Any, at: datetime, data: Any) -> None:
    operations.confirm_paper_ballot(paper=obj, actor=actor, at=at, choices=data["marks"])


def _refuse(obj: PaperBallot, *, actor: Any, at: datetime, data: Any) -> None:
    operations.refuse_paper_ballot(paper=obj, actor=actor, reason=data["reason"], at=at)


@admin.register(PaperBallot)
class PaperBallotAdmin(DecidingAdmin):
    akimat_path = "poll__akimat"
    view_roles = change_roles = SPECIALISTS
    list_display = ("number", "entered", "state", "confirmed_by")
    list_filter = ("status",)
    search_fields = ("number",)
    search_help_text = gettext_lazy("Number of the form")
    ordering = ("-status", "entered_at", "pk")
    fields = readonly_fields = (
        "number",
        "status",
        "entered_by",
        "entered_at",
        "confirmed_by",
    )
    decisions = (
        Decision(
            slug="confirm",
            label=gettext_lazy("Confirm as second officer"),
            consequence=gettext_lazy(
                "Take the paper form and type its marks again. When both entries agree the "
                "ballot counts; it cannot be taken out again."
            ),
            done=gettext_lazy("Form %(name)s is confirmed."),
            run=_confirm,
            form=SecondEntry,
            applies=lambda obj: obj.status == BatchStatus.ENTERED,
            quiet=False,
            roles=SPECIALISTS,
        ),
        Decision(
            slug="refuse",
            label=gettext_lazy("Refuse the form"),
            consequence=gettext_lazy("It does not count, and its voter may vote again."),
            done=gettext_lazy("Form %(name)s is refused."),
            run=_refuse,
            form=RefuseForm,
            applies=lambda obj: obj.status == BatchStatus.ENTERED,
            grave=True,
            roles=SPECIALISTS,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("poll__akimat", "entered_by", "confirmed_by")

    @admin.display(description=gettext_lazy("entered"), ordering="entered_at")
    def entered(self, obj: PaperBallot) -> str:
        return f"{obj.entered_by}, {timezone.localtime(obj.entered_at):%d.%m.%Y %H:%M}"

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, obj: PaperBallot) -> str:
        return status_cell(obj.get_status_display(), TONES[BatchStatus(obj.status)])

    def desk_queues(self, request: HttpRequest) -> list[Queue]:
        """Late is what the close of the vote would leave uncounted tomorrow."""
        rows = self.readable(request).select_related("poll", "entered_by")
        waiting = in_scope(request, rows, self.akimat_path).filter(status=BatchStatus.ENTERED)
        return [
            build(
                waiting,
                label=_("Paper ballots to confirm"),
                empty=_("No paper ballot waits for a second officer."),
                url=reverse("admin:voting_paperballot_changelist") + "?status__exact=entered",
                late=Q(poll__closes_at__lt=timezone.now()),
                order="entered_at",
                row=self._row,
            )
        ]

    def _row(self, obj: PaperBallot) -> Waiting:
        url = reverse("admin:voting_paperballot_change", args=[obj.pk])
        due = timezone.localdate(obj.poll.closes_at)
        return Waiting(obj.number, url, obj.entered_at, due, str(obj.entered_by))
