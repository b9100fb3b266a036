"""Jetisu's round, in the middle of its discovery stage."""

from datetime import datetime, timedelta

from commons.territories.models import Akimat
from edp import operations
from edp.enums import RoundKind
from edp.models import Round

from ..people import Cast
from . import cards, meetings, room
from .content import Days, load, texts


def create(*, akimat: Akimat, cast: Cast, at: datetime) -> Round:
    days = Days(at)
    content = load("under_way")
    spans = {kind: days.span(*dates) for kind, dates in content["stages"].items()}
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
            "subject": texts(content["subject"]),
            "rules": {code: text.strip() for code, text in load("rules")["rules"].items()},
            "mandate": texts(content["mandate"]),
            "mandate_act": texts(content["mandate_act"]),
            "mandate_date": days.moment(content["stages"]["mandate"][0] - 8).date(),
            "stages": spans,
        },
    )
    round = operations.announce(round=round, actor=cast.moderator, at=announced_at)
    first = spans["evidence"][0]
    seats = room.fill(round=round, cast=cast, first=first, last=at - timedelta(days=3), most=39)
    events = meetings.create(round=round, seats=seats, cast=cast, days=days, rows=content["event"])
    cards.create(
        round=round,
        seats=seats,
        events=events,
        assets={},
        cast=cast,
        at=at,
        rows=content["card"],
    )
    return round
