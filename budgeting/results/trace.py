"""The count told step by step: rounds of Equal Shares, or one project after another by votes."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from algorithms.allocation import Outcome, Step, explain
from commons.interface.numbers import decimal, grouped

from ..enums import Rule
from ..models import Project
from . import sentences


@dataclass(frozen=True)
class Dropped:
    """A project that left the count at some step, and why."""

    project: Project
    sentence: str


@dataclass(frozen=True)
class Purchase:
    """One project bought, or looked at and passed over."""

    number: int
    project: Project
    votes: int
    cost: str
    chosen: bool
    left: str
    # Equal Shares only.
    effective_votes: str = ""
    payment: str = ""
    payers: str = ""
    note: str = ""
    dropped: list[Dropped] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """A whole count: who took no part, the purchases, and how the rest was spent."""

    by_shares: bool
    by_points: bool
    at_start: list[Dropped]
    purchases: list[Purchase]
    completion: list[Purchase]
    endowment: str = ""
    endowment_at_start: str = ""
    raises: int = 0
    step: str = ""
    ended: str = ""


def told(rule: str, outcome: Outcome, projects: dict[str, Project], words: sentences.Words) -> Told:
    """`rule` names the tally; a comparison step may have put greedy's trace into it."""
    teller = _Teller(outcome, projects, words)
    shares = outcome.shares
    if rule != Rule.EQUAL_SHARES or outcome.comparison.get("taken") == "greedy":
        return Told(False, words.by_points, teller.at_start(), teller.swept("rule"), [])
    return Told(
        by_shares=True,
        by_points=words.by_points,
        at_start=teller.at_start(),
        purchases=teller.bought(),
        completion=teller.swept("completion"),
        endowment=words.unit.exact(shares["endowment_rounded"]),
        endowment_at_start=words.unit.exact(shares["endowment_at_start_rounded"]),
        raises=shares["raises"],
        step=words.unit.show(outcome.rule["step"]),
        ended=_ended(shares["ended"]),
    )


def _ended(code: str) -> str:
    return {
        "single": "",
        "exhaustive": _(
            "It was raised no further because no other project fitted the money that was left."
        ),
        "overspend": _(
            "It was raised no further because with the next step "
            "the projects would have cost more than the envelope."
        ),
        "all_bought": _("It was raised no further because every project had been bought."),
    }[code]


_LOOKED_AT = ("chosen", "does_not_fit", "not_counted", "excluded", "outrun", "outweighed")


class _Teller:
    def __init__(
        self, outcome: Outcome, projects: dict[str, Project], words: sentences.Words
    ) -> None:
        self._outcome = outcome
        self._projects = projects
        self._words = words
        self._facts = {p.id: p for p in outcome.projects}
        self._told = explain(outcome)

    def at_start(self) -> list[Dropped]:
        """Those that took no part, and those whose supporters never had enough."""
        never = ("no_votes", "below_threshold", "over_budget")
        return [
            self._dropped(step)
            for step in self._outcome.trace
            if step.code in never
            or (step.code == "unaffordable" and not step.data.get("after_place"))
        ]

    def bought(self) -> list[Purchase]:
        """The rounds of Equal Shares, each with the projects that nobody could pay after it."""
        gone: dict[int, list[Dropped]] = defaultdict(list)
        place_of = {s.project: s.data["place"] for s in self._outcome.trace if s.code == "chosen"}
        for step in self._outcome.trace:
            if step.code == "unaffordable" and step.data["after_place"]:
                gone[step.data["after_place"]].append(self._dropped(step))
            elif step.code == "excluded" and step.stage == "rule":
                gone[place_of[step.data["by"]]].append(self._dropped(step))
        left = self._outcome.budget
        rounds = []
        for step in self._outcome.trace:
            if step.code == "chosen" and step.stage == "rule":
                left -= self._facts[step.project].cost
                rounds.append(self._round(step, left, gone[step.data["place"]]))
        return rounds

    def _round(self, step: Step, left: int, dropped: list[Dropped]) -> Purchase:
        data, unit = step.data, self._words.unit
        return Purchase(
            number=data["place"],
            project=self._projects[step.project],
            votes=data["votes"],
            cost=unit.show(self._facts[step.project].cost),
            chosen=True,
            left=unit.show(left),
            effective_votes=decimal(float(data["effective_votes_rounded"]), 2),
            payment=unit.exact(data["largest_payment_rounded"]),
            payers=_payers(data),
            note=self._tie(step),
            dropped=dropped,
        )

    def swept(self, stage: str) -> list[Purchase]:
        """One project after another: chosen while it fits, passed over otherwise."""
        steps = [
            step for step in self._outcome.trace if step.stage == stage and step.code in _LOOKED_AT
        ]
        return [self._looked_at(number, step) for number, step in enumerate(steps, start=1)]

    def _looked_at(self, number: int, step: Step) -> Purchase:
        facts, unit = self._facts[step.project], self._words.unit
        left = step.data.get("left_after", step.data.get("left"))
        return Purchase(
            number=number,
            project=self._projects[step.project],
            votes=facts.points if self._words.by_points else facts.votes,
            cost=unit.show(facts.cost),
            chosen=step.code == "chosen",
            left=unit.show(left),
            note=self._why(step) if step.code == "chosen" else self._why_not(step),
        )

    def _why(self, step: Step) -> str:
        """Greedy needs no words for it; ties always do."""
        by_order = "load" not in step.data and "welfare" not in step.data
        reason = "" if by_order else sentences.won(self._told[step.project], self._words)
        return " ".join(filter(None, (reason, self._tie(step))))

    def _why_not(self, step: Step) -> str:
        if step.code == "does_not_fit":
            short = self._words.unit.show(step.data["short"])
            return _("Does not fit: %(short)s too little.") % {"short": short}
        if step.code == "not_counted":
            return _("Not counted any more.")
        return self._dropped(step).sentence

    def _tie(self, step: Step) -> str:
        if not step.data.get("tied_with"):
            return ""
        ties = self._outcome.rule["ties"]
        facts = {code: (p.votes, p.cost) for code, p in self._facts.items()}
        return sentences.tie(step, ties["lots"], ties["criteria"], facts, self._words)

    def _dropped(self, step: Step) -> Dropped:
        return Dropped(
            self._projects[step.project],
            sentences.of_step(step, self._told[step.project], self._words),
        )


def _payers(data: Any) -> str:
    parts = [
        ngettext("%(count)s paid in full", "%(count)s paid in full", data["paid_full"])
        % {"count": grouped(data["paid_full"])}
    ]
    if data["paid_all_they_had"]:
        parts.append(
            ngettext(
                "%(count)s gave the rest of their share",
                "%(count)s gave the rest of their shares",
                data["paid_all_they_had"],
            )
            % {"count": grouped(data["paid_all_they_had"])}
        )
    if data["had_nothing"]:
        parts.append(
            ngettext(
                "%(count)s had nothing left", "%(count)s had nothing left", data["had_nothing"]
            )
            % {"count": grouped(data["had_nothing"])}
        )
    return ", ".join(parts)
