"""The queue of proposals: enough to decide on one page."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import resources
from import_export.fields import Field

from commons.audit.queries import history
from commons.interface.numbers import tenge
from commons.territories.admin.cells import age_cell, status_cell
from commons.territories.admin.decisions import DecidingAdmin
from commons.territories.admin.history import lines
from commons.territories.admin.queues import (
    Queue,
    Waiting,
    build,
    in_scope,
    late_before,
    late_condition,
    periods,
)
from commons.territories.admin.reach import desk
from commons.territories.admin.scope import DeskChangeList
from commons.territories.admin.tables import DeskExport

from .. import panels, queries
from ..enums import AttachmentKind, CommentStatus, ProposalStatus
from ..models import Attachment, Call, Comment, Proposal
from ..pages import own_page_of
from ..periods import moderation_due
from .choices import DECISIONS
from .near import similar_to

TONES = {
    ProposalStatus.SUBMITTED: "sun",
    ProposalStatus.RETURNED: "plain",
    ProposalStatus.PUBLISHED: "good",
    ProposalStatus.REJECTED: "bad",
    ProposalStatus.MERGED: "plain",
    ProposalStatus.WITHDRAWN: "plain",
}


class ProposalResource(resources.ModelResource):
    """What is public of a proposal; the author is not named by e-mail or number."""

    call = Field(attribute="call__title", column_name="call")
    category = Field(attribute="category__name", column_name="category")
    district = Field(attribute="territory__name", column_name="district")
    author = Field(attribute="author__public_name", column_name="author")

    class Meta:
        model = Proposal
        fields = (
            "id", "call", "status", "language", "title", "category", "district", "address",
            "cost_tenge", "author", "submitted_at", "published_at", "reason_kk", "reason_ru",
            "reason_en",
        )  # fmt: skip
        export_order = fields


class StateFilter(admin.SimpleListFilter):
    """The queue is what waits; everything else is a click away."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        kept = [choice for choice in ProposalStatus.choices if choice[0] != ProposalStatus.DRAFT]
        return [("all", gettext_lazy("All")), *kept]

    def choices(self, changelist: Any) -> Any:
        first = {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("Waiting for a moderator"),
        }
        return [first, *list(super().choices(changelist))[1:]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(status=self.value() or ProposalStatus.SUBMITTED)


class CategoryFilter(admin.SimpleListFilter):
    """By name: each call has categories of its own, mostly called alike."""

    title = gettext_lazy("category")
    parameter_name = "category"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        used = model_admin.get_queryset(request).exclude(category=None).order_by()
        return [(name, name) for name in sorted(set(used.values_list("category__name", flat=True)))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(category__name=self.value()) if self.value() else queryset


class ProposalList(DeskChangeList):
    """Looks for similar titles once the page of rows is known."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        near = similar_to(row.pk for row in rows) if rows else {}
        for row in rows:
            row.near = near.get(row.pk, [])
        self.result_list = rows


def author_counts(status: str) -> Coalesce:
    """How many proposals the author has in this state, in the same akimat."""
    counted = (
        Proposal.objects.filter(author=OuterRef("author"), akimat=OuterRef("akimat"), status=status)
        .order_by()
        .values("author")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _late(request: HttpRequest) -> Q:
    """What waits longer than the akimat allows, or its call where that has a period of its own."""
    today = timezone.localdate()
    reached = periods(desk(request))
    usual = late_condition(
        reached, since="submitted_at", period="moderation_days", akimat_path="akimat", today=today
    )
    late = Q(call__moderation_days__isnull=True) & usual
    own = Call.objects.filter(akimat__in=reached, moderation_days__isnull=False).order_by()
    for days in own.values_list("moderation_days", flat=True).distinct():
        late |= Q(call__moderation_days=days, submitted_at__lt=late_before(days or 0, today))
    return late


class ProposalAdmin(DecidingAdmin, DeskExport):
    desk_section = (20, gettext_lazy("Proposals"))
    resource_class = ProposalResource
    decisions = DECISIONS
    list_display = ("summary", "money", "waiting", "state")
    list_display_links = None
    list_filter = (
        StateFilter,
        ("call", admin.RelatedOnlyFieldListFilter),
        CategoryFilter,
        ("territory", admin.RelatedOnlyFieldListFilter),
        "language",
    )
    search_fields = ("title", "description", "problem", "address", "author__name")
    search_help_text = gettext_lazy("Words of the title or the text, an address, an author’s name")
    date_hierarchy = "submitted_at"
    ordering = ("submitted_at", "pk")
    change_form_template = "admin/proposals/proposal/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Drafts are their authors' own: staff do not read them."""
        images = Attachment.objects.filter(kind=AttachmentKind.IMAGE).order_by("pk")
        hidden = Comment.objects.filter(
            author=OuterRef("author"),
            proposal__akimat=OuterRef("akimat"),
            status=CommentStatus.HIDDEN,
        )
        hidden_count = hidden.order_by().values("author").annotate(n=Count("pk")).values("n")
        rows: QuerySet[Any] = (
            super()
            .get_queryset(request)
            .exclude(status=ProposalStatus.DRAFT)
            .select_related("akimat", "call", "category", "territory", "author", "merged_into")
            .prefetch_related(Prefetch("attachments", queryset=images, to_attr="images"))
            .annotate(
                author_published=author_counts(ProposalStatus.PUBLISHED),
                author_rejected=author_counts(ProposalStatus.REJECTED),
                author_hidden=Coalesce(Subquery(hidden_count, output_field=IntegerField()), 0),
            )
        )
        return rows

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ProposalList

    @admin.display(description=gettext_lazy("proposal"), ordering="title")
    def summary(self, obj: Any) -> str:
        near = [
            (title, status, reverse("admin:proposals_proposal_change", args=[pk]))
            for pk, title, status in getattr(obj, "near", [])
        ]
        context = {
            "proposal": obj,
            "href": reverse("admin:proposals_proposal_change", args=[obj.pk]),
            "image": next(iter(obj.images), None),
            "near": near,
        }
        return render_to_string("admin/proposals/proposal/cell.html", context)

    @admin.display(description=gettext_lazy("cost"), ordering="cost_tenge")
    def money(self, obj: Proposal) -> str:
        return tenge(obj.cost_tenge) if obj.cost_tenge else "—"

    @admin.display(description=gettext_lazy("waiting"), ordering="submitted_at")
    def waiting(self, obj: Proposal) -> str:
        waits = obj.status == ProposalStatus.SUBMITTED and obj.submitted_at is not None
        due = moderation_due(obj, obj.submitted_at) if waits else None  # type: ignore[arg-type]
        return age_cell(obj.submitted_at, due)

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, obj: Proposal) -> str:
        return status_cell(obj.get_status_display(), TONES.get(obj.status, "plain"))  # type: ignore[call-overload]

    # One page shows all there is; nothing on it is saved.

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        proposal = self.found(request, object_id)
        if request.method != "GET":
            return HttpResponse(status=405)
        due = None
        if proposal.status == ProposalStatus.SUBMITTED and proposal.submitted_at:
            due = moderation_due(proposal, proposal.submitted_at)
        panels.attach(request, [proposal])
        more = {
            "proposal": proposal,
            "page_path": own_page_of(proposal),
            "documents": proposal.attachments.filter(kind=AttachmentKind.DOCUMENT),
            "similar": queries.similar(proposal.call, proposal.title, leave_out=proposal),
            "others": self._others(proposal),
            "comments": proposal.comments.count(),
            "supports": proposal.supports.count(),
            "waiting": age_cell(proposal.submitted_at, due),
            "state": self.state(proposal),
            "record": list(lines(history(proposal)[:10])),
            "reasons": [
                (code, text)
                for code in ("kk", "ru", "en")
                if (text := getattr(proposal, f"reason_{code}"))
            ],
        }
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def _others(self, proposal: Proposal) -> QuerySet[Proposal]:
        """What else its author proposed in this akimat."""
        return (
            Proposal.objects.filter(author=proposal.author_id, akimat=proposal.akimat_id)
            .exclude(pk=proposal.pk)
            .exclude(status=ProposalStatus.DRAFT)
            .order_by("-submitted_at", "-pk")[:6]
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ()

    def desk_queues(self, request: HttpRequest) -> list[Queue]:
        rows = self.readable(request).select_related("akimat", "territory", "call")
        return [
            build(
                in_scope(request, rows.filter(status=ProposalStatus.SUBMITTED), "akimat"),
                label=_("Proposals to moderate"),
                empty=_("No proposal waits for a moderator."),
                url=reverse("admin:proposals_proposal_changelist"),
                late=_late(request),
                order="submitted_at",
                row=self._row,
            )
        ]

    def _row(self, obj: Any) -> Waiting:
        due = moderation_due(obj, obj.submitted_at)
        url = reverse("admin:proposals_proposal_change", args=[obj.pk])
        return Waiting(obj.title, url, obj.submitted_at, due, str(obj.territory or ""))
