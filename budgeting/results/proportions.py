"""Whether the money follows the voters: their share beside that of the money, part by part."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.interface import charts
from commons.interface.numbers import grouped, percent

from ..models import Project
from ..queries import people
from .page import Result
from .pooling import Group, pooled, pooled_in_order


@dataclass(frozen=True)
class Part:
    """A district or a category. `support` is None where nobody can stand behind it: a project for
    the whole region has no district of voters."""

    label: str
    support: float | None
    support_text: str
    money: float
    money_text: str
    amount: str
    projects: str
    # Of a district: how many voted, and how many of them see a project of theirs chosen.
    voted: str = ""
    reached: str = ""

    @property
    def support_width(self) -> str:
        return charts.width(self.support or 0)

    @property
    def money_width(self) -> str:
        return charts.width(self.money)


def by_category(result: Result) -> list[Part]:
    """The share of all votes (points) that a category's projects got, and of the money spent.

    Categories with fewer than ten votes are shown together. Empty for a single one.
    """
    votes: dict[str, int] = defaultdict(int)
    for told in result.told.values():
        votes[_category(result.projects[told.project])] += (
            told.points if result.by_points else told.votes
        )
    groups = pooled(votes)
    if len(groups) < 2:
        return []
    spent = _spent(result, _category)
    total = sum(votes.values())
    parts = [
        _part(result, ", ".join(group), _sum(votes, group) / total, spent, group)
        for group in groups
    ]
    return sorted(parts, key=lambda part: (-part.money, -(part.support or 0), part.label))


def by_district(result: Result) -> list[Part]:
    """The share of all voters who live in a district, and of the money spent there.

    Districts as `summaries` pooled them. Empty where nothing tells them apart.
    """
    areas = result.numbers.get("areas", [])
    if not areas:
        return []
    total = sum(area["voters"] for area in areas)
    spent = _spent(result, lambda project: _area(result, project))
    known = {code for area in areas for code in area["codes"]}
    elsewhere = [(code,) for code in spent if code not in known]
    parts = [_district(result, area, total, spent) for area in areas]
    parts += [_part(result, _label(result, group), None, spent, group) for group in elsewhere]
    return sorted(parts, key=lambda part: (-part.money, -(part.support or 0), part.label))


def _district(result: Result, area: Mapping[str, Any], total: int, spent: "Spent") -> Part:
    group = tuple(area["codes"])
    part = _part(result, _label(result, group), area["voters"] / total, spent, group)
    return replace(part, voted=_voted(area), reached=_reached_text(result, area["codes"]))


def _voted(area: Mapping[str, Any]) -> str:
    if not area["roll"]:
        return ngettext("%(count)s ballot", "%(count)s ballots", area["voters"]) % {
            "count": grouped(area["voters"])
        }
    return _("%(voters)s of %(roll)s voted (%(share)s)") % {
        "voters": grouped(area["voters"]),
        "roll": grouped(area["roll"]),
        "share": percent(area["voters"] / area["roll"]),
    }


def _reached_text(result: Result, codes: Sequence[str]) -> str:
    """Empty where the district is pooled otherwise than for the turnout."""
    for part in result.numbers.get("reached", []):
        if part["codes"] == codes:
            return _("%(share)s of them see a project of theirs chosen") % {
                "share": percent(part["reached"] / part["voters"])
            }
    return ""


def reached(result: Result) -> list[dict[str, Any]]:
    """By district, the share of its voters who see a project of theirs chosen.

    Empty where `by_district` says it, because its districts are the same.
    """
    parts = result.numbers.get("reached", [])
    if [part["codes"] for part in parts] == [a["codes"] for a in result.numbers.get("areas", [])]:
        return []
    return [
        {
            "label": _label(result, tuple(part["codes"])),
            "value": part["reached"] / part["voters"],
            "formatted": percent(part["reached"] / part["voters"]),
            "note": _("%(reached)s of %(voters)s")
            % {"reached": grouped(part["reached"]), "voters": grouped(part["voters"])},
        }
        for part in parts
    ]


def satisfaction(result: Result) -> list[dict[str, Any]]:
    """Voters by how many of their projects are funded; numbers with few voters stand together."""
    told = result.numbers.get("rules", {}).get(result.official.rule)
    if not told:
        return []
    counts, voters = told["by_count"], told["voters"]
    return [
        {
            "label": _number(first, last),
            "value": sum(counts[first : last + 1]),
            "formatted": percent(sum(counts[first : last + 1]) / voters),
            "note": _voters(sum(counts[first : last + 1])),
        }
        for first, last in pooled_in_order(counts)
        if voters
    ]


def _number(first: int, last: int) -> str:
    if first == last == 0:
        return _("none")
    if first == last:
        return ngettext("%(count)s project", "%(count)s projects", first) % {
            "count": grouped(first)
        }
    return _("%(low)s to %(high)s projects") % {"low": grouped(first), "high": grouped(last)}


def _voters(count: int) -> str:
    return ngettext("%(count)s voter", "%(count)s voters", count) % {"count": grouped(count)}


# --- money ---

Spent = Mapping[str, list[int]]


def _spent(result: Result, key: Any) -> Spent:
    """The costs of the winners by part."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in result.winners:
        found[key(row.project)].append(row.told.cost)
    return found


def _part(result: Result, label: str, support: float | None, spent: Spent, group: Group) -> Part:
    costs = [cost for name in group for cost in spent.get(name, [])]
    share = sum(costs) / result.spent if result.spent else 0.0
    return Part(
        label=label,
        support=support,
        support_text=percent(support),
        money=share,
        money_text=percent(share),
        amount=result.unit.show(sum(costs)) if costs else "",
        projects=ngettext("%(count)s project", "%(count)s projects", len(costs))
        % {"count": grouped(len(costs))}
        if costs
        else _("no project"),
    )


def _sum(values: Mapping[str, int], group: Iterable[str]) -> int:
    return sum(values[name] for name in group)


def _category(project: Project) -> str:
    category = project.proposal.category
    return category.name if category else _("No category")


def _area(result: Result, project: Project) -> str:
    return people.voting_area(project.proposal.territory or result.envelope.territory)


def _label(result: Result, group: Group) -> str:
    return " + ".join(result.names.get(code, code) for code in group)
