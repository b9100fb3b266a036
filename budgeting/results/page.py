"""Everything on the result page of one envelope, from what the count left behind."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from algorithms.allocation import Explanation, Outcome, explain
from commons.interface.numbers import decimal, grouped, percent
from commons.territories.enums import Level
from commons.territories.models import Territory
from commons.voting import queries as votes
from commons.voting.enums import Channel

from ..enums import Rule
from ..models import Envelope, Project, Round
from ..queries import people
from . import sentences
from .money import Unit, unit_of
from .queries import projects_of, summary_of


@dataclass(frozen=True)
class Row:
    """A project in the table of winners or of those not chosen."""

    project: Project
    told: Explanation
    sentence: str
    cost: str
    lacks: str = ""
    effective: str = ""
    # How much of the cost the supporters had when they could no longer pay, for Equal Shares.
    covered: float | None = None

    @property
    def points(self) -> int:
        return self.told.points


@dataclass(frozen=True)
class Compared:
    """A project that wins under one rule only, or under both."""

    project: Project
    ours: bool
    theirs: bool


@dataclass(frozen=True)
class Result:
    """The count of one envelope. Built from at most eight queries, whatever the election's size."""

    round: Round
    envelope: Envelope
    unit: Unit
    official: votes.Tally
    other: votes.Tally | None
    outcome: Outcome
    other_outcome: Outcome | None
    projects: dict[str, Project]
    numbers: dict[str, Any]
    has_file: bool
    points_needed: int = 0
    names: dict[str, str] = field(default_factory=dict)

    # --- the rule ---

    @property
    def by_shares(self) -> bool:
        return self.official.rule == Rule.EQUAL_SHARES

    @property
    def by_points(self) -> bool:
        rule = self.outcome.rule
        return rule.get("utility") == "score" or str(rule.get("measure", "")).startswith("points")

    @property
    def rule_label(self) -> str:
        return str(Rule(self.official.rule).label)

    @property
    def other_label(self) -> str:
        return str(Rule(self.other.rule).label) if self.other else ""

    @cached_property
    def words(self) -> sentences.Words:
        titles = {code: project.proposal.title for code, project in self.projects.items()}
        return sentences.Words(
            titles, self.unit, self.by_points, self.outcome.budget, self.points_needed
        )

    # --- winners and the others ---

    @cached_property
    def told(self) -> dict[str, Explanation]:
        return explain(self.outcome)

    @cached_property
    def winners(self) -> list[Row]:
        """In the order bought."""
        return [self._row(self.told[code]) for code in self.outcome.selected]

    @cached_property
    def others(self) -> list[Row]:
        """The one that came closest first."""
        rows = [self._row(told) for told in self.told.values() if not told.won]
        place = {step.project: n for n, step in enumerate(self.outcome.trace)}
        never = {"no_votes", "below_threshold", "over_budget"}

        def distance(row: Row) -> tuple[Any, ...]:
            told = row.told
            if told.code in never:
                return (1, -told.votes, place[told.project])
            if row.covered is not None:
                return (0, -row.covered, place[told.project])
            return (0, 0, place[told.project])

        return sorted(rows, key=distance)

    def _row(self, told: Explanation) -> Row:
        project, cost = self.projects[told.project], self.unit.show(told.cost)
        if told.won:
            bought = told.steps[-1].data
            rounded = bought.get("effective_votes_rounded")
            effective = decimal(float(rounded), 2) if rounded else ""
            return Row(project, told, sentences.won(told, self.words), cost, effective=effective)
        covered = None
        for step in told.steps:
            if step.code == "unaffordable":
                held = step.data["held_at_start" if step.data["votes_short"] else "held"]
                covered = float(Fraction(held) / told.cost)
        text = sentences.lost(told, self.words)
        return Row(project, told, text, cost, sentences.lacks(told), covered=covered)

    # --- money ---

    @property
    def spent(self) -> int:
        return self.outcome.cost

    @property
    def left(self) -> int:
        return self.outcome.budget - self.outcome.cost

    @property
    def most_votes(self) -> int:
        return max((told.votes for told in self.told.values()), default=0)

    def by_territory(self) -> list[dict[str, Any]]:
        """Spending by district of the winners' places, in the territories' order."""
        places = defaultdict(list)
        for row in self.winners:
            place = row.project.proposal.territory or self.envelope.territory
            places[people.voting_area(place)].append(row)
        return self._spending((self.names.get(code, code), rows) for code, rows in places.items())

    def by_category(self) -> list[dict[str, Any]]:
        kinds = defaultdict(list)
        for row in self.winners:
            category = row.project.proposal.category
            kinds[category.name if category else _("No category")].append(row)
        return self._spending(kinds.items())

    def _spending(self, groups: Iterable[tuple[str, list[Row]]]) -> list[dict[str, Any]]:
        sums = [(name, sum(r.told.cost for r in rows), len(rows)) for name, rows in groups]
        return [
            {
                "label": name,
                "value": money,
                "formatted": self.unit.show(money),
                "note": ngettext("%(count)s project", "%(count)s projects", count)
                % {"count": grouped(count)}
                + (f", {percent(money / self.spent)}" if self.spent else ""),
            }
            for name, money, count in sorted(sums, key=lambda s: (-s[1], s[0]))
        ]

    # --- voters ---

    @property
    def voters(self) -> int:
        return self.outcome.voters

    @property
    def roll(self) -> int:
        return int(self.numbers.get("roll", 0))

    @property
    def turnout(self) -> float | None:
        return self.voters / self.roll if self.roll else None

    @property
    def empty_ballots(self) -> int:
        rules = self.numbers.get("rules", {})
        return int(rules.get(self.official.rule, {}).get("empty_ballots", 0))

    def channels(self) -> list[tuple[str, int]]:
        found = self.numbers.get("channels", [])
        return [(str(Channel(channel).label), count) for channel, count in found]

    def by_area(self) -> list[dict[str, Any]]:
        """Turnout by district: shares of the roll where there is one, otherwise ballots."""
        return [
            {
                "label": " + ".join(self.names.get(code, code) for code in area["codes"]),
                "value": area["voters"] / area["roll"] if area["roll"] else area["voters"],
                "formatted": percent(area["voters"] / area["roll"], 1)
                if area["roll"]
                else grouped(area["voters"]),
                "note": _("%(voters)s of %(roll)s")
                % {"voters": grouped(area["voters"]), "roll": grouped(area["roll"])}
                if area["roll"]
                else "",
            }
            for area in self.numbers.get("areas", [])
        ]

    # --- the other rule ---

    def compared(self) -> list[Compared]:
        """All that win under either rule, those that differ first."""
        if self.other_outcome is None:
            return []
        ours, theirs = set(self.outcome.selected), set(self.other_outcome.selected)
        order = [*self.outcome.selected, *self.other_outcome.selected]
        rows = [
            Compared(self.projects[code], code in ours, code in theirs)
            for code in dict.fromkeys(order)
        ]
        return sorted(rows, key=lambda row: row.ours and row.theirs)

    @property
    def differ(self) -> int:
        return sum(row.ours != row.theirs for row in self.compared())

    def statistics(self) -> list[dict[str, Any]]:
        """One entry per rule that was counted, the deciding one first."""
        rules = self.numbers.get("rules", {})
        return [
            {
                "label": str(Rule(tally.rule).label),
                "rule": tally.rule,
                "decides": tally.official,
                "winners": len(outcome.selected),
                "cost": self.unit.show(outcome.cost),
                "represented": float(Fraction(rules[tally.rule]["represented_percent"])) / 100,
                "represented_text": percent(
                    float(Fraction(rules[tally.rule]["represented_percent"])) / 100, 1
                ),
                "mean_text": decimal(float(Fraction(rules[tally.rule]["mean_count"])), 2),
            }
            for tally, outcome in (
                (self.official, self.outcome),
                (self.other, self.other_outcome),
            )
            if tally and outcome and tally.rule in rules
        ]

    @property
    def represented(self) -> float | None:
        found = self.statistics()
        return found[0]["represented"] if found else None

    # --- ties and the comparison step ---

    def ties(self) -> list[str]:
        """Every tie that was broken for a winner, in words."""
        rule = self.outcome.rule["ties"]
        facts = {p.id: (p.votes, p.cost) for p in self.outcome.projects}
        return [
            sentences.tie(step, rule["lots"], rule["criteria"], facts, self.words)
            for step in self.outcome.trace
            if step.code == "chosen" and step.data.get("tied_with")
        ]

    @property
    def comparison(self) -> dict[str, Any] | None:
        return dict(self.outcome.comparison) or None


def result_of(round: Round, envelope: Envelope) -> Result | None:
    """None where the envelope was not voted on or has not been counted."""
    if envelope.poll is None:
        return None
    tallies = list(votes.tallies(envelope.poll))
    official = next((t for t in tallies if t.official), None)
    outcome = votes.outcome(official) if official else None
    if official is None or outcome is None:
        return None
    other = next((t for t in tallies if not t.official and t.outcome), None)
    summary = summary_of(envelope)
    projects = {p.option.code: p for p in projects_of(envelope) if p.option}
    numbers = summary.numbers if summary else {}
    return Result(
        round=round,
        envelope=envelope,
        unit=unit_of(round),
        official=official,
        other=other,
        outcome=outcome,
        other_outcome=votes.outcome(other) if other else None,
        projects=projects,
        numbers=numbers,
        has_file=summary is not None,
        points_needed=_points_needed(round, official),
        names=_names(numbers, projects.values(), envelope),
    )


def _points_needed(round: Round, official: votes.Tally) -> int:
    """The threshold of an imported election that counts points, which our rules do not."""
    if not isinstance(official.params.get("min_votes"), dict):
        return 0
    source = getattr(round, "pabulib", None)
    meta = dict(source.meta) if source else {}
    return int(float(meta.get("min_project_score_threshold") or 0))


def _names(
    numbers: dict[str, Any], projects: Iterable[Project], envelope: Envelope
) -> dict[str, str]:
    """Names of the districts on the page, by code."""
    codes = {code for area in numbers.get("areas", []) for code in area["codes"]}
    for project in projects:
        codes.add(people.voting_area(project.proposal.territory or envelope.territory))
    found = Territory.objects.filter(kato__in=codes).only("kato", "name", "level")
    region = _("the whole region")
    return {
        place.kato: f"{place.name} ({region})"
        if place.level <= Level.REGION and len(codes) > 1
        else place.name
        for place in found
    }
