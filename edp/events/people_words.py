"""Sectors of those who came, in words and in the colour of their strand."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commons.people.enums import Sector


def word(code: str) -> str:
    return str(capfirst(Sector(code).label if code in Sector.values else _("residents")))


def came_rows(came: Mapping[str, int]) -> list[dict[str, Any]]:
    """Rows for `{% stacked_bar %}`; sectors stay when nobody came from them, residents do not."""
    return [
        {
            "label": word(code),
            "value": count,
            "tone": code if code in Sector.values else "plain",
        }
        for code, count in came.items()
        if count or code in Sector.values
    ]
