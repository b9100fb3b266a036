"""Councils' open books, made through their operations."""

from datetime import date, datetime, timedelta
from typing import Any

from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from consultations.councils.models import Council
from consultations.openness import operations
from consultations.openness.models import Expense, Fund, Gift, OfficeHours


def texts(words: str) -> dict[str, str]:
    return {"kk": f"{words} (kk)", "ru": f"{words} (ru)", "en": words}


def plain_council(akimat: Akimat, at: datetime, **more: Any) -> Council:
    """A published council; its members are the business of another factory."""
    begins = at.date().replace(month=1, day=1)
    fields = {
        "name_kk": "Кеңес",
        "name_ru": "Совет",
        "name_en": "Council",
        "size": 15,
        "term_begins_on": begins,
        "term_ends_on": begins.replace(year=begins.year + 3),
        "published_at": at,
        "created_at": at,
        **more,
    }
    return Council.objects.create(akimat=akimat, **fields)


def office_hours(
    council: Council, actor: Person, at: datetime, *, begins: timedelta = timedelta(days=3)
) -> OfficeHours:
    """An hour with three times of 20 minutes."""
    return operations.announce_hours(
        council=council,
        who=texts("A. Omarova, chair"),
        place=texts("School No. 4"),
        starts_at=at + begins,
        ends_at=at + begins + timedelta(hours=1),
        visit_minutes=20,
        territory=None,
        link="https://video.example.kz/room",
        actor=actor,
        at=at,
    )


def expense(council: Council, actor: Person, at: datetime, **more: Any) -> Expense:
    fields = {
        "on": at.date(),
        "kind": "travel",
        "what": texts("Bus to Aksu"),
        "amount_tenge": 12_000,
        "paid_to": "Bus station",
        "to_member": True,
        "meeting": None,
        "receipt": None,
        **more,
    }
    return operations.record_expense(council=council, actor=actor, at=at, **fields)


def fund(council: Council, territory: Territory, actor: Person, at: datetime) -> Fund:
    return operations.open_fund(
        council=council,
        territory=territory,
        name=texts("Fund of the town"),
        purpose=texts("Trees and benches."),
        how_to_give=texts("At the town hall."),
        actor=actor,
        at=at,
    )


def gift(fund: Fund, amount_tenge: int, actor: Person, at: datetime, **more: Any) -> Gift:
    fields = {
        "on": at.date(),
        "kind": "money",
        "giver_kind": "moved",
        "giver": "",
        "giver_place": "Berlin",
        "note": "",
        "receipt": None,
        **more,
    }
    return operations.record_gift(
        fund=fund, amount_tenge=amount_tenge, actor=actor, at=at, **fields
    )


def spend(fund: Fund, amount_tenge: int, actor: Person, at: datetime) -> Any:
    return operations.record_spending(
        fund=fund,
        on=date(at.year, at.month, at.day),
        what=texts("Forty trees"),
        amount_tenge=amount_tenge,
        paid_to="Nursery",
        decided="Minutes No. 2",
        receipt=None,
        actor=actor,
        at=at,
    )
