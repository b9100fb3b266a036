"""Pavlodar's public councils: one whose term is over, formed by competition, and one by lot whose
pool stands and waits for the draw."""

import random
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.utils import timezone

from commons.people.models import Person
from commons.people.queries import residents
from commons.scoring import operations as scoring
from commons.scoring.models import Criterion, ScoreSheet
from commons.territories.models import Akimat
from consultations.councils import operations
from consultations.councils.enums import EndKind, Method, Outcome, Seat
from consultations.councils.models import Application, Council, Formation, Mandate
from consultations.councils.organisations import found_or_made
from consultations.councils.terms import months_on

from ..content import load
from ..days import Days
from ..people import FEMALE, Cast

# The last day of the first council, in days before the day of seeding.
ENDED = 32
STREETS = ("Абай", "Қайырбаев", "Торайғыров", "Ломов", "Естай", "Жеңіс", "Бектұров", "Камзин")
EDUCATION = ("higher", "vocational", "secondary")


@cache
def content() -> dict[str, Any]:
    return load("hearings/councils")


def create(*, akimat: Akimat, cast: Cast, at: datetime, **made: Any) -> dict[str, Any]:
    """Returns `earlier_council`, `council` (being formed) and its `formation`, ready for the
    draw."""
    days = Days(at)
    earlier = _earlier(akimat, cast, days)
    formation = _by_lot(akimat, cast, days, earlier)
    return {"earlier_council": earlier, "council": formation.council, "formation": formation}


# --- the first council, by competition ---


def _earlier(akimat: Akimat, cast: Cast, days: Days) -> Council:
    told, actor = content()["earlier"], cast.moderator
    last = timezone.localdate(days.at) - timedelta(days=ENDED)
    began = months_on(last, -36)
    first = -(timezone.localdate(days.at) - began).days
    moment = days.moment
    council = operations.create_council(
        akimat=akimat,
        size=12,
        actor=actor,
        at=moment(first - 80),
        name=told["name"],
        about=told["about"],
    )
    formation = operations.create_formation(
        council=council, method=Method.COMPETITION, seats=12, actor=actor, at=moment(first - 80)
    )
    operations.change_formation(
        formation=formation,
        apply_until=moment(first - 45, 18),
        decide_by=began,
        reserve=4,
        actor=actor,
        at=moment(first - 79),
        asked=told["asked"],
        conditions=told["conditions"],
    )
    operations.set_plan(
        formation=formation,
        plan={"gov": (2, 4), "biz": (2, 4), "sci": (1, 3), "civ": (4, 12)},
        actor=actor,
        at=moment(first - 79),
    )
    _group(formation, cast, moment(first - 78))
    operations.announce_formation(formation=formation, actor=actor, at=moment(first - 70))
    applications = _apply(formation, cast, days, first)
    _score(formation, applications, actor, moment(first - 30))
    _decide(formation, applications, actor, moment(first - 12))
    operations.publish_result(
        formation=formation,
        begins_on=began,
        decided_on=timezone.localdate(moment(first - 10)),
        actor=actor,
        at=moment(first - 7),
    )
    council.refresh_from_db()
    _at_work(council, actor, days, first)
    operations.end_expired(at=moment(1 - ENDED, 6))
    council.refresh_from_db()
    return council


def _group(formation: Formation, cast: Cast, at: datetime) -> None:
    """Two officials of six, headed by somebody from outside."""
    people = [
        (cast.moderator, "gov", "Облыс әкімінің аппараты", "әкім аппаратының маманы"),
        (cast.specialist, "gov", "Управление внутренней политики области", "главный специалист"),
        (cast.expert, "sci", "", "сарапшы"),
        (cast.residents[130], "civ", "«Парыз» құқық қорғау орталығы", "заңгер"),
        (cast.residents[131], "civ", "Совет ветеранов области", "председатель"),
        (cast.residents[132], "biz", "«Павлодар құрылыс» ЖШС", "директор"),
    ]
    for place, (person, sector, body, position) in enumerate(people):
        operations.add_to_group(
            formation=formation,
            email=person.email,
            position=position,
            sector=sector,
            organisation=found_or_made(formation.council.akimat, body, sector),
            is_head=place == 3,
            actor=cast.moderator,
            at=at,
        )


def _apply(formation: Formation, cast: Cast, days: Days, first: int) -> list[Application]:
    found = []
    for place, told in enumerate(content()["applicants"]):
        person: Person = cast.residents[20 + place]
        found.append(
            operations.apply_for_seat(
                formation=formation,
                person=person,
                name=person.name,
                sector=told["sector"],
                organisation=told["organisation"],
                position=told["position"],
                motivation=told["motivation"],
                experience=told["experience"],
                sex=sex_of(person),
                language=told["language"],
                consent=True,
                at=days.moment(first - 68 + place),
            )
        )
    checked = days.moment(first - 40)
    operations.refuse(
        application=found[-1],
        reason=content()["refusal"]["text"],
        actor=cast.moderator,
        at=checked,
    )
    operations.admit_rest(formation=formation, actor=cast.moderator, at=checked)
    return found[:-1]


def _score(
    formation: Formation, applications: list[Application], actor: Person, at: datetime
) -> None:
    operations.open_scoring(formation=formation, closes_at=None, actor=actor, at=at)
    formation.refresh_from_db()
    marks = {
        str(one.number): told["marks"]
        for one, told in zip(applications, content()["applicants"], strict=False)
    }
    sheets = ScoreSheet.objects.filter(alternative__scorecard=formation.scorecard)
    rng = random.Random("scores")
    criteria = list(Criterion.objects.filter(scorecard=formation.scorecard).order_by("position"))
    for sheet in sheets.select_related("alternative", "evaluator__person").order_by("pk"):
        person = sheet.evaluator.person
        words = content()["reasons"][0]["ru" if person.language == "ru" else "kk"]
        given = {}
        for criterion, mark in zip(criteria, marks[sheet.alternative.code], strict=True):
            points = min(5, max(1, mark + rng.choice((-1, 0, 0, 0, 1))))
            given[criterion.pk] = (float(points), words[points - 1])
        done = at + timedelta(days=rng.randint(1, 9))
        scoring.save_sheet(sheet=sheet, scores=given, actor=person, at=done)
        scoring.submit_sheet(sheet=sheet, actor=person, at=done)
    operations.close_scoring(formation=formation, actor=actor, at=at + timedelta(days=12))


def _decide(
    formation: Formation, applications: list[Application], actor: Person, at: datetime
) -> None:
    """The group takes the paramedic, whom the rules would leave in reserve."""
    operations.decide_otherwise(
        application=applications[15],
        outcome=Outcome.SEATED,
        reason=content()["departures"][0]["reason"],
        actor=actor,
        at=at,
    )


def _at_work(council: Council, actor: Person, days: Days, first: int) -> None:
    """Elections, commissions, and one member who leaves and is followed from the reserve."""
    seats = list(Mandate.objects.filter(council=council).order_by("pk"))
    civil = [one for one in seats if one.sector != "gov"]
    elected = days.moment(first + 14)
    day = timezone.localdate(elected)
    for seat, mandate in (
        (Seat.CHAIR, civil[0]),
        (Seat.DEPUTY, civil[1]),
        (Seat.SECRETARY, civil[2]),
    ):
        operations.name_officer(mandate=mandate, seat=seat, elected_on=day, actor=actor, at=elected)
    half = len(seats) // 2
    for told, members in zip(content()["commissions"], (seats[:half], seats[half:]), strict=True):
        operations.form_commission(
            council=council,
            mandates=members,
            chair=next(one for one in members if one.sector != "gov"),
            formed_on=day,
            actor=actor,
            at=elected,
            name=told["name"],
            about=told["about"],
        )
    operations.set_presidium(council=council, mandates=civil[:4], actor=actor, at=elected)
    left = days.moment(first + 420)
    operations.end_mandate(
        mandate=civil[-1],
        ended_on=timezone.localdate(left),
        kind=EndKind.MOVED,
        reason="Астанаға көшті.",
        actor=actor,
        at=left,
    )
    operations.fill_from_reserve(
        mandate=civil[-1],
        begins_on=timezone.localdate(left) + timedelta(days=10),
        actor=actor,
        at=left + timedelta(days=9),
    )


# --- the council by lot ---


def _by_lot(akimat: Akimat, cast: Cast, days: Days, earlier: Council) -> Formation:
    told, actor, moment = content()["lot"], cast.moderator, days.moment
    council = operations.create_council(
        akimat=akimat,
        size=15,
        succeeds=earlier,
        actor=actor,
        at=moment(-112),
        name=told["name"],
        about=told["about"],
    )
    formation = operations.create_formation(
        council=council, method=Method.LOT, actor=actor, at=moment(-112)
    )
    operations.change_formation(
        formation=formation,
        apply_until=moment(-60, 18),
        decide_by=timezone.localdate(moment(-20)),
        reserve=10,
        actor=actor,
        at=moment(-111),
        asked=told["asked"],
        conditions=told["conditions"],
    )
    _group(formation, cast, moment(-110))
    operations.announce_formation(formation=formation, actor=actor, at=moment(-105))
    _pool(formation, akimat, days)
    operations.admit_rest(formation=formation, actor=actor, at=moment(-58))
    return operations.declare_ready(formation=formation, actor=actor, at=moment(-57))


def _pool(formation: Formation, akimat: Akimat, days: Days) -> None:
    """Everybody whose residence is verified enters, as `apply_for_seat` would write it: in one go,
    because a hundred forms take longer than all the rest."""
    rng = random.Random("pool")
    group = set(formation.group.values_list("person_id", flat=True))
    homes = [one for one in residents(akimat, days.at) if one.person_id not in group]
    rows, home = [], 0
    for place, one in enumerate(homes):
        home += bool(place % 9)  # now and then the next applicant lives in the same home
        sent = days.moment(-104 + place * 43 // len(homes), 8 + place % 10)
        person, street = one.person, STREETS[home % len(STREETS)]
        born = person.elector.birth_date if person.elector else None
        rows.append(
            Application(
                formation=formation,
                number=place + 1,
                person=person,
                name=person.name,
                sector=rng.choices(("civ", "biz", "sci", "gov"), (60, 20, 8, 12))[0],
                language=person.language,
                territory=one.territory,
                sex=sex_of(person),
                birth_year=born.year if born else None,
                household=f"{street} көшесі, {home * 7 % 90 + 1}, {home}".casefold(),
                traits={"education": rng.choices(EDUCATION, (35, 40, 25))[0]},
                consent_at=sent,
                submitted_at=sent,
            )
        )
    Application.objects.bulk_create(rows)


def sex_of(person: Person) -> str:
    """By the first names of the cast; the named accounts are women."""
    first = person.name.split()[0] if person.name else ""
    return "f" if first in {*FEMALE, "Айгерім", "Ольга"} else "m"
