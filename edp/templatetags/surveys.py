"""Filters for pages of survey results: `{% load surveys %}`."""

from dataclasses import dataclass
from typing import Any

from django import template

from commons.interface.charts import Bar, segments
from commons.interface.numbers import decimal, grouped, percent

from ..surveys.results import QuestionResult, Row, Table

register = template.Library()
# From the strongest to the palest, so that the order of the answers can be seen without colours.
TONES = ("brand", "mid", "line", "plain", "sun", "gov", "biz", "sci", "civ")


@dataclass(frozen=True)
class Choice:
    label: str
    tone: str


@register.filter
def bars(table: Table) -> list[dict[str, Any]]:
    """Rows for `{% bar_chart %}`: the share, and how many that are."""
    return [
        {
            "label": row.label,
            "value": row.count,
            "formatted": f"{percent(row.share)} · {grouped(row.count)}",
        }
        for row in table.rows
    ]


@register.filter
def parts(table: Table) -> list[dict[str, str]]:
    """The segments of one line of a matrix."""
    drawn: list[Bar] = segments([(row.label, row.count) for row in table.rows])
    return [
        {"x": part.x, "width": part.width, "tone": _tone(place)} for place, part in enumerate(drawn)
    ]


@register.filter
def choices(result: QuestionResult) -> list[Choice]:
    """The answers of a matrix with their tones."""
    options = [option for option in result.question.options.all() if not option.is_line]
    return [Choice(option.text, _tone(place)) for place, option in enumerate(options)]


def _tone(place: int) -> str:
    return f"tone-{TONES[place % len(TONES)]}"


@register.filter
def by_answer(table: Table) -> list[tuple[str, list[Row | None]]]:
    """Each answer with what every group said; None where the group is hidden."""
    return [
        (row.label, [None if one.is_hidden else one.rows[place] for one in table.columns])
        for place, row in enumerate(table.rows)
    ]


@register.filter
def one_digit(value: float | None) -> str:
    return "" if value is None else decimal(value, 1)
