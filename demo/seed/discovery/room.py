"""Who takes part: people with accounts, most of them invited, some by open sign-up."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from commons.people.enums import Sector
from commons.people.models import Person
from commons.territories.models import Territory
from commons.territories.queries import districts
from edp.models import Round, Stakeholder
from edp.stakeholders import operations
from edp.stakeholders.operations.organisations import find_or_create

from ..people import FEMALE, MALE, SURNAMES, Cast
from .content import load

Row = dict[str, Any]


def rows(rng: random.Random, most: int | None = None) -> list[Row]:
    """Organisations in the order in which they join: government and large firms come first."""
    pools: dict[str, list[Row]] = {}
    for sector, listed in load("organisations").items():
        pools[sector] = [_row(sector, one) for one in listed]
    if most:
        share = most / sum(len(pool) for pool in pools.values())
        pools = {code: pool[: max(1, round(len(pool) * share))] for code, pool in pools.items()}
    early = pools["gov"][:14] + [row for row in pools["biz"] if row["size"] == "large"][:3]
    early += pools["sci"][:4] + pools["civ"][:4]
    late = [row for pool in pools.values() for row in pool if row not in early]
    rng.shuffle(late)
    return early + late


def _row(sector: str, listed: Any) -> Row:
    if isinstance(listed, str):
        return {"sector": sector, "name": listed, "size": "", "member": None}
    name, size, member = listed
    return {"sector": sector, "name": name, "size": size, "member": member}


def people(
    akimat_slug: str, count: int, rng: random.Random, at: datetime
) -> list[tuple[Person, bool]]:
    """Accounts that nobody can sign in to, each with whether it is a woman's."""
    made = []
    for index in range(count):
        woman = rng.random() < 0.44
        surname = rng.choice(SURNAMES)
        if woman and surname.endswith(("ов", "ев")):
            surname += "а"
        name = f"{rng.choice(FEMALE if woman else MALE)} {surname}"
        email = f"stakeholder{index}.{akimat_slug}@birge.example"
        made.append((Person(email=email, name=name, password="", date_joined=at), woman))
    locked = make_password(None)
    for number, (person, _woman) in enumerate(made):
        person.password = locked
        person.language = "ru" if number % 3 else "kk"
    Person.objects.bulk_create(person for person, _woman in made)
    return made


def fill(
    round: Round, cast: Cast, *, first: datetime, last: datetime, most: int | None = None
) -> list[Stakeholder]:
    """Invite and admit everybody between the two moments; some decline, some wait."""
    rng = random.Random(f"room/{round.akimat.slug}")
    listed = rows(rng, most)
    places = list(districts(round.akimat).order_by("kato"))
    cast_of = people(round.akimat.slug, len(listed), rng, first - timedelta(days=30))
    step = (last - first) / len(listed)
    seats = []
    for number, (row, (person, woman)) in enumerate(zip(listed, cast_of, strict=True)):
        moment = first + step * number
        place = rng.choices(places, [6 if n == 0 else 2 for n in range(len(places))])[0]
        signs_up = row["sector"] in (Sector.BUSINESS, Sector.CIVIL_SOCIETY) and number % 4 == 0
        join = _signed_up if signs_up else _invited
        seats.append(join(round, row, person, woman, place, cast, moment))
    _declined(round, cast, places[0], first)
    return seats


def _organisation(round: Round, row: Row, place: Territory) -> Any:
    return find_or_create(
        akimat=round.akimat,
        name=row["name"],
        sector=row["sector"],
        size=row["size"],
        in_association=row["member"],
        territory=place,
    )


def _invited(
    round: Round,
    row: Row,
    person: Person,
    woman: bool,
    place: Territory,
    cast: Cast,
    at: datetime,
) -> Stakeholder:
    seat = operations.invite(
        round=round,
        name=person.name,
        email=person.email,
        sector=row["sector"],
        organisation=_organisation(round, row, place),
        territory=place,
        is_woman=woman,
        is_newcomer=row["sector"] != Sector.GOVERNMENT and hash_of(person.email) % 2 == 0,
        actor=cast.moderator,
        at=at,
    )
    return operations.answer_invitation(
        stakeholder=seat,
        person=person,
        accepts=True,
        said={"shows_name": hash_of(person.email) % 5 != 0},
        at=at + timedelta(hours=5),
    )


def _signed_up(
    round: Round,
    row: Row,
    person: Person,
    woman: bool,
    place: Territory,
    cast: Cast,
    at: datetime,
) -> Stakeholder:
    seat = operations.sign_up(
        round=round,
        person=person,
        organisation_name=row["name"],
        sector=row["sector"],
        size=row["size"],
        territory=place,
        in_association=row["member"],
        is_woman=woman,
        name=person.name,
        shows_name=True,
        why="Біз де қатысқымыз келеді." if person.language == "kk" else "Хотим участвовать.",
        at=at,
    )
    return operations.admit(
        stakeholder=seat, actor=cast.moderator, at=at + timedelta(days=1), is_newcomer=True
    )


def _declined(round: Round, cast: Cast, place: Territory, at: datetime) -> None:
    """Two who had no time, and one who has not answered."""
    for number, name in enumerate(("Игорь Вайс", "Гүлнар Есім", "Роман Тё")):
        seat = operations.invite(
            round=round,
            name=name,
            email=f"declined{number}.{round.akimat.slug}@birge.example",
            sector=Sector.BUSINESS,
            organisation=find_or_create(
                akimat=round.akimat, name=f"{name.split()[1]} Трейд", sector=Sector.BUSINESS
            ),
            territory=place,
            actor=cast.moderator,
            at=at,
        )
        if number < 2:
            operations.answer_invitation(
                stakeholder=seat,
                person=None,
                accepts=False,
                at=at + timedelta(days=2),
                reason="Маусым басталды, уақыт жоқ." if number else "Нет времени до осени.",
            )


def hash_of(text: str) -> int:
    """A number that is the same in every run, unlike Python's own hash."""
    return sum(text.encode())
