"""Who must clear up when an account is erased. Apps above register in AppConfig.ready.

The function takes the Person while the row is still whole, inside the erasing transaction. It
removes what only the person needs (drafts, follows) and leaves what is public without its name.
"""

from collections.abc import Callable

from .models import Person

Eraser = Callable[[Person], None]
_erasers: dict[str, Eraser] = {}


def register(name: str, function: Eraser) -> None:
    """Add an eraser under `name`; the same name registered again replaces."""
    _erasers[name] = function


def run(person: Person) -> None:
    for _name, function in sorted(_erasers.items()):
        function(person)
