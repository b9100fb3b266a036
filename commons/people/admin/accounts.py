"""Accounts, for the operators of the site alone: an akimat's staff have no list of people."""

from typing import Any

from django.http import HttpRequest

from commons.territories.admin.scope import NO_ROLE, AkimatScopedAdmin


class PersonAdmin(AkimatScopedAdmin):
    """Who may sign in. Neither the IIN's hash nor the elector is ever shown."""

    akimat_path = ""
    view_roles = change_roles = NO_ROLE
    list_display = ("public_name", "email", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_active", "language")
    search_fields = ("name", "email")
    date_hierarchy = "date_joined"
    ordering = ("-date_joined", "-pk")
    fields = (
        "email",
        "name",
        "phone",
        "language",
        "is_active",
        "is_superuser",
        "date_joined",
        "erased_at",
    )
    readonly_fields = ("email", "phone", "date_joined", "erased_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
