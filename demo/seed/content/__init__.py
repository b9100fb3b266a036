"""The texts of the demo, as TOML beside this file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("kk", "ru", "en")


@cache
def load(name: str) -> dict[str, Any]:
    """The parsed `<name>.toml`."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))


def texts(trio: list[str], **places: str) -> dict[str, str]:
    """A list of kk, ru, en as a mapping, with `{kk}`, `{ru}`, `{en}` filled in."""
    return {code: text.format(**places) for code, text in zip(LANGUAGES, trio, strict=True)}
