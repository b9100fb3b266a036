"""The draw of Pavlodar's council: quotas from the census, three parties' secrets, the seats."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from algorithms.sortition import commitment
from commons.people.models import Person
from consultations.councils import operations as councils
from consultations.councils.enums import Seat
from consultations.councils.models import Council, Formation, Mandate
from consultations.draws import operations
from consultations.draws.enums import DrawStatus, Fairness, SeedKind
from consultations.draws.models import Draw
from consultations.draws.operations.preparing import check

from ..content import load
from ..days import Days
from ..people import Cast


def create(*, formation: Formation, cast: Cast, at: datetime) -> Draw:
    """Prepared, computed, drawn and seated, each on its day."""
    days, told, actor = Days(at), load("hearings/draws"), cast.moderator
    draw = operations.create(formation=formation, actor=actor, at=days.moment(-56))
    draw = operations.set_features(
        draw=draw,
        features=["sex", "age", "sector", "education"],
        age_bounds=[18, 30, 45, 60],
        fairness=Fairness.LEXIMIN,
        actor=actor,
        at=days.moment(-56),
    )
    _quotas(draw, told, actor, days.moment(-55))
    operations.set_seed(
        draw=draw,
        kind=SeedKind.PARTIES,
        source=told["source"],
        seed_at=None,
        parties=[(one["name"], commitment(one["secret"])) for one in told["party"]],
        actor=actor,
        at=days.moment(-54),
    )
    _compute(draw, actor, days.moment(-53))
    draw.refresh_from_db()
    operations.reveal(
        draw=draw,
        secrets={one["name"]: one["secret"] for one in told["party"]},
        actor=actor,
        at=days.moment(-45, 11),
    )
    operations.seat(
        draw=draw,
        declined=[],
        begins_on=timezone.localdate(days.moment(-31)),
        actor=actor,
        at=days.moment(-42),
    )
    _elect(formation.council, actor, days.moment(-30, 15))
    draw.refresh_from_db()
    return draw


def _quotas(draw: Draw, told: dict[str, Any], actor: Person, at: datetime) -> None:
    """Whole numbers around the shares of the census; sectors keep what was announced."""
    census: dict[str, dict[str, int]] = told["census"]
    operations.set_quotas(
        draw=draw,
        rows={
            row.pk: (row.least, row.most, census.get(row.feature, {}).get(row.value))
            for row in draw.quotas.all()
        },
        census_source=told["census_source"],
        actor=actor,
        at=at,
    )
    operations.quotas_from_census(draw=draw, actor=actor, at=at)
    if not check(draw).feasible:
        operations.apply_change(draw=draw, actor=actor, at=at)


def _compute(draw: Draw, actor: Person, at: datetime) -> None:
    """What the background does, with its own moments: the seed of the demo waits for nobody."""
    held = Draw.objects.select_related("formation__council__akimat").get(pk=draw.pk)
    Draw.objects.filter(pk=held.pk).update(status=DrawStatus.COMPUTING, heard_at=at)
    held.status = DrawStatus.COMPUTING
    content = operations.compute(draw=held, at=at, progress=None)
    people = held.formation.applications.filter(status="admitted").count()
    operations.publish(draw=held, content=content, people=people, at=at)


def _elect(council: Council, actor: Person, at: datetime) -> None:
    civil = Mandate.objects.filter(council=council).exclude(sector="gov").order_by("pk")
    for seat, mandate in zip((Seat.CHAIR, Seat.DEPUTY, Seat.SECRETARY), civil, strict=False):
        councils.name_officer(
            mandate=mandate, seat=seat, elected_on=timezone.localdate(at), actor=actor, at=at
        )
