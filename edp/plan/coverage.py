"""What the programmes name and this plan leaves out, and the other way round.

Works on the document, so that a published version is checked as it was published.
"""

from dataclasses import dataclass, field
from typing import Any

from .document import Document


@dataclass(frozen=True)
class Item:
    """Something a programme names; `served_by` are priorities and actions of the plan."""

    item: dict[str, Any]
    programme: dict[str, Any]
    served_by: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Coverage:
    items: list[Item]
    # Priorities that serve nothing that a programme names, neither by themselves nor by an action.
    loose: list[dict[str, Any]]
    tied: list[dict[str, Any]]

    @property
    def left_out(self) -> list[Item]:
        return [item for item in self.items if not item.served_by]

    @property
    def served(self) -> list[Item]:
        return [item for item in self.items if item.served_by]


def coverage(document: Document) -> Coverage:
    served: dict[int, list[dict[str, Any]]] = {}
    loose: list[dict[str, Any]] = []
    tied: list[dict[str, Any]] = []
    for priority in document["priorities"]:
        rows = [priority, *actions_of(priority)]
        for row in rows:
            for key in row["programme_items"]:
                served.setdefault(key, []).append(row)
        (tied if any(row["programme_items"] for row in rows) else loose).append(priority)
    items = [
        Item(item, programme, served.get(item["id"], []))
        for programme in document["programmes"]
        for item in programme["items"]
    ]
    return Coverage(items, loose, tied)


def actions_of(priority: dict[str, Any]) -> list[dict[str, Any]]:
    return [action for objective in priority["objectives"] for action in objective["actions"]]
