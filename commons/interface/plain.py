"""Reads a value from what a view passes: a mapping or an object."""

from collections.abc import Mapping
from typing import Any


def pick(item: Any, name: str, default: Any = None) -> Any:
    """The named key or attribute; `default` when it is absent or None."""
    found = item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)
    return default if found is None else found
