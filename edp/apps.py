from django.apps import AppConfig


class EdpConfig(AppConfig):
    name = "edp"

    def ready(self) -> None:
        from . import registrations

        registrations.register()
