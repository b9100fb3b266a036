from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "commons.proposals"
    label = "proposals"

    def ready(self) -> None:
        from . import registrations

        registrations.register()
