"""The admin that shows staff their own akimat only: what is foreign does not exist."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from commons.audit.operations import record

from ..models import Akimat
from .history import history_page
from .reach import EVERYBODY, MODERATORS, desk

if TYPE_CHECKING:
    AdminBase = admin.ModelAdmin[Any]
else:
    AdminBase = admin.ModelAdmin

NO_ROLE: frozenset[str] = frozenset()


class DeskChangeList(ChangeList):
    """A list of the akimat that is chosen in the header."""

    def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> QuerySet[Any]:
        chosen, path = desk(request).chosen, getattr(self.model_admin, "akimat_path", "")
        if chosen is not None and path:
            self.root_queryset = self.root_queryset.filter(**{path: chosen.pk})
        return super().get_queryset(request, *args, **kwargs)


class AkimatScopedAdmin(AdminBase):
    """`akimat_path` leads from the model to its akimat, as in a query."""

    akimat_path: ClassVar[str] = "akimat"
    view_roles: ClassVar[frozenset[str]] = EVERYBODY
    change_roles: ClassVar[frozenset[str]] = MODERATORS
    add_roles: ClassVar[frozenset[str]] = NO_ROLE
    delete_roles: ClassVar[frozenset[str]] = NO_ROLE

    list_per_page = 25
    show_full_result_count = False
    save_as = False
    actions = None
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Objects of the akimats in which the person holds a role that may read them."""
        return self.narrowed(request, super().get_queryset(request))

    def readable(self, request: HttpRequest) -> QuerySet[Any]:
        """The same rows without what only the cells of a list need."""
        return self.narrowed(request, self.model._default_manager.all())

    def narrowed(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        ids = desk(request).ids(self.view_roles)
        if ids is None or not self.akimat_path:
            return queryset
        return queryset.filter(**{f"{self.akimat_path}__in": ids})

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskChangeList

    def akimat_id(self, obj: Any) -> int | None:
        """The akimat an object belongs to."""
        if not self.akimat_path:
            return None
        *way, last = self.akimat_path.split("__")
        for step in way:
            obj = getattr(obj, step)
        found: int = obj.pk if last == "pk" else getattr(obj, f"{last}_id")
        return found

    def _may(self, request: HttpRequest, roles: frozenset[str], obj: Any = None) -> bool:
        return desk(request).may(roles, self.akimat_id(obj) if obj is not None else None)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.view_roles, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.change_roles, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request, self.add_roles)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, self.delete_roles, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request, self.view_roles)

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        """Choices of a foreign key are those that the person could open in the admin."""
        related = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(related, AkimatScopedAdmin):
            return related.get_queryset(request)
        return super().get_field_queryset(db, db_field, request)

    def found(self, request: HttpRequest, object_id: str) -> Any:
        """The object, or 404: for the custom views."""
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj

    def found_to_change(self, request: HttpRequest, object_id: str) -> Any:
        obj = self.found(request, object_id)
        if not self.has_change_permission(request, obj):
            raise Http404
        return obj

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history_page(self, request, self.found(request, object_id))

    # What the admin itself saves goes into the record of the site, not into a second one.

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return self._log(request, obj, "added", message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return self._log(request, obj, "changed", message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return [self._log(request, obj, "deleted", [], name=str(obj)) for obj in queryset]

    def _log(self, request: HttpRequest, obj: Model, verb: str, message: Any, **detail: Any) -> Any:
        akimat_id = self.akimat_id(obj)
        if fields := sorted({field for part in message for field in changed_fields(part)}):
            detail["fields"] = fields
        return record(
            verb=verb,
            subject=obj,
            at=timezone.now(),
            actor=request.user,
            akimat=Akimat(pk=akimat_id) if akimat_id else None,
            **detail,
        )


def changed_fields(part: Any) -> list[str]:
    """Names of the fields in one part of Django's change message."""
    if not isinstance(part, dict):
        return []
    inner: dict[str, Any] = next(iter(part.values()), {})
    fields = [str(field) for field in inner.get("fields", [])]
    return fields or ([str(inner["name"])] if inner.get("name") else [])
