"""The queue of comments: reported ones first, hidden with a public reason, restored, kept."""

from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.territories.admin.cells import age_cell, status_cell
from commons.territories.admin.decisions import DecidingAdmin, Decision
from commons.territories.admin.queues import (
    Queue,
    Waiting,
    build_moderated,
    due_date,
)

from .. import operations
from ..enums import CommentStatus
from ..models import Comment, Report
from .reasons import HideForm

TONES = {
    CommentStatus.PUBLISHED: "good",
    CommentStatus.REPORTED: "sun",
    CommentStatus.HIDDEN: "bad",
}


def _hide(obj: Comment, *, actor: Any, at: datetime, data: Any) -> None:
    operations.hide_comment(comment=obj, reason=data["reason"], actor=actor, at=at)


def _keep(obj: Comment, *, actor: Any, at: datetime, data: Any) -> None:
    operations.dismiss_reports(comment=obj, actor=actor, at=at)


def _restore(obj: Comment, *, actor: Any, at: datetime, data: Any) -> None:
    operations.restore_comment(comment=obj, actor=actor, at=at)


class RemarkFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            (CommentStatus.REPORTED.value, gettext_lazy("Reported")),
            (CommentStatus.HIDDEN.value, gettext_lazy("Hidden")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(status=self.value()) if self.value() else queryset


class CommentAdmin(DecidingAdmin):
    akimat_path = "proposal__akimat"
    desk_section = (30, gettext_lazy("Comments"))
    list_display = ("remark", "waiting", "state")
    list_display_links = None
    list_filter = (RemarkFilter, "official", "language")
    search_fields = ("text", "author__name", "proposal__title")
    date_hierarchy = "created_at"
    fields = readonly_fields = (
        "said",
        "where",
        "author_name",
        "official",
        "created_at",
        "status",
        "complaints",
        "reason_kk",
        "reason_ru",
        "reason_en",
    )
    decisions = (
        Decision(
            slug="hide",
            label=gettext_lazy("Hide"),
            consequence=gettext_lazy(
                "The text leaves the page, its place stays with the reason, and the author is told."
            ),
            done=gettext_lazy("Hidden: “%(name)s”"),
            run=_hide,
            form=HideForm,
            applies=lambda obj: obj.status != CommentStatus.HIDDEN,
            bulk=True,
            grave=True,
            quiet=False,
        ),
        Decision(
            slug="keep",
            label=gettext_lazy("Keep: it breaks no rule"),
            consequence=gettext_lazy("The comment stays. The reports stay on record."),
            done=gettext_lazy("Kept: “%(name)s”"),
            run=_keep,
            applies=lambda obj: obj.status == CommentStatus.REPORTED,
            bulk=True,
        ),
        Decision(
            slug="restore",
            label=gettext_lazy("Show again"),
            consequence=gettext_lazy("The text returns to the page."),
            done=gettext_lazy("Shown again: “%(name)s”"),
            run=_restore,
            applies=lambda obj: obj.status == CommentStatus.HIDDEN,
        ),
    )

    def _annotated(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        earlier = (
            Comment.objects.filter(
                author=OuterRef("author"),
                proposal__akimat=OuterRef("proposal__akimat"),
                status=CommentStatus.HIDDEN,
            )
            .order_by()
            .values("author")
            .annotate(n=Count("pk"))
            .values("n")
        )
        rows: QuerySet[Any] = queryset.select_related("proposal__akimat", "author").annotate(
            reported_at=Subquery(
                Report.objects.filter(comment=OuterRef("pk"))
                .order_by()
                .values("comment")
                .annotate(first=Min("reported_at"))
                .values("first")
            ),
            hidden_before=Coalesce(Subquery(earlier, output_field=IntegerField()), 0),
            first=Case(When(status=CommentStatus.REPORTED, then=Value(0)), default=Value(1)),
        )
        return rows

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        reports = Prefetch("reports", queryset=Report.objects.order_by("reported_at", "pk"))
        return (
            self._annotated(super().get_queryset(request))
            .prefetch_related(reports)
            .order_by("first", F("reported_at").asc(nulls_last=True), "-created_at", "-pk")
        )

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ()

    @admin.display(description=gettext_lazy("comment"))
    def remark(self, obj: Any) -> str:
        context = {
            "comment": obj,
            "href": reverse("admin:proposals_comment_change", args=[obj.pk]),
            "proposal_href": reverse("admin:proposals_proposal_change", args=[obj.proposal_id]),
        }
        return render_to_string("admin/proposals/comment/cell.html", context)

    @admin.display(description=gettext_lazy("reported"))
    def waiting(self, obj: Any) -> str:
        if obj.status != CommentStatus.REPORTED or not obj.reported_at:
            return age_cell(obj.created_at, None)
        days = obj.proposal.akimat.moderation_days
        return age_cell(obj.reported_at, due_date(obj.reported_at, days))

    @admin.display(description=gettext_lazy("state"))
    def state(self, obj: Comment) -> str:
        return status_cell(obj.get_status_display(), TONES[CommentStatus(obj.status)])

    @admin.display(description=gettext_lazy("comment"))
    def said(self, obj: Comment) -> str:
        return obj.text

    @admin.display(description=gettext_lazy("proposal"))
    def where(self, obj: Comment) -> str:
        return obj.proposal.title

    @admin.display(description=gettext_lazy("author"))
    def author_name(self, obj: Comment) -> str:
        return obj.author.public_name

    @admin.display(description=gettext_lazy("reports"))
    def complaints(self, obj: Comment) -> str:
        return "\n".join(report.reason for report in obj.reports.all()) or "—"

    def desk_queues(self, request: HttpRequest) -> list[Queue]:
        rows = self._annotated(self.readable(request))
        return [
            build_moderated(
                request,
                rows.filter(status=CommentStatus.REPORTED),
                since="reported_at",
                akimat_path=self.akimat_path,
                label=_("Reported comments"),
                empty=_("No comment has been reported."),
                url=reverse("admin:proposals_comment_changelist") + "?state=reported",
                row=self._row,
            )
        ]

    def _row(self, obj: Any) -> Waiting:
        since = obj.reported_at or obj.created_at
        due: date = due_date(since, obj.proposal.akimat.moderation_days)
        url = reverse("admin:proposals_comment_change", args=[obj.pk])
        return Waiting(obj.text[:80], url, since, due, obj.proposal.title)
