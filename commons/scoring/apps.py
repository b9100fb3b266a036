from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "commons.scoring"
    label = "scoring"

    def ready(self) -> None:
        from . import registrations

        registrations.register()
