"""Four rounds of an akimat: finished, voting, under review, and taking proposals."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from budgeting.enums import PhaseKind, Rule, Step
from budgeting.models import CouncilSeat, Round
from budgeting.operations import announcing, balloting, setup
from commons.territories.models import Akimat, Territory
from commons.voting.enums import BallotFormat

from . import delivery, proposals, reviews, votes
from .content import load, texts
from .people import Cast

# Most ballot formats and both rules are to be seen somewhere.
STYLES: dict[str, dict[str, setup.Changes]] = {
    "pavlodar": {
        "finished": {"ballot_format": BallotFormat.KNAPSACK, "rule": Rule.EQUAL_SHARES},
        "voting": {"ballot_format": BallotFormat.KNAPSACK, "rule": Rule.EQUAL_SHARES},
    },
    "jetisu": {
        "finished": {
            "ballot_format": BallotFormat.SCORE,
            "points_each": 5,
            "rule": Rule.GREEDY,
            "min_votes": 40,
        },
        "voting": {"ballot_format": BallotFormat.APPROVAL, "rule": Rule.EQUAL_SHARES},
    },
    "kyzylorda": {
        "finished": {"ballot_format": BallotFormat.ORDINAL, "rule": Rule.EQUAL_SHARES},
        "voting": {"ballot_format": BallotFormat.POINTS, "rule": Rule.EQUAL_SHARES},
    },
}
MILLION = 1_000_000
BUDGETS = {"finished": 80, "voting": 60, "review": 70, "intake": 90}
# Pavlodar's vote has an envelope of its own for the city beside the one for the whole region.
CITY_ENVELOPE = {("pavlodar", "voting"): ("551000000", 35)}


def create(*, akimat: Akimat, cast: Cast, at: datetime) -> None:
    """Run all rounds of the akimat up to where each of them stands on the day `at`."""
    for number, content in enumerate(load("rounds")["round"]):
        round = _announced(akimat, cast, content, at)
        kind = content["kind"]
        proposals.create(round=round, kind=kind, cast=cast, at=at, first_author=number * 20)
        if kind == "intake":
            continue
        reviews.create(round=round, cast=cast, partly=kind == "review")
        if kind in ("voting", "finished"):
            _fix_ballot(round, cast)
        if kind == "voting":
            _open(round, cast, at)
        if kind == "finished":
            votes.finish(round=round, cast=cast)
            delivery.create(round=round, cast=cast, at=at)


def _announced(akimat: Akimat, cast: Cast, content: dict[str, Any], at: datetime) -> Round:
    kind = content["kind"]
    day = timezone.localtime(at).replace(hour=9, minute=0, second=0, microsecond=0)
    spans = {
        phase: (day + timedelta(days=first), day + timedelta(days=last))
        for phase, (first, last) in content["phases"].items()
    }
    announced_at = spans[PhaseKind.INTAKE][0] - timedelta(days=5)
    place = {code: getattr(akimat.territory, f"name_{code}") for code in ("kk", "ru", "en")}
    envelopes = [(akimat.territory, BUDGETS[kind] * MILLION)]
    if extra := CITY_ENVELOPE.get((akimat.slug, kind)):
        envelopes.append((Territory.objects.get(kato=extra[0]), extra[1] * MILLION))
    round = setup.create_round(
        akimat=akimat,
        territory=akimat.territory,
        slug=content["slug"],
        actor=cast.moderator,
        at=announced_at - timedelta(days=7),
        changes={
            "title": texts(content["titles"], **place),
            "summary": texts(content["summaries"]),
            "rules": {code: text.strip() for code, text in load("rounds")["rules"].items()},
            "lot_seed": f"birge/{akimat.slug}/{content['slug']}",
            "phases": spans,
            "envelopes": envelopes,
            "categories": [
                {"name": texts(row["names"]), "hint": texts(row["hints"])}
                for row in load("rounds")["category"]
            ],
            "max_choices": 3,
            **STYLES[akimat.slug].get(kind, setup.Changes()),
        },
    )
    CouncilSeat.objects.create(round=round, person=cast.expert)
    return announcing.announce(round=round, actor=cast.moderator, at=announced_at)


def _phase(round: Round, kind: PhaseKind) -> tuple[datetime, datetime]:
    phase = round.phases.get(kind=kind)
    return phase.opens_at, phase.closes_at


def _fix_ballot(round: Round, cast: Cast) -> None:
    before = _phase(round, PhaseKind.VOTING)[0] - timedelta(hours=2)
    balloting.fix_ballot(round=round, actor=cast.moderator, at=before)
    round.refresh_from_db()


def _open(round: Round, cast: Cast, at: datetime) -> None:
    opens_at = _phase(round, PhaseKind.VOTING)[0]
    votes.approve_by_two(round=round, step=Step.OPEN_VOTING, cast=cast, at=opens_at)
    balloting.open_voting(round=round, actor=cast.deputy, at=opens_at)
    round.refresh_from_db()
    votes.cast_some(round=round, cast=cast, rng=random.Random(round.slug))
