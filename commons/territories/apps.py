from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "commons.territories"
    label = "territories"
