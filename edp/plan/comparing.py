"""Two versions of a plan, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commons.interface.differences import Piece, words
from commons.interface.numbers import tenge

from .document import Document
from .words import action_status, day, degree, ex_ante_result, indicator_kind, yes_no

# (key, where it stands, text)
Passages = Iterator[tuple[str, str, str]]


@dataclass(frozen=True)
class Difference:
    """A passage that differs; `kind` is "added", "removed" or "changed"."""

    place: str
    kind: str
    pieces: list[Piece]


def differences(before: Document, after: Document) -> list[Difference]:
    """Passages in the order of the newer version; what it dropped comes at the end."""
    old = {key: (place, text) for key, place, text in passages(before)}
    found = []
    for key, place, text in passages(after):
        _place, held = old.pop(key, ("", ""))
        if held != text:
            kind = "changed" if held and text else ("added" if text else "removed")
            found.append(Difference(place, kind, words(held, text)))
    gone = [Difference(place, "removed", words(text, "")) for place, text in old.values() if text]
    return found + gone


def passages(document: Document) -> Passages:
    """(key, where it stands, text) of all that a reader sees; a key stays the same."""
    yield "vision", _("Vision"), document["vision"]["text"]
    yield "steering", _("Who steers it"), document["steering"]["text"]
    yield "review", _("Next review"), day(document["review_date"])
    for one in document["challenges"]:
        place = _("Challenge: %(title)s") % {"title": one["title"]["text"]}
        yield from _texts("challenge", one, place, "title", "text")
    for one in document["priorities"]:
        place = _("Priority: %(title)s") % {"title": one["title"]["text"]}
        yield from _texts("priority", one, place, "title", "text")
        cards = "; ".join(card["title"]["text"] for card in one["opportunities"])
        yield f"priority/{one['id']}/cards", place, cards
        for objective in one["objectives"]:
            place = _("Objective: %(title)s") % {"title": objective["title"]["text"]}
            yield from _texts("objective", objective, place, "title")
            for action in objective["actions"]:
                yield from _action(action)
    for one in document["indicators"]:
        yield from _indicator(one)
    for one in document["risks"]:
        place = _("Risk: %(title)s") % {"title": one["text"]["text"]}
        yield from _texts("risk", one, place, "text", "mitigation")
        levels = _("Likelihood: %(likelihood)s. Impact: %(impact)s. Watched by: %(owner)s") % {
            "likelihood": degree(one["likelihood"]),
            "impact": degree(one["impact"]),
            "owner": one["owner"] or "—",
        }
        yield f"risk/{one['id']}/levels", place, levels
    for one in document["instruments"]:
        place = _("Instrument: %(title)s") % {"title": one["title"]["text"]}
        yield from _texts("instrument", one, place, "title", "text", "owner")
    yield from _programmes(document)


def _texts(kind: str, one: dict[str, Any], place: str, *names: str) -> Passages:
    for name in names:
        yield f"{kind}/{one['id']}/{name}", place, one[name]["text"]


def _action(one: dict[str, Any]) -> Passages:
    place = _("Action: %(title)s") % {"title": one["title"]["text"]}
    yield from _texts("action", one, place, "title", "text", "target", "stop_reason")
    key = f"action/{one['id']}"
    yield f"{key}/status", place, action_status(one["status"])
    who = ", ".join(name for name in (one["lead"], *one["partners"]) if name)
    yield f"{key}/who", place, who
    dates = f"{day(one['starts_date'])} – {day(one['ends_date'])}".strip(" –")
    yield f"{key}/dates", place, dates
    if one["staff_months"] is not None:
        months = _("Person-months: %(count)s") % {"count": one["staff_months"]}
        yield f"{key}/staff", place, months
    yield f"{key}/money", place, _money(one)
    if check := one["ex_ante"]:
        parts = [check[name]["text"] for name in ("need", "users", "alternatives", "conclusion")]
        figures = _(
            "Users: %(now)s, later %(later)s. Upkeep a year: %(upkeep)s, paid by %(payer)s"
        ) % {
            "now": check["users_now"] if check["users_now"] is not None else "—",
            "later": check["users_later"] if check["users_later"] is not None else "—",
            "upkeep": tenge(check["upkeep_tenge"]),
            "payer": check["upkeep_payer"]["text"] or "—",
        }
        told = [*parts, figures, ex_ante_result(check["result"])]
        yield (
            f"{key}/check",
            _("Ex ante check: %(title)s") % {"title": one["title"]["text"]},
            (" ".join(part for part in told if part)),
        )


def _money(one: dict[str, Any]) -> str:
    if one["needs_no_money"]:
        return _("Needs no money of its own")
    told = _("Public %(public)s, private %(private)s") % {
        "public": tenge(one["public_tenge"]),
        "private": tenge(one["private_tenge"]),
    }
    return f"{told}. {one['funding_source']['text']}".rstrip(". ")


def _indicator(one: dict[str, Any]) -> Passages:
    place = _("Indicator: %(title)s") % {"title": one["title"]["text"]}
    yield from _texts("indicator", one, place, "title", "source")
    text = _(
        "%(kind)s, from %(baseline)s (%(start)s) to %(target)s (%(end)s), %(unit)s. "
        "The akimat can move it: %(control)s"
    ) % {
        "kind": indicator_kind(one["kind"]),
        "baseline": one["baseline_value"],
        "start": day(one["baseline_date"]),
        "target": one["target_value"],
        "end": day(one["target_date"]),
        "unit": one["unit"]["text"],
        "control": yes_no(one["is_controllable"]),
    }
    yield f"indicator/{one['id']}/figures", place, text


def _programmes(document: Document) -> Passages:
    served: dict[int, list[str]] = {}
    for priority in document["priorities"]:
        actions = [a for objective in priority["objectives"] for a in objective["actions"]]
        for one in (priority, *actions):
            for item in one["programme_items"]:
                served.setdefault(item, []).append(one["title"]["text"])
    for programme in document["programmes"]:
        place = _("Programme: %(title)s") % {"title": programme["title"]["text"]}
        yield from _texts("programme", programme, place, "title", "source")
        for item in programme["items"]:
            by = "; ".join(served.get(item["id"], ())) or _("nothing in this plan")
            text = _("%(item)s – served by: %(by)s") % {"item": item["title"]["text"], "by": by}
            yield f"item/{item['id']}", place, text
