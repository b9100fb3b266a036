"""The texts of a discovery round, and the days they are counted in."""

from typing import Any

from ..content import load as load_file
from ..content import texts as texts
from ..days import Days as Days

MILLION = 1_000_000


def load(name: str) -> dict[str, Any]:
    return load_file(f"discovery/{name}")
