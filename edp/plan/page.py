"""A document made ready for a page or for print: words for codes, sums, bars in time."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from commons.interface.numbers import decimal

from . import words
from .checks import MANY_INDICATORS
from .coverage import Coverage, actions_of, coverage
from .document import Document
from .enums import ACTION_TONES

Row = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    """An action in the timetable; `x` and `width` are SVG lengths in per cent."""

    action: Row
    priority: Row
    x: str
    width: str


@dataclass(frozen=True)
class Year:
    year: int
    x: str


@dataclass(frozen=True)
class Timetable:
    years: list[Year]
    bars: list[Bar]
    undated: list[Row]


@dataclass(frozen=True)
class Money:
    """Sums of one priority, or of the plan; widths in per cent of the largest priority."""

    title: Row | None
    public: int
    private: int
    staff_months: int
    public_width: str = "0"
    private_width: str = "0"

    @property
    def total(self) -> int:
        return self.public + self.private


@dataclass(frozen=True)
class Page:
    document: Document
    priorities: list[Row]
    challenges: list[Row]
    timetable: Timetable
    money: list[Money]
    total: Money
    risks: list[Row]
    instruments: list[Row]
    programmes: list[Row]
    indicators: list[Row]
    common_indicators: list[Row]
    coverage: Coverage

    @property
    def vision(self) -> Row:
        vision: Row = self.document["vision"]
        return vision

    @property
    def steering(self) -> Row:
        steering: Row = self.document["steering"]
        return steering

    @property
    def review_date(self) -> date | None:
        return _date(self.document["review_date"])

    @property
    def actions(self) -> list[Row]:
        return [action for priority in self.priorities for action in actions_of(priority)]

    @property
    def too_many_indicators(self) -> bool:
        return len(self.indicators) > MANY_INDICATORS


def page_of(document: Document) -> Page:
    """In the language that is active now; the document itself is left as it is."""
    document = copy.deepcopy(document)
    items = {item["id"]: item for item in _items(document)}
    instruments = {one["id"]: one for one in document["instruments"]}
    challenges = {one["id"]: one for one in document["challenges"]}
    for one in document["indicators"]:
        _indicator(one)
    for priority in document["priorities"]:
        priority["answers"] = challenges.get(priority["challenge"])
        priority["serves"] = [items[key] for key in priority["programme_items"] if key in items]
        priority["indicators"] = [
            one for one in document["indicators"] if one["priority"] == priority["id"]
        ]
        for action in actions_of(priority):
            _action(action, items, instruments)
    for risk in document["risks"]:
        _risk(risk, document)
    money = _money(document)
    return Page(
        document=document,
        priorities=document["priorities"],
        challenges=document["challenges"],
        timetable=_timetable(document),
        money=money,
        total=Money(
            None,
            sum(row.public for row in money),
            sum(row.private for row in money),
            sum(row.staff_months for row in money),
        ),
        risks=sorted(document["risks"], key=lambda risk: -risk["weight"]),
        instruments=document["instruments"],
        programmes=document["programmes"],
        indicators=document["indicators"],
        common_indicators=[one for one in document["indicators"] if one["priority"] is None],
        coverage=coverage(document),
    )


def _items(document: Document) -> Iterator[Row]:
    for programme in document["programmes"]:
        programme["level_label"] = words.programme_level(programme["level"])
        for item in programme["items"]:
            item["kind_label"] = words.item_kind(item["kind"])
            item["programme"] = programme["title"]
            yield item


def _action(action: Row, items: dict[int, Row], instruments: dict[int, Row]) -> None:
    action["status_label"] = words.action_status(action["status"])
    action["tone"] = ACTION_TONES[action["status"]]
    action["starts"], action["ends"] = _date(action["starts_date"]), _date(action["ends_date"])
    action["total_tenge"] = (action["public_tenge"] or 0) + (action["private_tenge"] or 0)
    action["serves"] = [items[key] for key in action["programme_items"] if key in items]
    action["uses"] = [instruments[key] for key in action["instruments"] if key in instruments]
    if check := action["ex_ante"]:
        check["result_label"] = words.ex_ante_result(check["result"])


def _indicator(one: Row) -> None:
    one["kind_label"] = words.indicator_kind(one["kind"])
    one["frequency_label"] = words.frequency(one["frequency"])
    one["direction_label"] = words.direction(one["direction"])
    for name in ("baseline", "target"):
        one[name] = decimal(float(one[f"{name}_value"]), 4)
        one[f"{name}_on"] = _date(one[f"{name}_date"])


def _risk(risk: Row, document: Document) -> None:
    titles = {a["id"]: a["title"] for p in document["priorities"] for a in actions_of(p)}
    risk["weight"] = risk["likelihood"] * risk["impact"]
    risk["tone"] = "bad" if risk["weight"] >= 6 else ("sun" if risk["weight"] >= 3 else "plain")
    risk["likelihood_label"] = words.degree(risk["likelihood"])
    risk["impact_label"] = words.degree(risk["impact"])
    risk["of"] = titles.get(risk["action"])


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _money(document: Document) -> list[Money]:
    rows = []
    for priority in document["priorities"]:
        going = [a for a in actions_of(priority) if a["status"] != "stopped"]
        rows.append(
            Money(
                priority["title"],
                sum(a["public_tenge"] or 0 for a in going),
                sum(a["private_tenge"] or 0 for a in going),
                sum(a["staff_months"] or 0 for a in going),
            )
        )
    top = max((row.total for row in rows), default=0) or 1
    return [
        Money(
            row.title,
            row.public,
            row.private,
            row.staff_months,
            f"{100 * row.public / top:.2f}%",
            f"{100 * row.private / top:.2f}%",
        )
        for row in rows
    ]


def _timetable(document: Document) -> Timetable:
    rows = [(priority, a) for priority in document["priorities"] for a in actions_of(priority)]
    dated = [(p, a) for p, a in rows if a["starts"] and a["ends"]]
    undated = [a for _p, a in rows if not (a["starts"] and a["ends"])]
    if not dated:
        return Timetable([], [], undated)
    first = date(min(a["starts"].year for _p, a in dated), 1, 1)
    end = date(max(a["ends"].year for _p, a in dated) + 1, 1, 1)
    span = (end - first).days

    def share(day: date) -> str:
        return f"{100 * (day - first).days / span:.2f}%"

    def length(action: Row) -> str:
        """With the day it ends; one day in ten years must still be seen."""
        days = (action["ends"] + timedelta(1) - action["starts"]).days
        return f"{max(1.2, 100 * days / span):.2f}%"

    bars = [
        Bar(
            action,
            priority,
            share(action["starts"]),
            length(action),
        )
        for priority, action in dated
    ]
    years = [Year(year, share(date(year, 1, 1))) for year in range(first.year, end.year)]
    return Timetable(years, bars, undated)
