"""Appeals: staff see that the expert council decides in time; the decision is the council's."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.territories.admin.cells import age_cell, status_cell
from commons.territories.admin.queues import Queue, Waiting, build, in_scope
from commons.territories.admin.scope import NO_ROLE, AkimatScopedAdmin

from ..models import Appeal


class AppealAdmin(AkimatScopedAdmin):
    akimat_path = "project__round__akimat"
    change_roles = NO_ROLE
    list_display = ("what", "waiting", "state")
    list_display_links = None
    search_fields = ("project__proposal__title", "text")
    date_hierarchy = "filed_at"
    ordering = ("decided_at", "filed_at", "pk")
    fields = readonly_fields = (
        "project",
        "text",
        "filed_at",
        "due_date",
        "state",
        "reason_kk",
        "reason_ru",
        "reason_en",
        "decided_at",
        "decided_by",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("project__proposal", "project__round__akimat", "decided_by")

    @admin.display(description=gettext_lazy("appeal"))
    def what(self, obj: Appeal) -> str:
        url = reverse("admin:budgeting_appeal_change", args=[obj.pk])
        return format_html(
            '<a class="desk-title" href="{}">{}</a><p>{}</p>', url, obj.project, obj.text[:220]
        )

    @admin.display(description=gettext_lazy("due"), ordering="due_date")
    def waiting(self, obj: Appeal) -> str:
        return age_cell(obj.filed_at, None if obj.decided_at else obj.due_date)

    @admin.display(description=gettext_lazy("state"))
    def state(self, obj: Appeal) -> str:
        if not obj.decided_at:
            return status_cell(_("with the expert council"), "sun")
        if obj.upheld:
            return status_cell(_("upheld"), "good")
        return status_cell(_("dismissed"), "bad")

    def desk_queues(self, request: HttpRequest) -> list[Queue]:
        rows = self.readable(request).select_related("project__proposal")
        waiting = in_scope(request, rows, self.akimat_path).filter(decided_at=None)
        return [
            build(
                waiting,
                label=_("Appeals"),
                empty=_("No appeal waits for the council."),
                url=reverse("admin:budgeting_appeal_changelist"),
                late=Q(due_date__lt=timezone.localdate()),
                order="due_date",
                row=self._row,
            )
        ]

    def _row(self, obj: Appeal) -> Waiting:
        url = reverse("admin:budgeting_appeal_change", args=[obj.pk])
        return Waiting(str(obj.project), url, obj.filed_at, obj.due_date)
