"""What must hold before a round takes its next step, each with a sentence for the moderator."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from commons.interface.dates import long_date
from commons.interface.numbers import grouped

from . import texts
from .check_texts import TEXTS
from .enums import PHASE_ORDER, PhaseKind, ProjectStatus, RoundStatus, Step
from .errors import BudgetingError
from .models import Round
from .queries import ballots, people, phases


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. A failed check that blocks stops the step; others warn."""

    code: str
    ok: bool
    blocks: bool = True
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence, in the reader's language: what holds, or what is missing."""
        holds, fails = TEXTS[self.code]
        return str(holds if self.ok else fails) % self.params

    @property
    def state(self) -> str:
        return "ok" if self.ok else ("stop" if self.blocks else "warn")


def checks(round: Round, step: str, at: datetime) -> list[Check]:
    """All checks of a step, in the order in which a moderator would work through them."""
    return list(STEPS[Step(step)](round, at))


def blocking(round: Round, step: str, at: datetime) -> list[Check]:
    return [check for check in checks(round, step, at) if check.blocks and not check.ok]


def require_checks(round: Round, step: str, at: datetime) -> None:
    """Raise BudgetingError `checks_failed` with every reason at once."""
    if failed := blocking(round, step, at):
        raise BudgetingError(
            "checks_failed",
            checks=" ".join(check.text for check in failed),
            codes=[check.code for check in failed],
        )


def _announce(round: Round, at: datetime) -> Iterator[Check]:
    spans = phases.by_kind(round)
    absent = [PhaseKind(kind).label for kind in PHASE_ORDER if kind not in spans]
    yield Check("phases_complete", not absent, params={"phases": _list(absent)})
    ordered = [spans[kind] for kind in PHASE_ORDER if kind in spans]
    in_order = all(one.closes_at <= other.opens_at for one, other in pairwise(ordered))
    yield Check("phases_in_order", in_order)
    intake = spans.get(PhaseKind.INTAKE)
    yield Check("intake_ahead", intake is not None and intake.opens_at >= at)
    yield from _texts(round)
    yield from _money(round)
    yield from _call(round)
    yield Check("council_seated", round.council.exists())
    yield Check("specialists_named", people.specialists(round.akimat).exists(), blocks=False)
    yield Check("lot_seed", bool(round.lot_seed.strip()))
    yield Check(
        "ballot_consistent",
        round.ballot_format != "points" or round.points_each <= round.points_total,
    )


def _texts(round: Round) -> Iterator[Check]:
    for name in ("title", "summary", "rules"):
        written = texts.read(round, name)
        absent = texts.missing(written)
        yield Check(f"{name}_written", not absent, params={"languages": _list(absent)})
    english = all(texts.read(round, name)["en"].strip() for name in ("title", "summary", "rules"))
    yield Check("english_written", english, blocks=False)


def _money(round: Round) -> Iterator[Check]:
    envelopes = list(round.envelopes.select_related("territory"))
    total = sum(envelope.budget_tenge for envelope in envelopes)
    found = {"count": len(envelopes), "money": grouped(total)}
    yield Check("envelopes", bool(envelopes), params=found)
    empty = [str(e) for e in envelopes if e.budget_tenge <= 0]
    yield Check("envelopes_hold_money", not empty, params={"envelopes": _list(empty)})
    outside = [str(e) for e in envelopes if not round.territory.contains(e.territory)]
    yield Check("envelopes_inside", not outside, params={"envelopes": _list(outside)})
    limit = round.call and round.call.max_cost_tenge
    largest = max((e.budget_tenge for e in envelopes), default=0)
    yield Check("limit_fits", not limit or limit <= largest, blocks=False)


def _call(round: Round) -> Iterator[Check]:
    categories = list(round.call.categories.order_by("position", "pk")) if round.call else []
    yield Check("categories", bool(categories), params={"count": len(categories)})
    unnamed = [str(c) for c in categories if texts.missing(texts.read(c, "name"))]
    yield Check("categories_named", not unnamed, params={"categories": _list(unnamed)})


def _send_to_review(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("announced", round.status == RoundStatus.ANNOUNCED)
    yield Check("intake_over", phases.is_over(round, PhaseKind.INTAKE, at))
    waiting = people.proposals_waiting(round).count()
    yield Check("proposals_moderated", not waiting, blocks=False, params={"count": waiting})
    ready = people.proposals_ready(round).count()
    yield Check("proposals_ready", bool(ready), blocks=False, params={"count": ready})


def _fix_ballot(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("announced", round.status == RoundStatus.ANNOUNCED)
    yield Check("intake_over", phases.is_over(round, PhaseKind.INTAKE, at))
    yield Check("voting_ahead", not phases.is_over(round, PhaseKind.VOTING, at))
    left = people.proposals_ready(round).count()
    yield Check("all_sent_to_review", not left, params={"count": left})
    projects = list(ballots.projects(round))
    undecided = [p for p in projects if p.status in ballots.UNDECIDED]
    yield Check("projects_decided", not undecided, params={"count": len(undecided)})
    refused = [p for p in projects if p.status == ProjectStatus.INFEASIBLE]
    silent = [p for p in refused if not ballots.has_reason(p)]
    yield Check("reasons_given", not silent, params={"projects": _list(map(str, silent))})
    open_until = [d for p in refused if (d := ballots.appeal_open_until(p, at))]
    last = max(open_until, default=None)
    yield Check("appeals_over", last is None, params={"count": len(open_until), "date": _day(last)})
    yield from _options(round, projects)


def _options(round: Round, projects: list[Any]) -> Iterator[Check]:
    feasible = [p for p in projects if p.status == ProjectStatus.FEASIBLE]
    yield Check("options_exist", bool(feasible), params={"count": len(feasible)})
    used = {p.envelope_id for p in feasible}
    bare = [str(e) for e in round.envelopes.select_related("territory") if e.pk not in used]
    yield Check("options_everywhere", not bare, blocks=False, params={"envelopes": _list(bare)})
    homeless = [str(p) for p in feasible if p.envelope is None]
    yield Check("envelopes_chosen", not homeless, params={"projects": _list(homeless)})
    unfit = [
        str(p)
        for p in feasible
        if p.envelope and not 0 < (p.cost_tenge or 0) <= p.envelope.budget_tenge
    ]
    yield Check("costs_fit", not unfit, params={"projects": _list(unfit)})
    groups: dict[int, set[int | None]] = {}
    for p in feasible:
        if p.exclusive_group_id:
            groups.setdefault(p.exclusive_group_id, set()).add(p.envelope_id)
    yield Check("groups_on_one_ballot", all(len(ids) == 1 for ids in groups.values()))


def _open_voting(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("ballot_fixed", round.status == RoundStatus.BALLOT_FIXED)
    yield Check("voting_time", phases.is_open(round, PhaseKind.VOTING, at))
    yield Check("lot_seed", bool(round.lot_seed.strip()))
    sizes = [
        (str(envelope), people.eligible(envelope, round, at).count())
        for envelope in round.envelopes.select_related("territory").exclude(poll=None)
    ]
    yield Check("roll", any(size for _, size in sizes), params={"count": sum(n for _, n in sizes)})
    empty = [name for name, size in sizes if not size]
    yield Check("roll_everywhere", not empty, blocks=False, params={"envelopes": _list(empty)})


def _close_voting(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("voting_open", round.status == RoundStatus.VOTING_OPEN)
    yield Check("voting_over", phases.is_over(round, PhaseKind.VOTING, at))


def _count(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("voting_closed", round.status == RoundStatus.VOTING_CLOSED)


def _publish_result(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("counted", round.status == RoundStatus.COUNTED)


STEPS: dict[Step, Callable[[Round, datetime], Iterator[Check]]] = {
    Step.ANNOUNCE: _announce,
    Step.SEND_TO_REVIEW: _send_to_review,
    Step.FIX_BALLOT: _fix_ballot,
    Step.OPEN_VOTING: _open_voting,
    Step.CLOSE_VOTING: _close_voting,
    Step.COUNT: _count,
    Step.PUBLISH_RESULT: _publish_result,
}


def _list(words: Any) -> str:
    return ", ".join(map(str, words))


def _day(value: Any) -> str:
    return long_date(value) if value else ""
