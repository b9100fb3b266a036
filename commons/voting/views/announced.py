"""Leaf 0 in plain words: all that was fixed before the first ballot.

What an older leaf does not say is left out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commons.interface.dates import date_time
from commons.interface.numbers import grouped, tenge

from ..enums import BallotFormat
from ..models import LogLeaf

Facts = list[tuple[str, str]]

RULES: Mapping[str, str | Promise] = {
    "greedy": gettext_lazy("most votes first"),
    "equal_shares": gettext_lazy("Method of Equal Shares"),
    "phragmen": gettext_lazy("sequential Phragmén"),
    "max_welfare": gettext_lazy("maximum welfare"),
}


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
    roll: int


def setup(leaf: LogLeaf) -> Setup:
    content: dict[str, Any] = leaf.content or {}
    count = content.get("count") or {}
    return Setup(
        hash=bytes(leaf.hash),
        facts=[(label, value) for label, value in _facts(content, count) if value],
        sums=[(label, value) for label, value in _sums(content) if value],
        choices=choices(content),
        settings=[(name, _plain(value)) for name, value in (count.get("params") or {}).items()],
        roll=content.get("roll") or 0,
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
    return [
        (_("Ballot"), ballot_format(content)),
        (_("Budget"), tenge(content.get("budget_tenge"))),
        (_("Options"), grouped(len(content.get("options", [])))),
        (_("Voting opens"), _moment(content.get("opens_at"))),
        (_("Voting closes"), _moment(content.get("closes_at"))),
        (_("Changing a ballot"), _changing(content.get("may_change"))),
        (_("Counted by"), capfirst(RULES.get(rule, rule))),
        (_("Text from which lots are drawn"), str(content.get("lot_seed", ""))),
        (_("Approved by"), _moderators(content.get("approvals") or 0)),
    ]


def _sums(content: Mapping[str, Any]) -> Facts:
    return [
        (_("Program that checks the result"), str(content.get("verifier") or "")),
        (_("Rules of the round"), str((content.get("round") or {}).get("rules_hash", ""))),
        (_("Roll of voters"), str(content.get("roll_root") or "")),
        (_("Key that signs this log"), str(content.get("log_key") or "")),
    ]


def _changing(may_change: bool | None) -> str:
    if may_change is None:
        return ""
    return _("allowed until the close") if may_change else _("not allowed: a vote is final")


def _moderators(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s moderator", "%(count)s moderators", count) % {"count": count}


def _moment(text: str | None) -> str:
    moment: datetime | None = parse_datetime(text) if text else None
    return date_time(moment) if moment else ""


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else json.dumps(value)
