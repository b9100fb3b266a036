"""The queue of reviews: who reviews what until when; and from a winner on, its delivery."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import resources
from import_export.fields import Field

from commons.interface.numbers import tenge
from commons.people.models import Person
from commons.territories.admin.cells import age_cell, status_cell
from commons.territories.admin.decisions import DecidingAdmin, Decision, ForObjects
from commons.territories.admin.queues import Queue, Waiting, build, in_scope
from commons.territories.admin.tables import DeskExport
from commons.territories.enums import Role

from .. import checklist, operations
from ..enums import Answer, ProjectStatus
from ..links import link
from ..models import Envelope, Project, Review
from ..permissions import may_review_now
from .delivery import DeliveryPages

TONES = {
    ProjectStatus.REVIEW: "sun",
    ProjectStatus.CORRECTION: "sun",
    ProjectStatus.APPEALED: "sun",
    ProjectStatus.FEASIBLE: "good",
    ProjectStatus.ON_BALLOT: "",
    ProjectStatus.WON: "good",
    ProjectStatus.INFEASIBLE: "bad",
    ProjectStatus.LOST: "plain",
    ProjectStatus.LEFT: "plain",
}
REVIEWED_NOW = (ProjectStatus.REVIEW, ProjectStatus.CORRECTION)


class AssignForm(ForObjects):
    specialist = forms.ModelChoiceField(
        label=gettext_lazy("Specialist"), queryset=Person.objects.none(), widget=forms.RadioSelect
    )
    due_date = forms.DateField(
        label=gettext_lazy("Review due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Empty: the akimat’s review period from today."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        akimats = {project.round.akimat_id for project in self.objects}
        able = Person.objects.filter(
            memberships__akimat__in=akimats, memberships__role=Role.SPECIALIST, is_active=True
        )
        field: Any = self.fields["specialist"]
        field.queryset = able.distinct().order_by("name", "pk")
        field.empty_label = None


class EnvelopeForm(ForObjects):
    envelope = forms.ModelChoiceField(
        label=gettext_lazy("Envelope"), queryset=Envelope.objects.none(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = {project.round_id for project in self.objects}
        field: Any = self.fields["envelope"]
        field.queryset = Envelope.objects.filter(round__in=rounds).select_related("territory")
        field.empty_label = None


def _assign(obj: Project, *, actor: Any, at: datetime, data: Any) -> None:
    operations.assign(
        project=obj,
        specialist=data["specialist"],
        actor=actor,
        at=at,
        due_date=data["due_date"],
    )


def _move(obj: Project, *, actor: Any, at: datetime, data: Any) -> None:
    operations.set_envelope(project=obj, envelope=data["envelope"], actor=actor, at=at)


class ProjectResource(resources.ModelResource):
    """What the public page of a project shows."""

    round = Field(attribute="round__title", column_name="round")
    title = Field(attribute="proposal__title", column_name="title")
    envelope = Field(attribute="envelope__territory__name", column_name="envelope")
    number = Field(attribute="option__code", column_name="number")

    class Meta:
        model = Project
        fields = (
            "id", "round", "number", "title", "envelope", "status", "cost_tenge", "upkeep_tenge",
            "due_date",
        )  # fmt: skip
        export_order = fields


class ProjectState(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("all", gettext_lazy("All")), *ProjectStatus.choices]

    def choices(self, changelist: Any) -> Any:
        first = {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("Under review now"),
        }
        return [first, *list(super().choices(changelist))[1:]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        if self.value() is None:
            return queryset.filter(status__in=REVIEWED_NOW)
        return queryset.filter(status=self.value())


class ProjectAdmin(DeliveryPages, DecidingAdmin, DeskExport):
    akimat_path = "round__akimat"
    desk_section = (25, gettext_lazy("Reviews"))
    resource_class = ProjectResource
    list_display = ("summary", "money", "who", "due", "state")
    list_display_links = None
    list_filter = (
        ProjectState,
        ("round", admin.RelatedOnlyFieldListFilter),
        ("envelope", admin.RelatedOnlyFieldListFilter),
        ("specialist", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("proposal__title", "proposal__description", "proposal__address")
    decisions = (
        Decision(
            slug="assign",
            label=gettext_lazy("Give to a specialist"),
            consequence=gettext_lazy("The specialist is told, and reviews on a page of the site."),
            done=gettext_lazy("“%(name)s” is with the specialist."),
            run=_assign,
            form=AssignForm,
            applies=lambda obj: obj.status in REVIEWED_NOW,
            bulk=True,
            quiet=False,
        ),
        Decision(
            slug="move",
            label=gettext_lazy("Move to another envelope"),
            consequence=gettext_lazy("It will be voted on and paid for from that envelope."),
            done=gettext_lazy("“%(name)s” is moved."),
            run=_move,
            form=EnvelopeForm,
            applies=lambda obj: obj.status in (*REVIEWED_NOW, ProjectStatus.FEASIBLE),
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        reviews = Prefetch("reviews", queryset=Review.objects.select_related("specialist"))
        return (
            super()
            .get_queryset(request)
            .select_related(
                "round__akimat",
                "proposal__author",
                "proposal__category",
                "proposal__territory",
                "envelope__territory",
                "specialist",
                "option",
            )
            .prefetch_related(reviews)
            .order_by(F("due_date").asc(nulls_last=True), "pk")
        )

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ()

    @admin.display(description=gettext_lazy("project"))
    def summary(self, obj: Project) -> str:
        context = {
            "project": obj,
            "href": reverse("admin:budgeting_project_change", args=[obj.pk]),
            "finding": next(iter(obj.reviews.all()), None),
        }
        return render_to_string("admin/budgeting/project/cell.html", context)

    @admin.display(description=gettext_lazy("cost"), ordering="cost_tenge")
    def money(self, obj: Project) -> str:
        asked = tenge(obj.proposal.cost_tenge) if obj.proposal.cost_tenge else "—"
        if obj.cost_tenge is None:
            return format_html('{}<br><span class="meta">{}</span>', asked, _("author’s estimate"))
        words = _("author: %(cost)s") % {"cost": asked}
        return format_html('{}<br><span class="meta">{}</span>', tenge(obj.cost_tenge), words)

    @admin.display(description=gettext_lazy("specialist"))
    def who(self, obj: Project) -> str:
        return str(obj.specialist) if obj.specialist else _("nobody yet")

    @admin.display(description=gettext_lazy("due"))
    def due(self, obj: Project) -> str:
        waits = obj.status in (*REVIEWED_NOW, ProjectStatus.APPEALED)
        if not waits:
            return "—"
        since = obj.proposal.submitted_at or obj.proposal.created_at
        return age_cell(since, obj.due_date)

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def state(self, obj: Project) -> str:
        return status_cell(obj.get_status_display(), TONES[ProjectStatus(obj.status)])

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        project = self.found(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405)
        akimat, round = project.round.akimat, project.round
        more = {
            "project": project,
            "state": self.state(project),
            "due": self.due(project),
            "findings": [_finding(review) for review in project.reviews.all()],
            "appeal": getattr(project, "appeal", None),
            "public_url": link("budgeting:project", akimat.slug, round.slug, project.pk),
            "review_url": link("budgeting:review", akimat.slug, project.pk)
            if may_review_now(request.user, project)
            else "",
            "is_won": project.status == ProjectStatus.WON,
        }
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    change_form_template = "admin/budgeting/project/change_form.html"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ()

    def desk_queues(self, request: HttpRequest) -> list[Queue]:
        rows = self.readable(request).select_related("proposal", "specialist", "round")
        waiting = in_scope(request, rows, self.akimat_path).filter(status=ProjectStatus.REVIEW)
        return [
            build(
                waiting,
                label=_("Reviews"),
                empty=_("No project waits for a review."),
                url=reverse("admin:budgeting_project_changelist") + "?state=review",
                late=Q(due_date__lt=timezone.localdate()),
                order="due_date",
                row=self._row,
            ),
            self.delivery_queue(request),
        ]

    def _row(self, obj: Project) -> Waiting:
        url = reverse("admin:budgeting_project_change", args=[obj.pk])
        who = str(obj.specialist) if obj.specialist else _("nobody yet")
        since = obj.proposal.submitted_at or obj.proposal.created_at
        return Waiting(obj.proposal.title, url, since, obj.due_date, who)


def _finding(review: Review) -> dict[str, Any]:
    """A finding with its checklist in words; only the answers that are not a plain yes."""
    doubts = [
        (str(checklist.BY_CODE[code].text), Answer(answer).label)
        for code, answer in review.answers.items()
        if answer != Answer.YES and code in checklist.BY_CODE and answer in Answer.values
    ]
    return {"review": review, "doubts": doubts}
