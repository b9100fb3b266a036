"""The entries of a log in plain words. What an older entry does not say is left out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commons.interface.dates import date_time
from commons.interface.numbers import grouped, tenge

from .. import keys
from ..enums import BallotFormat, LeafKind, PollStatus
from ..models import LogLeaf
from .finding import Shown

Facts = list[tuple[str, str]]

RULES: Mapping[str, str | Promise] = {
    "greedy": gettext_lazy("most votes first"),
    "equal_shares": gettext_lazy("Method of Equal Shares"),
    "phragmen": gettext_lazy("sequential Phragmén"),
    "max_welfare": gettext_lazy("maximum welfare"),
}


@dataclass(frozen=True)
class State:
    """The state of a vote as a tag."""

    code: str
    label: str
    tone: str = ""


@dataclass(frozen=True)
class Choice:
    """An option as it was announced; without a title where leaf 0 names none."""

    code: str
    title: str
    language: str
    cost_tenge: int
    lot: int | None


@dataclass(frozen=True)
class Setup:
    """Leaf 0: all that was fixed before the first ballot. `sums` are hashes and keys in hex."""

    hash: bytes
    facts: Facts
    sums: Facts
    choices: list[Choice]
    settings: Facts
    key_id: str


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


def setup(leaf: LogLeaf) -> Setup:
    content: dict[str, Any] = leaf.content or {}
    count = content.get("count") or {}
    public = content.get("log_key", "")
    return Setup(
        hash=bytes(leaf.hash),
        facts=[(label, value) for label, value in _facts(content, count) if value],
        sums=[(label, value) for label, value in _sums(content) if value],
        choices=choices(content),
        settings=[(name, _plain(value)) for name, value in (count.get("params") or {}).items()],
        key_id=keys.key_id(bytes.fromhex(public)) if public else "",
    )


def choices(content: Mapping[str, Any]) -> list[Choice]:
    """In the order of their numbers, with the titles that the process put into leaf 0."""
    named = {one.get("code"): one for one in (content.get("round") or {}).get("projects", [])}
    found = []
    for option in content.get("options", []):
        about = named.get(option["code"], {})
        title, language = about.get("title", ""), about.get("language", "")
        found.append(
            Choice(option["code"], title, language, option["cost_tenge"], option.get("lot"))
        )
    return sorted(found, key=lambda one: (len(one.code), one.code))


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


def ballot_format(content: Mapping[str, Any]) -> str:
    """How a ballot is filled in, with its limits."""
    most = content.get("max_choices") or 0
    numbers = {
        "count": most,
        "total": content.get("points_total"),
        "each": content.get("points_each"),
    }
    by_format = {
        BallotFormat.APPROVAL: ngettext(
            "choose %(count)s option", "choose up to %(count)s options", most
        ),
        BallotFormat.KNAPSACK: _("choose any options that together fit the budget"),
        BallotFormat.SINGLE: _("choose one option"),
        BallotFormat.POINTS: _("share %(total)s points, at most %(each)s on one option"),
        BallotFormat.SCORE: _("give each option 0 to %(each)s points"),
        BallotFormat.ORDINAL: ngettext(
            "name the best option", "rank up to %(count)s options", most
        ),
        BallotFormat.YES_NO: _("yes or no to each option"),
    }
    text = by_format.get(content.get("format", ""), "")
    return str(text) % numbers


def _facts(content: Mapping[str, Any], count: Mapping[str, Any]) -> Facts:
    rule = count.get("rule", "")
    roll = content.get("roll")
    return [
        (_("Ballot"), ballot_format(content)),
        (_("Budget"), tenge(content.get("budget_tenge"))),
        (_("Options"), grouped(len(content.get("options", [])))),
        (_("Voters on the roll at the opening"), grouped(roll) if roll else ""),
        (_("Voting opens"), _moment(content.get("opens_at"))),
        (_("Voting closes"), _moment(content.get("closes_at"))),
        (_("Changing a ballot"), _changing(content.get("may_change"))),
        (_("Counted by"), str(RULES.get(rule, rule)).capitalize()),
        (_("Text from which lots are drawn"), str(content.get("lot_seed", ""))),
    ]


def _sums(content: Mapping[str, Any]) -> Facts:
    return [
        (_("Program that checks the result"), str(content.get("verifier") or "")),
        (_("Rules of the round"), str((content.get("round") or {}).get("rules_hash", ""))),
        (_("Roll of voters"), str(content.get("roll_root") or "")),
        (_("Key that signs this log"), str(content.get("log_key") or "")),
    ]


def _sentence(kind: str, content: Mapping[str, Any]) -> str:
    numbers = {name: grouped(value) for name, value in content.items() if type(value) is int}
    if kind == LeafKind.CLOSE:
        return _close(content, numbers)
    if kind == LeafKind.AUDIT and {"slots", "roll", "foreign"} <= numbers.keys():
        return (
            _(
                "Two moderators had the box compared with the roll: %(slots)s voters in the box, "
                "%(roll)s on the roll, %(foreign)s in the box without standing on the roll."
            )
            % numbers
        )
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


def _changing(may_change: bool | None) -> str:
    if may_change is None:
        return ""
    return _("allowed until the close") if may_change else _("not allowed: a vote is final")


def _moment(text: str | None) -> str:
    moment: datetime | None = parse_datetime(text) if text else None
    return date_time(moment) if moment else ""


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else json.dumps(value)
