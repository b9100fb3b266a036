"""Proposals of a round with their pictures, supports and comments."""

import io
import random
from datetime import datetime, timedelta
from typing import Any

from budgeting.enums import PhaseKind
from budgeting.models import Round
from commons.people.models import Person
from commons.proposals.models import Proposal, Support
from commons.proposals.operations import (
    attaching,
    discussing,
    drafting,
    moderating,
    submitting,
)
from commons.territories.models import Territory

from .content import load
from .people import Cast
from .pictures import draw_scene

HOUR = timedelta(hours=1)
# Left for the moderator in the round that takes proposals.
UNMODERATED = 1


def create(*, round: Round, kind: str, cast: Cast, at: datetime, first_author: int) -> None:
    """Submit, publish, support and discuss the proposals written for this kind of round."""
    rows = [r for r in load(round.akimat.slug)["proposal"] if r["round"] == kind]
    intake = round.phases.get(kind=PhaseKind.INTAKE)
    rng = random.Random(f"{round.akimat.slug}/{kind}")
    last = min(intake.closes_at, at)
    step = (last - intake.opens_at) / (len(rows) + 1)
    for number, row in enumerate(rows):
        moment = intake.opens_at + step * (number + 1) - 6 * HOUR
        author = cast.residents[first_author + number + 2]
        if "author" in cast.named and row["title"].startswith("Велодорожка"):
            author = cast.named["author"]
        proposal = _submit(round, row, author, moment)
        if kind == "intake" and number >= len(rows) - UNMODERATED:
            continue
        published_at = min(moment + 5 * HOUR, at)
        moderating.publish(proposal=proposal, actor=cast.moderator, at=published_at)
        proposal.refresh_from_db()
        _discuss(proposal, row, cast, published_at, at, rng)


def _submit(round: Round, row: dict[str, Any], author: Person, moment: datetime) -> Proposal:
    call = round.call
    assert call is not None
    draft = drafting.start_draft(call=call, author=author, language=row["lang"], at=moment)
    codes = [category["code"] for category in load("rounds")["category"]]
    categories = list(call.categories.order_by("position"))
    drafting.save_step(
        proposal=draft,
        actor=author,
        at=moment,
        fields={
            "title": row["title"],
            "problem": row["problem"],
            "description": row["description"],
            "beneficiaries": row["gain"],
            "category": categories[codes.index(row["category"])],
            "territory": Territory.objects.get(kato=row["district"]),
            "address": row["address"],
            "latitude": row["lat"],
            "longitude": row["lon"],
            "cost_tenge": row["cost"],
            "estimate": row["estimate"],
        },
    )
    picture = io.BytesIO(draw_scene(row["picture"], row["title"]))
    attaching.add_image(
        proposal=draft,
        upload=picture,
        actor=author,
        at=moment,
        name="picture.jpg",
        alt=row["address"],
    )
    draft.refresh_from_db()
    return submitting.submit(proposal=draft, actor=author, at=moment)


def _discuss(
    proposal: Proposal,
    row: dict[str, Any],
    cast: Cast,
    published_at: datetime,
    at: datetime,
    rng: random.Random,
) -> None:
    others = [person for person in cast.residents if person.pk != proposal.author_id]
    span = min(timedelta(days=12), at - published_at)
    # In bulk: two thousand single supports would be half of the time that seeding takes.
    Support.objects.bulk_create(
        Support(proposal=proposal, person=person, supported_at=published_at + span * rng.random())
        for person in rng.sample(others, row["supports"])
    )
    for number, said in enumerate(row["comments"], start=1):
        moment = published_at + span * (number / (len(row["comments"]) + 2))
        remark = discussing.comment(
            proposal=proposal,
            author=rng.choice(others),
            text=said["text"],
            language=said["lang"],
            at=moment,
        )
        if reply := said.get("reply"):
            official = said.get("official", False)
            discussing.comment(
                proposal=proposal,
                author=cast.specialist if official else proposal.author,
                text=reply,
                language=said["reply_lang"],
                parent=remark,
                official=official,
                at=moment + span / 10,
            )
