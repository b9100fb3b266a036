"""The ready-made scorecard of a competition: four criteria, weights set directly."""

import tomllib
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from commons.people.models import Person
from commons.scoring import operations as scoring
from commons.scoring.models import Scorecard
from commons.territories.models import Akimat

FILE = Path(__file__).with_name("scorecard.toml")


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def make(akimat: Akimat, actor: Person | None, at: datetime) -> Scorecard:
    """A draft that waits for applicants and for the working group."""
    told = _told()
    card = scoring.create_scorecard(
        akimat=akimat, template="blank", title=told["title"], actor=actor, at=at
    )
    anchors = {int(points): text for points, text in told["anchors"].items()}
    for one in told["criteria"]:
        scoring.add_criterion(
            scorecard=card,
            code=one["code"],
            title=one["title"],
            question=one["question"],
            weight=Decimal(one["weight"]),
            anchors=anchors,
            actor=actor,
            at=at,
        )
    return card
