"""Who can tell what is kept about a person. Apps above register; people cannot know them.

Call `register("proposals", function)` in AppConfig.ready: the function takes the Person and
returns what JSON can hold. No vote may be among it.
"""

from collections.abc import Callable
from typing import Any

from .models import Person

Exporter = Callable[[Person], Any]
_exporters: dict[str, Exporter] = {}


def register(name: str, function: Exporter) -> None:
    """Add a part of the export under `name`; the same name registered again replaces."""
    _exporters[name] = function


def parts(person: Person) -> dict[str, Any]:
    return {name: function(person) for name, function in sorted(_exporters.items())}
