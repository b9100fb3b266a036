"""The audit record as a list: read by staff, changed by nobody."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import resources

from commons.audit.models import Entry
from commons.interface.dates import date_time
from commons.territories.admin.scope import NO_ROLE
from commons.territories.admin.tables import DeskExport
from commons.territories.admin.verbs import detail_words, verb_words


def subject_words(label: str) -> str:
    """What kind of thing `app.model` is; a model that is gone is shown by its code."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label.split(".")[-1]


class SubjectFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind of subject")
    parameter_name = "subject_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        labels = model_admin.get_queryset(request).order_by().values_list("subject_type", flat=True)
        return sorted(((label, subject_words(label)) for label in labels.distinct()), key=by_words)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(subject_type=self.value()) if self.value() else queryset


def by_words(choice: tuple[str, str]) -> str:
    return choice[1]


class EntryResource(resources.ModelResource):
    """Who is told by the name shown to others; what by its code."""

    class Meta:
        model = Entry
        fields = ("at", "actor__name", "akimat__slug", "verb", "subject_type", "subject_id")
        export_order = fields


class EntryAdmin(DeskExport):
    change_roles = NO_ROLE
    resource_class = EntryResource
    list_display = ("moment", "who", "what", "subject", "details")
    list_display_links = None
    list_filter = (SubjectFilter,)
    search_fields = ("verb", "subject_id", "actor__name")
    date_hierarchy = "at"
    list_select_related = ("actor", "akimat")
    ordering = ("-at", "-pk")
    fields = readonly_fields = ("moment", "who", "what", "subject", "akimat", "details")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("actor", "akimat")

    @admin.display(description=gettext_lazy("at"), ordering="at")
    def moment(self, obj: Entry) -> str:
        return date_time(obj.at)

    @admin.display(description=gettext_lazy("who"))
    def who(self, obj: Entry) -> str:
        return str(obj.actor) if obj.actor else _("The clock or a task")

    @admin.display(description=gettext_lazy("act"), ordering="verb")
    def what(self, obj: Entry) -> str:
        return verb_words(obj.verb)

    @admin.display(description=gettext_lazy("subject"))
    def subject(self, obj: Entry) -> str:
        return f"{subject_words(obj.subject_type)} {obj.subject_id}"

    @admin.display(description=gettext_lazy("details"))
    def details(self, obj: Entry) -> str:
        return format_html_join(
            "", "<div><b>{}</b> {}</div>", [(n, v[:160]) for n, v in detail_words(obj.detail)]
        )


def register() -> None:
    """After autodiscovery: the record, and away with what the desk does not use."""
    from django.contrib.auth.models import Group

    admin.site.register(Entry, EntryAdmin)
    if admin.site.is_registered(Group):
        admin.site.unregister(Group)
