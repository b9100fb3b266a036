"""Template tags, form rendering and page components; knows no other app of ours."""

from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    name = "commons.interface"
    label = "interface"
