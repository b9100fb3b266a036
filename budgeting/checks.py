"""What must hold before a round takes its next step, each with a sentence for the moderator."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commons.interface.dates import long_date
from commons.interface.numbers import grouped
from commons.rounds import approvals as pairs
from commons.rounds import checks as rounds
from commons.rounds.checks import in_order, listed, require_all, texts_of
from commons.voting.enums import BallotFormat

from . import texts
from .check_texts import TEXTS
from .enums import (
    IN_PAIRS,
    PHASE_ORDER,
    Leftovers,
    PhaseKind,
    ProjectStatus,
    RoundStatus,
    Rule,
    Step,
)
from .errors import BudgetingError
from .models import Round
from .queries import approvals, ballots, people, phases

CLOSED = (RoundStatus.VOTING_CLOSED, RoundStatus.COUNTED, RoundStatus.RESULT_PUBLISHED)


class Check(rounds.Check):
    texts = TEXTS


def checks(round: Round, step: str, at: datetime) -> list[Check]:
    """All checks of a step, in the order in which a moderator would work through them."""
    found = list(STEPS[Step(step)](round, at))
    if step in IN_PAIRS and not round.imported_from:
        found += _in_pairs(round, step)
    return found


def require_checks(round: Round, step: str, at: datetime) -> None:
    """Raise BudgetingError `checks_failed` with every reason at once."""
    require_all(checks(round, step, at), BudgetingError)


def _announce(round: Round, at: datetime) -> Iterator[Check]:
    spans = phases.by_kind(round)
    absent = [PhaseKind(kind).label for kind in PHASE_ORDER if kind not in spans]
    yield Check("phases_complete", not absent, params={"phases": listed(absent)})
    yield Check("phases_in_order", in_order(spans.values()))
    intake = spans.get(PhaseKind.INTAKE)
    yield Check("intake_ahead", intake is not None and intake.opens_at >= at)
    yield from texts_of(Check, round)
    yield from _money(round)
    yield from _call(round)
    yield Check("council_seated", round.council.exists())
    yield Check("specialists_named", people.specialists(round.akimat).exists(), blocks=False)
    yield Check("lot_seed", bool(round.lot_seed.strip()))
    yield from _ballot(round)
    yield from _settings(round)


def _ballot(round: Round) -> Iterator[Check]:
    """Whether voters can say something on the ballot of this format."""
    form, limit = round.ballot_format, round.max_choices
    points = form != BallotFormat.POINTS or 1 <= round.points_each <= round.points_total
    yield Check("ballot_consistent", points)
    marks = form != BallotFormat.SCORE or round.points_each >= 2
    yield Check("marks_differ", marks, blocks=False)
    places = form != BallotFormat.ORDINAL or limit >= 2
    yield Check("places_to_rank", places, blocks=False)
    counted = form not in (BallotFormat.APPROVAL, BallotFormat.ORDINAL) or limit >= 1
    yield Check("choices_allowed", counted)


def _settings(round: Round) -> Iterator[Check]:
    """Whether the settings of the count belong together."""
    yield Check("comparison_fits", not round.comparison or round.rule == Rule.EQUAL_SHARES)
    whole = round.envelopes.filter(territory=round.territory).exists()
    yield Check("leftovers_have_a_place", round.leftovers != Leftovers.CITYWIDE or whole)
    share = round.threshold_share
    yield Check("threshold_sensible", share is None or share >= 1)


def _money(round: Round) -> Iterator[Check]:
    envelopes = list(round.envelopes.select_related("territory"))
    total = sum(envelope.budget_tenge for envelope in envelopes)
    found = {"count": len(envelopes), "money": grouped(total)}
    yield Check("envelopes", bool(envelopes), params=found)
    empty = [str(e) for e in envelopes if e.budget_tenge <= 0]
    yield Check("envelopes_hold_money", not empty, params={"envelopes": listed(empty)})
    outside = [str(e) for e in envelopes if not round.territory.contains(e.territory)]
    yield Check("envelopes_inside", not outside, params={"envelopes": listed(outside)})
    limit = round.call and round.call.max_cost_tenge
    largest = max((e.budget_tenge for e in envelopes), default=0)
    yield Check("limit_fits", not limit or limit <= largest, blocks=False)


def _call(round: Round) -> Iterator[Check]:
    categories = list(round.call.categories.order_by("position", "pk")) if round.call else []
    yield Check("categories", bool(categories), params={"count": len(categories)})
    unnamed = [str(c) for c in categories if texts.missing(texts.read(c, "name"))]
    yield Check("categories_named", not unnamed, params={"categories": listed(unnamed)})


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
    yield Check("reasons_given", not silent, params={"projects": listed(map(str, silent))})
    open_until = [d for p in refused if (d := ballots.appeal_open_until(p, at))]
    last = max(open_until, default=None)
    yield Check("appeals_over", last is None, params={"count": len(open_until), "date": _day(last)})
    yield from _options(round, projects)


def _options(round: Round, projects: list[Any]) -> Iterator[Check]:
    feasible = [p for p in projects if p.status == ProjectStatus.FEASIBLE]
    yield Check("options_exist", bool(feasible), params={"count": len(feasible)})
    used = {p.envelope_id for p in feasible}
    bare = [str(e) for e in round.envelopes.select_related("territory") if e.pk not in used]
    yield Check("options_everywhere", not bare, blocks=False, params={"envelopes": listed(bare)})
    homeless = [str(p) for p in feasible if p.envelope is None]
    yield Check("envelopes_chosen", not homeless, params={"projects": listed(homeless)})
    unfit = [
        str(p)
        for p in feasible
        if p.envelope and not 0 < (p.cost_tenge or 0) <= p.envelope.budget_tenge
    ]
    yield Check("costs_fit", not unfit, params={"projects": listed(unfit)})
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
    yield Check("roll_everywhere", not empty, blocks=False, params={"envelopes": listed(empty)})


def _close_voting(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("voting_open", round.status == RoundStatus.VOTING_OPEN)
    yield Check("voting_over", phases.is_over(round, PhaseKind.VOTING, at))


def _count(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("voting_closed", round.status == RoundStatus.VOTING_CLOSED)


def _publish_result(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("counted", round.status == RoundStatus.COUNTED)


def _audit(round: Round, at: datetime) -> Iterator[Check]:
    yield Check("box_closed", round.status in CLOSED)
    gone = round.envelopes.filter(poll__key_destroyed_at__isnull=False).exists()
    yield Check("keys_kept", not gone)


def _in_pairs(round: Round, step: str) -> Iterator[Check]:
    """Whether two moderators have agreed to exactly what the step would make final."""
    able = [str(person) for person in pairs.moderators(round.akimat)]
    names = {"names": listed(able) or _("nobody")}
    yield Check("two_moderators", len(able) >= pairs.NEEDED, params=names)
    agreed = [str(approval.person) for approval in approvals.standing(round, step)]
    names = {"names": listed(agreed) or _("nobody yet")}
    yield Check("approved_by_two", len(agreed) >= pairs.NEEDED, params=names)


STEPS: dict[Step, Callable[[Round, datetime], Iterator[Check]]] = {
    Step.ANNOUNCE: _announce,
    Step.SEND_TO_REVIEW: _send_to_review,
    Step.FIX_BALLOT: _fix_ballot,
    Step.OPEN_VOTING: _open_voting,
    Step.CLOSE_VOTING: _close_voting,
    Step.COUNT: _count,
    Step.PUBLISH_RESULT: _publish_result,
    Step.AUDIT: _audit,
}


def _day(value: Any) -> str:
    return long_date(value) if value else ""
