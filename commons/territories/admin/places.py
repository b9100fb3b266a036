"""Territories: read by staff, imported and corrected by the operators of the site."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from import_export import resources

from ..models import Territory
from .reach import desk
from .scope import NO_ROLE
from .tables import DeskImport


class TerritoryResource(resources.ModelResource):
    """Lines are matched by KATO code; a code that is not there yet is added."""

    class Meta:
        model = Territory
        fields = ("kato", "level", "name_kk", "name_ru", "name_en", "iso")
        export_order = fields
        import_id_fields = ("kato",)
        skip_unchanged = True
        clean_model_instances = True


class TerritoryAdmin(DeskImport):
    """Staff see the places of their own akimats. `import_kato` brings the classifier in."""

    akimat_path = ""
    change_roles = NO_ROLE
    list_display = ("kato", "name", "level")
    list_filter = ("level",)
    search_fields = ("name_kk", "name_ru", "name_en", "kato")
    ordering = ("kato",)
    fields = ("kato", "level", "name_kk", "name_ru", "name_en", "iso")
    resource_class = TerritoryResource
    import_columns = TerritoryResource.Meta.fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        reached = desk(request)
        everywhere = super().get_queryset(request)
        if reached.ids(self.view_roles) is None:
            return everywhere
        inside = Q(pk__in=[])
        for akimat in reached.akimats:
            inside |= Q(kato__startswith=akimat.territory.prefix)
        return everywhere.filter(inside)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("kato", "level") if obj else ()
