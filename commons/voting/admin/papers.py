"""Paper and assisted ballots that wait for a second officer. What they hold is never shown here."""

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

from .. import operations
from ..enums import BallotFormat, BatchStatus, Channel
from ..errors import VotingError
from ..marks import read_marks
from ..models import PaperBallot

TONES = {
    BatchStatus.ENTERED: "sun",
    BatchStatus.CONFIRMED: "good",
    BatchStatus.REFUSED: "bad",
}


def example(ballot_format: str) -> str:
    """How a ballot of this format is typed in one line."""
    if ballot_format == BallotFormat.ORDINAL:
        return _("In order, the first place first: 3 > 7 > 2. Leave empty for a blank form.")
    if ballot_format in (BallotFormat.POINTS, BallotFormat.SCORE):
        return _("Number and points, for example 3:5, 7:2. Leave empty for a blank form.")
    if ballot_format == BallotFormat.YES_NO:
        return _("The numbers with a yes, for example 3, 7. Leave empty where there is none.")
    return _("For example 3, 7, 12. Leave empty for a blank form.")


class SecondEntry(ForObjects):
    """The second officer types the form again, without seeing what the first one typed."""

    marks = forms.CharField(
        label=gettext_lazy("Numbers marked on the form"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paper = self.objects[0]
        self.poll = paper.poll
        if paper.channel == Channel.ASSISTED:
            self.fields["marks"].label = _("What the voter says they chose")
        self.fields["marks"].help_text = example(self.poll.ballot_format)

    def clean_marks(self) -> dict[str, int]:
        typed, most = self.cleaned_data["marks"], self.poll.max_choices
        try:
            found = read_marks(self.poll.ballot_format, typed, max_choices=most)
        except VotingError as error:
            raise forms.ValidationError(error.message) from None
        return {code: points for code, points in found.items() if points}


class RefuseForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why the form cannot count"), max_length=40)


def _confirm(obj: PaperBallot, *, actor: Any, at: datetime, data: Any) -> None:
    operations.confirm_paper_ballot(paper=obj, actor=actor, at=at, choices=data["marks"])


def _refuse(obj: PaperBallot, *, actor: Any, at: datetime, data: Any) -> None:
    operations.refuse_paper_ballot(paper=obj, actor=actor, reason=data["reason"], at=at)


class PaperBallotAdmin(DecidingAdmin):
    akimat_path = "poll__akimat"
    view_roles = change_roles = SPECIALISTS
    list_display = ("number", "channel", "entered", "state", "confirmed_by")
    list_filter = ("status", "channel")
    search_fields = ("number",)
    search_help_text = gettext_lazy("Number of the form")
    ordering = ("-status", "entered_at", "pk")
    fields = readonly_fields = (
        "number",
        "channel",
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
                "Take the paper form and type its marks again; where an officer helped, ask the "
                "voter to say the choices once more. When both entries agree the ballot counts; "
                "it cannot be taken out again."
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
