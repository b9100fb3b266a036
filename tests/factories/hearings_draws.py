"""Draws, from a pool of applicants to a council."""

from datetime import datetime, timedelta

from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from consultations.councils import operations as councils
from consultations.councils.enums import Method
from consultations.councils.models import Formation
from consultations.draws import operations
from consultations.draws.models import Draw
from tests.factories.hearings_councils import announced, application
from tests.factories.people import ResidentFactory

SECRETS = {name: f"a long secret of {name}" for name in ("maslikhat", "university", "notary")}


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (kk)", "ru": f"{words} (ru)", "en": words}


def pool(
    akimat: Akimat, district: Territory, actor: Person, at: datetime, people: int = 16
) -> Formation:
    """Women and men by turns, two of them in one home, of ages 20 to 65, one in five of the
    state; checked and ready for the draw."""
    formation = announced(akimat, at, actor, method=Method.LOT, size=5, group=("gov", "civ", "civ"))
    for number in range(people):
        person = ResidentFactory(name=f"Applicant {number}", lives_in=(akimat, district))
        application(
            formation,
            at,
            person,
            motivation="",
            sex="fm"[number % 2],
            sector="gov" if number % 5 == 4 else "civ",
            household="one home" if number < 2 else f"street {number}",
        )
    later = at + timedelta(days=11)
    councils.admit_rest(formation=formation, actor=actor, at=later)
    return councils.declare_ready(formation=formation, actor=actor, at=later)


def prepared(akimat: Akimat, district: Territory, actor: Person, at: datetime) -> Draw:
    """Quotas by sex and sector, a seed from a public source in a week."""
    later = at + timedelta(days=12)
    draw = operations.create(formation=pool(akimat, district, actor, at), actor=actor, at=later)
    draw = operations.set_features(
        draw=draw, features=["sex", "sector"], age_bounds=[18, 40], fairness="leximin",
        actor=actor, at=later,
    )  # fmt: skip
    rows = {
        row.pk: (2, 3, None) if row.feature == "sex" else (row.least, row.most, None)
        for row in draw.quotas.all()
    }
    operations.set_quotas(draw=draw, rows=rows, census_source="Census", actor=actor, at=later)
    return operations.set_seed(
        draw=draw,
        kind="source",
        source=texts("The lottery of Saturday"),
        seed_at=later + timedelta(days=7),
        parties=[],
        actor=actor,
        at=later,
    )


def published(akimat: Akimat, district: Territory, actor: Person, at: datetime) -> Draw:
    draw = prepared(akimat, district, actor, at)
    operations.start(draw=draw, actor=actor, at=at + timedelta(days=12))
    held = Draw.objects.select_related("formation__council__akimat").get(pk=draw.pk)
    if held.status == "computing":  # on commit has not come yet: do what the background does
        content = operations.compute(draw=held, at=at, progress=None)
        held = operations.publish(draw=held, content=content, people=16, at=at + timedelta(days=12))
    return held


def drawn(akimat: Akimat, district: Territory, actor: Person, at: datetime) -> Draw:
    draw = published(akimat, district, actor, at)
    return operations.draw_panel(
        draw=draw, seed="07-12-19-23-31-44", actor=actor, at=at + timedelta(days=20)
    )
