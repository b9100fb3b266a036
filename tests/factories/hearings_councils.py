"""Councils in any state, made through the operations, as the site makes them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from commons.people.models import Organisation, Person
from commons.scoring import operations as scoring
from commons.scoring.models import Criterion, ScoreSheet
from commons.territories.models import Akimat
from consultations.councils import operations
from consultations.councils.enums import FormationStatus, Method
from consultations.councils.models import Application, Council, Formation, Mandate
from tests.factories.people import PersonFactory

EVERYBODY = {"gov": (0, 1), "biz": (0, 5), "sci": (0, 5), "civ": (0, 5)}


def texts(text: str) -> dict[str, str]:
    return {"kk": f"{text} kk", "ru": f"{text} ru", "en": text}


def organisation(akimat: Akimat, name: str, sector: str = "civ") -> Organisation:
    return Organisation.objects.create(akimat=akimat, name=name, sector=sector)


def draft_council(
    akimat: Akimat,
    at: datetime,
    *,
    size: int = 5,
    name: str = "Public council",
    actor: Person | None = None,
    succeeds: Council | None = None,
) -> Council:
    return operations.create_council(
        akimat=akimat,
        name=texts(name),
        about=texts("Roads and schools"),
        size=size,
        succeeds=succeeds,
        actor=actor,
        at=at,
    )


def seat(council: Council, at: datetime, sector: str = "civ", **more: Any) -> Mandate:
    """A seat given by hand; `person` makes it the seat of an account."""
    number = Mandate.objects.count() + 1
    day = more.pop("begins_on", council.term_begins_on or timezone.localdate(at))
    return operations.add_member(
        council=council,
        name=more.pop("name", f"Member {number}"),
        sector=sector,
        begins_on=day,
        actor=None,
        at=at,
        **more,
    )


def council(
    akimat: Akimat,
    at: datetime,
    *,
    sectors: tuple[str, ...] = ("civ", "civ", "biz"),
    size: int = 5,
    begins_on: date | None = None,
    people: tuple[Person, ...] = (),
    actor: Person | None = None,
    **more: Any,
) -> Council:
    """Published, at work; its first seats belong to `people`."""
    made = draft_council(akimat, at, size=size, actor=actor, **more)
    for place, sector in enumerate(sectors):
        person = people[place] if place < len(people) else None
        named = {"name": person.public_name} if person else {}
        seat(made, at, sector, person=person, **named)
    return operations.publish_council(
        council=made,
        begins_on=begins_on or timezone.localdate(at),
        actor=actor or PersonFactory(),
        at=at,
    )


def mandates(made: Council) -> list[Mandate]:
    return list(
        Mandate.objects.filter(council=made).select_related("council__akimat").order_by("pk")
    )


def draft(
    akimat: Akimat,
    at: datetime,
    actor: Person,
    *,
    method: str = Method.COMPETITION,
    size: int = 5,
    group: tuple[str, ...] = ("gov", "civ", "civ"),
    days: int = 10,
    plan: dict[str, tuple[int, int]] | None = None,
    made: Council | None = None,
    **fields: Any,
) -> Formation:
    """All is there; it only has to be announced."""
    made = made or draft_council(akimat, at, size=size, actor=actor)
    formation = operations.create_formation(council=made, method=method, actor=actor, at=at)
    operations.change_formation(
        formation=formation,
        asked=texts("One evening a month"),
        conditions=texts("Anybody over 18"),
        apply_until=at + timedelta(days=days),
        actor=actor,
        at=at,
        **fields,
    )
    if plan is not None:
        operations.set_plan(formation=formation, plan=plan, actor=actor, at=at)
    for place, sector in enumerate(group):
        operations.add_to_group(
            formation=formation,
            email=PersonFactory(name=f"Group {place}").email,
            position="lawyer",
            sector=sector,
            is_head=place == 1,
            actor=actor,
            at=at,
        )
    formation.refresh_from_db()
    return formation


def announced(akimat: Akimat, at: datetime, actor: Person, **how: Any) -> Formation:
    formation = draft(akimat, at, actor, **how)
    return operations.announce_formation(formation=formation, actor=actor, at=at)


def application(
    formation: Formation, at: datetime, person: Person | None = None, **fields: Any
) -> Application:
    person = person or PersonFactory()
    told: dict[str, Any] = {
        "name": person.public_name,
        "sector": "civ",
        "motivation": "To watch the budget",
        "consent": True,
        **fields,
    }
    return operations.apply_for_seat(formation=formation, person=person, at=at, **told)


def scoring_open(
    akimat: Akimat, at: datetime, actor: Person, sectors: tuple[str, ...], **how: Any
) -> Formation:
    """One application for each of `sectors`, all admitted, in the hands of the group."""
    formation = announced(akimat, at, actor, **how)
    for place, sector in enumerate(sectors):
        application(formation, at, PersonFactory(name=f"Applicant {place + 1}"), sector=sector)
    later = at + timedelta(days=11)
    operations.admit_rest(formation=formation, actor=actor, at=later)
    return operations.open_scoring(formation=formation, closes_at=None, actor=actor, at=later)


def scored(
    akimat: Akimat,
    at: datetime,
    actor: Person,
    sectors: tuple[str, ...] = ("civ", "biz", "gov", "sci", "civ", "gov"),
    *,
    marks: tuple[int, ...] = (),
    **how: Any,
) -> Formation:
    """Closed; `marks` of the applicants in their order, 5 for the first where none are given."""
    formation = scoring_open(akimat, at, actor, sectors, **how)
    later = at + timedelta(days=12)
    given = marks or tuple(max(1, 5 - place) for place in range(len(sectors)))
    hand_in_all(formation, given, later)
    return operations.close_scoring(formation=formation, actor=actor, at=later)


def hand_in_all(formation: Formation, marks: tuple[int, ...], at: datetime) -> None:
    formation.refresh_from_db()
    criteria = list(Criterion.objects.filter(scorecard=formation.scorecard))
    sheets = ScoreSheet.objects.filter(
        alternative__scorecard=formation.scorecard, submitted_at=None, withdrawn_at=None
    )
    for sheet in sheets.select_related("alternative", "evaluator__person").order_by("pk"):
        person, points = sheet.evaluator.person, marks[int(sheet.alternative.code) - 1]
        scores = {one.pk: (float(points), "Because") for one in criteria}
        scoring.save_sheet(sheet=sheet, scores=scores, actor=person, at=at)
        scoring.submit_sheet(sheet=sheet, actor=person, at=at)


def by_lot(
    akimat: Akimat, at: datetime, actor: Person, people: tuple[Person, ...], **how: Any
) -> Formation:
    """A pool that stands, ready for the draw; `people` are verified residents."""
    formation = announced(akimat, at, actor, method=Method.LOT, **how)
    for place, person in enumerate(people):
        application(
            formation, at, person, motivation="", sex="fm"[place % 2], household=f"street {place}"
        )
    later = at + timedelta(days=11)
    operations.admit_rest(formation=formation, actor=actor, at=later)
    found = operations.declare_ready(formation=formation, actor=actor, at=later)
    assert found.status == FormationStatus.READY
    return found
