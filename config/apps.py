"""Puts our admin site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class BirgeAdminConfig(AdminConfig):
    default_site = "config.admin_site.BirgeAdminSite"

    def ready(self) -> None:
        super().ready()
        from .desk.record import register

        register()
