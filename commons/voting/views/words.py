"""The state of a vote, and the entries of its log in plain words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from commons.interface.numbers import grouped

from ..enums import LeafKind, PollStatus
from ..models import LogLeaf
from .announced import Facts
from .finding import Shown


@dataclass(frozen=True)
class State:
    """The state of a vote as a tag."""

    code: str
    label: str
    tone: str = ""


@dataclass(frozen=True)
class Entry:
    """Any leaf as the log lists it; `text` is its content as JSON, empty for a ballot."""

    place: int
    kind: str
    label: str
    hash: bytes
    sentence: str = ""
    text: str = ""
    sums: Facts = field(default_factory=list)


def state(found: Shown) -> State:
    if found.publication:
        return State("published", _("published"), "good")
    if found.poll.status == PollStatus.CLOSED:
        return State("closed", _("voting is over"), "sun")
    if found.poll.status == PollStatus.OPEN:
        return State("open", _("voting is open"))
    return State("draft", _("being prepared"), "plain")


def entry(leaf: LogLeaf) -> Entry:
    content: dict[str, Any] = leaf.content or {}
    label = str(LeafKind(leaf.kind).label)
    if leaf.kind == LeafKind.BALLOT:
        return Entry(leaf.index + 1, leaf.kind, label, bytes(leaf.hash))
    files = content.get("files") or {}
    return Entry(
        place=leaf.index + 1,
        kind=leaf.kind,
        label=label,
        hash=bytes(leaf.hash),
        sentence=_sentence(leaf.kind, content),
        text=json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True),
        sums=[(name, str(files[name])) for name in sorted(files)],
    )


def _sentence(kind: str, content: Mapping[str, Any]) -> str:
    numbers = {name: grouped(value) for name, value in content.items() if type(value) is int}
    if kind == LeafKind.CLOSE:
        return _close(content, numbers)
    if kind == LeafKind.AUDIT:
        return _audit(content, numbers)
    if kind == LeafKind.RESULT:
        return _("The fingerprints of the result and of all published files.")
    if kind == LeafKind.DESTROYED:
        return _("The key that tied ballots to voters was destroyed.")
    if kind == LeafKind.SETUP:
        return _("Rules, options and the roll, fixed before the first ballot.")
    return ""


def _close(content: Mapping[str, Any], numbers: Mapping[str, str]) -> str:
    if not {"voters", "ballots", "ballots_logged"} <= numbers.keys():
        return ""
    text = _(
        "Voting closed. Voters: %(voters)s. Ballots they cast, changes included: %(ballots)s. "
        "Of these in the log: %(ballots_logged)s."
    )
    if content.get("early"):
        text += " " + _("It was closed before the announced time.")
    return text % numbers


def _audit(content: Mapping[str, Any], numbers: Mapping[str, str]) -> str:
    """Whether every voter in the box stands on the roll, and the roll is that of the close."""
    if not {"slots", "roll", "foreign"} <= numbers.keys():
        return ""
    text = _(
        "Two moderators had the box compared with the roll. Voters in the box: %(slots)s. Voters "
        "on the roll: %(roll)s. In the box without standing on the roll: %(foreign)s."
    )
    if content["foreign"] or content.get("missing_pub") or not content.get("as_closed", True):
        text += " " + _("The box does not fit its roll: please ask the akimat about it.")
    return text % numbers
