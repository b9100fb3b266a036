"""Pavlodar's round, from its mandate to the second reading of its indicators."""

from datetime import date, datetime, timedelta

from commons.territories.models import Akimat
from edp import operations
from edp.enums import RoundKind
from edp.models import Round

from ..people import Cast
from . import cards, consulting, decisions, knowledge, meetings, planning, room, scoring, voice
from .content import Days, load, texts


def create(*, akimat: Akimat, cast: Cast, at: datetime) -> Round:
    days = Days(at)
    content = load("round")
    round = _announce(akimat, cast, days)
    first, last = _span(round, "evidence")
    seats = room.fill(round=round, cast=cast, first=first, last=days.moment(-345))
    assets = knowledge.create(round=round, seats=seats, cast=cast, first=first)
    voice.create(round=round, seats=seats, cast=cast, first=first, last=last)
    events = meetings.create(round=round, seats=seats, cast=cast, days=days)
    made = cards.create(round=round, seats=seats, events=events, assets=assets, cast=cast, at=at)
    evaluation = scoring.create(round=round, seats=seats, cards=made, cast=cast)
    decisions.seat_commission(round=round, cast=cast, at=_span(round, "evaluation")[0])
    ends = _span(round, "evaluation")[1] - timedelta(days=4)
    decisions.shortlist(round=round, evaluation=evaluation, cards=made, cast=cast, at=ends)
    opens_at, closes_at = _span(round, "consultation")
    consulting.create(round=round, seats=seats, cast=cast, first=opens_at, last=closes_at)
    decided_at = _span(round, "decision")[0] + timedelta(days=10)
    decisions.final(round=round, cards=made, cast=cast, at=decided_at)
    begun_at, published_at = _span(round, "plan")
    planning.create(
        round=round,
        cards=made,
        cast=cast,
        days=days,
        begun_at=begun_at + timedelta(days=5),
        published_at=published_at - timedelta(days=2),
    )
    for kind, outcome in content["outcomes"].items():
        operations.write_outcome(
            round=round,
            kind=kind,
            text=texts(outcome),
            actor=cast.moderator,
            at=_span(round, kind)[1],
        )
    return round


def _span(round: Round, kind: str) -> tuple[datetime, datetime]:
    phase = round.phases.get(kind=kind)
    return phase.opens_at, phase.closes_at


def _announce(akimat: Akimat, cast: Cast, days: Days) -> Round:
    content = load("round")
    spans = {kind: days.span(*dates) for kind, dates in content["stages"].items()}
    act_date: date = days.moment(content["mandate_day"] - 5).date()
    announced_at = spans["mandate"][0] - timedelta(days=2)
    round = operations.create_round(
        akimat=akimat,
        slug=content["slug"],
        kind=RoundKind.REGION,
        actor=cast.moderator,
        at=announced_at - timedelta(days=10),
        changes={
            "title": texts(content["title"]),
            "summary": texts(content["summary"]),
            "rules": {code: text.strip() for code, text in load("rules")["rules"].items()},
            "mandate": texts(content["mandate"]),
            "mandate_act": texts(content["mandate_act"]),
            "mandate_date": act_date,
            "stages": spans,
        },
    )
    return operations.announce(round=round, actor=cast.moderator, at=announced_at)
