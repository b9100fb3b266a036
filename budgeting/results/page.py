"""Everything on the result page of one envelope, from what the count left behind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from algorithms.allocation import Explanation, Outcome, explain
from commons.interface.numbers import decimal
from commons.territories.enums import Level
from commons.territories.models import Territory
from commons.voting import counting
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
class Count:
    """One rule's count of the envelope's ballots."""

    tally: votes.Tally
    outcome: Outcome

    @property
    def rule(self) -> str:
        return self.tally.rule

    @property
    def label(self) -> str:
        return str(Rule(self.tally.rule).label)

    @property
    def by_points(self) -> bool:
        rule = self.outcome.rule
        return rule.get("utility") == "score" or str(rule.get("measure", "")).startswith("points")


@dataclass(frozen=True)
class Result:
    """The count of one envelope. Built from at most eight queries, whatever the election's size.

    `counts`: one per rule, the deciding one first, then in the order of `Rule`. `own_budget`: what
    the envelope had before it got what others left over.
    """

    round: Round
    envelope: Envelope
    unit: Unit
    counts: tuple[Count, ...]
    projects: dict[str, Project]
    numbers: dict[str, Any]
    has_file: bool
    points_needed: int = 0
    names: dict[str, str] = field(default_factory=dict)

    @property
    def official(self) -> votes.Tally:
        return self.counts[0].tally

    @property
    def outcome(self) -> Outcome:
        return self.counts[0].outcome

    def by(self, rule: str) -> Count | None:
        return next((count for count in self.counts if count.rule == rule), None)

    # --- the rule ---

    @property
    def by_shares(self) -> bool:
        """Shares were spent: the rule is Equal Shares, and greedy was not taken in its place."""
        is_greedy = self.outcome.comparison.get("taken") == "greedy"
        return self.official.rule == Rule.EQUAL_SHARES and not is_greedy

    @property
    def by_points(self) -> bool:
        return self.counts[0].by_points

    @property
    def rule_label(self) -> str:
        return self.counts[0].label

    @cached_property
    def words(self) -> sentences.Words:
        return self.words_of(self.counts[0])

    def words_of(self, count: Count) -> sentences.Words:
        titles = {code: project.proposal.title for code, project in self.projects.items()}
        return sentences.Words(
            titles,
            self.unit,
            count.by_points,
            count.outcome.budget,
            self.points_needed,
            by_cost=bool(count.tally.params.get("threshold_share")),
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
    def added(self) -> int:
        """What other envelopes of the round left over and gave to this one."""
        return counting.parted(self.official.params)[1]

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
        """Ballots by how they came; kinds that were rare stand together."""
        return [
            (", ".join(str(Channel(channel).label) for channel in group), count)
            for group, count in self.numbers.get("channels", [])
        ]

    @property
    def represented(self) -> float | None:
        told = self.numbers.get("rules", {}).get(self.official.rule)
        return float(Fraction(told["represented_percent"])) / 100 if told else None

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
    counts = _counts(envelope.poll)
    if not counts or not counts[0].tally.official:
        return None
    summary = summary_of(envelope)
    projects = {p.option.code: p for p in projects_of(envelope) if p.option}
    numbers = summary.numbers if summary else {}
    return Result(
        round=round,
        envelope=envelope,
        unit=unit_of(round),
        counts=counts,
        projects=projects,
        numbers=numbers,
        has_file=summary is not None,
        points_needed=_points_needed(round, counts[0].tally),
        names=_names(numbers, projects.values(), envelope),
    )


def _counts(poll: votes.Poll) -> tuple[Count, ...]:
    found = [
        Count(tally, outcome)
        for tally in votes.tallies(poll)
        if tally.rule in Rule.values and (outcome := votes.outcome(tally))
    ]
    return tuple(sorted(found, key=lambda c: (not c.tally.official, Rule.values.index(c.rule))))


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
    parts = [*numbers.get("areas", []), *numbers.get("reached", [])]
    codes = {code for part in parts for code in part["codes"]}
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
