"""What this app tells the ones below it: words, topics, parts of pages.

Each room of the house adds its own here by calling its `register`.
"""

from . import core_registrations
from .stakeholders import registrations as stakeholders


def register() -> None:
    core_registrations.register()
    stakeholders.register()
