from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "commons.rounds"
    label = "rounds"
