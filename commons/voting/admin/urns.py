"""Counts of urns that wait for a second officer, who compares them with the scanned protocol."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.territories.admin.cells import status_cell
from commons.territories.admin.decisions import DecidingAdmin, Decision
from commons.territories.admin.queues import Queue, Waiting, build, in_scope
from commons.territories.admin.reach import SPECIALISTS

from .. import operations
from ..enums import BatchStatus
from ..models import UrnCount
from ..protocols import download
from .papers import TONES


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why the count cannot stand"),
        max_length=200,
        help_text=gettext_lazy("It stays on record; the urn can be entered anew."),
    )


class CompareForm(forms.Form):
    compared = forms.BooleanField(
        label=gettext_lazy("I compared every number with the scanned protocol")
    )


def _confirm(obj: UrnCount, *, actor: Any, at: datetime, data: Any) -> None:
    operations.confirm_urn_count(urn=obj, actor=actor, at=at)


def _refuse(obj: UrnCount, *, actor: Any, at: datetime, data: Any) -> None:
    operations.refuse_urn_count(urn=obj, actor=actor, reason=data["reason"], at=at)


class UrnCountAdmin(DecidingAdmin):
    akimat_path = "poll__akimat"
    view_roles = change_roles = SPECIALISTS
    list_display = ("place", "forms", "entered", "state", "confirmed_by")
    list_filter = ("status",)
    search_fields = ("place",)
    ordering = ("-status", "entered_at", "pk")
    fields = readonly_fields = (
        "place",
        "forms",
        "invalid",
        "votes",
        "scan",
        "status",
        "reason",
        "entered_by",
        "entered_at",
        "confirmed_by",
    )
    decisions = (
        Decision(
            slug="confirm",
            label=gettext_lazy("Confirm as second officer"),
            consequence=gettext_lazy(
                "The totals and the protocol are shown beside the result once it is public. They "
                "change nothing of the count."
            ),
            done=gettext_lazy("The count of “%(name)s” is confirmed."),
            run=_confirm,
            form=CompareForm,
            applies=lambda obj: obj.status == BatchStatus.ENTERED,
            quiet=False,
            roles=SPECIALISTS,
        ),
        Decision(
            slug="refuse",
            label=gettext_lazy("Refuse the count"),
            consequence=gettext_lazy("It is not shown, and the urn can be entered anew."),
            done=gettext_lazy("The count of “%(name)s” is refused."),
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

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.protocol_view)
        return [
            path("<int:object_id>/protocol/", view, name="voting_urncount_protocol"),
            *super().get_urls(),
        ]

    def protocol_view(self, request: HttpRequest, object_id: int) -> FileResponse:
        """The scan, for staff of the akimat; 404 for everybody else."""
        urn = self.get_queryset(request).filter(pk=object_id).first()
        if urn is None or not self.has_view_permission(request, urn) or not urn.protocol:
            raise Http404
        return download(urn)

    @admin.display(description=gettext_lazy("votes by number on the ballot"))
    def votes(self, obj: UrnCount) -> str:
        rows = sorted(obj.totals.items(), key=lambda item: (len(item[0]), item[0]))
        return format_html_join("", "<div>№ {}: {}</div>", rows) or "—"

    @admin.display(description=gettext_lazy("scanned protocol"))
    def scan(self, obj: UrnCount) -> str:
        if not obj.protocol:
            return "—"
        url = reverse("admin:voting_urncount_protocol", args=[obj.pk])
        return format_html('<a href="{}">{}</a>', url, _("Download the protocol"))

    @admin.display(description=gettext_lazy("entered"), ordering="entered_at")
    def entered(self, obj: UrnCount) -> str:
        return f"{obj.entered_by}, {timezone.localtime(obj.entered_at):%d.%m.%Y %H:%M}"

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, obj: UrnCount) -> str:
        return status_cell(obj.get_status_display(), TONES[BatchStatus(obj.status)])

    def desk_queues(self, request: HttpRequest) -> list[Queue]:
        rows = self.readable(request).select_related("poll", "entered_by")
        waiting = in_scope(request, rows, self.akimat_path).filter(status=BatchStatus.ENTERED)
        return [
            build(
                waiting,
                label=_("Counts of urns to confirm"),
                empty=_("No count of an urn waits for a second officer."),
                url=reverse("admin:voting_urncount_changelist") + "?status__exact=entered",
                late=Q(poll__closes_at__lt=timezone.now()),
                order="entered_at",
                row=self._row,
            )
        ]

    def _row(self, obj: UrnCount) -> Waiting:
        url = reverse("admin:voting_urncount_change", args=[obj.pk])
        due = timezone.localdate(obj.poll.closes_at)
        return Waiting(obj.place, url, obj.entered_at, due, str(obj.entered_by))
