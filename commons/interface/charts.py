"""What the chart templates draw: widths in per cent, because no style attribute is allowed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .numbers import grouped
from .plain import pick

TONES = ("brand", "mid", "line", "gov", "biz", "sci", "civ", "plain")


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart, or one segment of a stacked bar; `x` and `width` in per cent."""

    label: str
    value: float
    formatted: str
    width: str
    x: str = "0"
    share: float = 0.0
    tone: str = "brand"
    url: str = ""
    note: str = ""
    tag: str = ""
    tag_tone: str = ""


def width(share: float) -> str:
    """A share of 1 as an SVG length, kept between 0 and 100 %."""
    return f"{100 * min(1.0, max(0.0, share)):.2f}%"


def bars(rows: Iterable[Any], maximum: float | None = None) -> list[Bar]:
    """Rows as (label, value[, formatted]) or with those names; the longest bar is full width."""
    read = [_read(row) for row in rows]
    top = float(maximum or max((row["value"] for row in read), default=0) or 1)
    return [Bar(width=width(row["value"] / top), share=row["value"] / top, **row) for row in read]


def segments(rows: Iterable[Any]) -> list[Bar]:
    """Parts of a whole, side by side; tones in turn where a row names none."""
    read = [_read(row, tone=TONES[place % len(TONES)]) for place, row in enumerate(rows)]
    total = sum(row["value"] for row in read) or 1.0
    done: list[Bar] = []
    before = 0.0
    for row in read:
        share = row["value"] / total
        done.append(Bar(width=width(share), x=width(before), share=share, **row))
        before += share
    return done


def _read(row: Any, tone: str = "brand") -> dict[str, Any]:
    if isinstance(row, Sequence) and not isinstance(row, str):
        names = ("label", "value", "formatted")
        row = dict(zip(names, row, strict=False))
    value = float(pick(row, "value", 0))
    return {
        "label": str(pick(row, "label", "")),
        "value": value,
        "formatted": str(pick(row, "formatted", grouped(value))),
        "tone": pick(row, "tone", tone),
        "url": pick(row, "url", ""),
        "note": pick(row, "note", ""),
        "tag": pick(row, "tag", ""),
        "tag_tone": pick(row, "tag_tone", ""),
    }
