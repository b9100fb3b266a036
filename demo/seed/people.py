"""Residents, staff and experts of the demo. IINs are made up and pass the checksum."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from commons.notifications.models import Message
from commons.people.enums import ConsentKind, Method, VerificationStatus
from commons.people.iin import keyed_hash
from commons.people.models import Elector, Person, ResidencyVerification
from commons.people.operations.accounts import give_consent
from commons.people.operations.verification import request_verification
from commons.territories.enums import Role
from commons.territories.models import Akimat, Membership, Territory
from commons.territories.queries import districts

from .accounts import AUTHOR, EXPERT, NEWCOMER, OBSERVER, PASSWORD, RESIDENT, TOTP_SECRET, Account
from .accounts import staff as staff_account

RESIDENTS = 140  # of each akimat
FIRST_VERIFIED = timedelta(days=480)
WEIGHTS = (2,) * 9 + (1,)

FEMALE = [
    "Айгүл",
    "Мадина",
    "Динара",
    "Жанар",
    "Гүлнар",
    "Әсел",
    "Сәуле",
    "Баян",
    "Ирина",
    "Елена",
    "Светлана",
    "Татьяна",
]
MALE = [
    "Нұрлан",
    "Ерлан",
    "Марат",
    "Бауыржан",
    "Асхат",
    "Тимур",
    "Қанат",
    "Руслан",
    "Сергей",
    "Андрей",
    "Виктор",
    "Павел",
]
SURNAMES = [
    "Ахметов",
    "Жұмабаев",
    "Сәрсенов",
    "Оспанов",
    "Әбдірахман",
    "Қалиев",
    "Нұрпейіс",
    "Тоқтаров",
    "Иванов",
    "Ким",
    "Шмидт",
    "Коваленко",
    "Беков",
    "Смағұл",
    "Қожахмет",
    "Мұратов",
]


@dataclass
class Cast:
    """Who plays in one akimat."""

    moderator: Person
    # The second moderator: openings and results are approved by both.
    deputy: Person
    specialist: Person
    expert: Person
    residents: list[Person] = field(default_factory=list)
    named: dict[str, Person] = field(default_factory=dict)


def made_up_iin(born: date, *, male: bool, serial: int) -> str:
    """An IIN with the right check digit for a person who does not exist."""
    century = (born.year // 100 - 18) * 2 + (1 if male else 2)
    while True:
        digits = [int(c) for c in f"{born:%y%m%d}{century}{serial:04d}"]
        check = sum(d * w for d, w in zip(digits, range(1, 12), strict=True)) % 11
        if check == 10:
            shifted = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
            check = sum(d * w for d, w in zip(digits, shifted, strict=True)) % 11
        if check < 10:
            return "".join(map(str, digits)) + str(check)
        serial += 5000


def create(*, akimat: Akimat, number: int, at: datetime) -> Cast:
    """Staff, an expert council member and verified residents of an akimat."""
    password = _password()
    moderator = _account(staff_account("moderator", akimat.slug), password)
    deputy = _account(staff_account("deputy", akimat.slug), password)
    specialist = _account(staff_account("specialist", akimat.slug), password)
    for person, role in (
        (moderator, Role.MODERATOR),
        (deputy, Role.MODERATOR),
        (specialist, Role.SPECIALIST),
    ):
        _make_staff(person, akimat, role)
    expert = Person.objects.filter(email=EXPERT.email).first() or _account(EXPERT, password)
    cast = Cast(moderator=moderator, deputy=deputy, specialist=specialist, expert=expert)
    named = {0: RESIDENT, 1: AUTHOR} if number == 0 else {}
    places = list(districts(akimat).order_by("kato"))
    rng = random.Random(akimat.slug)
    rows = [_Resident(rng, number, index, named.get(index)) for index in range(RESIDENTS)]
    _bulk(akimat, rows, places, rng, password, at, cast)
    if number == 0:
        newcomer = _account(NEWCOMER, password)
        cast.named["newcomer"] = newcomer
    _ask_for_verification(akimat, places, number, at)
    return cast


class _Resident:
    def __init__(
        self, rng: random.Random, akimat: int, index: int, account: Account | None
    ) -> None:
        male = account is None and rng.random() < 0.48
        self.born = date(rng.randint(1950, 2004), rng.randint(1, 12), rng.randint(1, 28))
        self.iin = made_up_iin(self.born, male=male, serial=akimat * 400 + index + 1)
        surname = rng.choice(SURNAMES)
        if not male and surname.endswith(("ов", "ев")):
            surname += "а"
        self.name = account.name if account else f"{rng.choice(MALE if male else FEMALE)} {surname}"
        self.email = account.email if account else f"resident{index}.{akimat}@birge.example"
        self.account = account


def _bulk(
    akimat: Akimat,
    rows: list[_Resident],
    places: list[Territory],
    rng: random.Random,
    password: str,
    at: datetime,
    cast: Cast,
) -> None:
    electors = Elector.objects.bulk_create(
        Elector(iin_hash=keyed_hash(row.iin), birth_date=row.born) for row in rows
    )
    # Only the named accounts can sign in: the others have a password nobody knows.
    locked = make_password(None)
    people = Person.objects.bulk_create(
        Person(
            email=row.email,
            name=row.name,
            elector=elector,
            password=password if row.account else locked,
            language=rng.choice(("kk", "kk", "kk", "ru", "ru", "en")),
            date_joined=at - FIRST_VERIFIED,
        )
        for row, elector in zip(rows, electors, strict=True)
    )
    weights = [12 if place.kato.endswith("1000000") else 2 for place in places]
    verified_at = at - FIRST_VERIFIED + timedelta(days=2)
    ResidencyVerification.objects.bulk_create(
        ResidencyVerification(
            person=person,
            akimat=akimat,
            territory=places[0] if row.account else rng.choices(places, weights)[0],
            method=rng.choice((Method.IN_PERSON, Method.ROLL)),
            status=VerificationStatus.VERIFIED,
            requested_at=at - FIRST_VERIFIED,
            decided_at=verified_at,
            decided_by=cast.specialist,
            valid_until=timezone.localdate(at) + timedelta(days=600),
        )
        for row, person in zip(rows, people, strict=True)
    )
    for row, person in zip(rows, people, strict=True):
        if row.account:
            _confirm_email(person)
            cast.named[row.account.role] = person
    cast.residents = people


@cache
def _password() -> str:
    """One hash for all: hashing is slow on purpose."""
    return make_password(PASSWORD)


def _account(account: Account, password: str) -> Person:
    person = Person.objects.create(email=account.email, name=account.name, password=password)
    give_consent(person=person, kind=ConsentKind.TERMS, at=timezone.now())
    _confirm_email(person)
    return person


def _confirm_email(person: Person) -> None:
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


def _make_staff(person: Person, akimat: Akimat, role: Role) -> None:
    Membership.objects.create(person=person, akimat=akimat, role=role)
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, TOTP_SECRET)


def _ask_for_verification(
    akimat: Akimat, places: list[Territory], number: int, at: datetime
) -> None:
    """Three newcomers who wait at the counter, so that the desk has something to do."""
    for index, name in enumerate(("Қуаныш Әлібек", "Наталья Сон", "Бибігүл Тасым")):
        born = date(1988 + index, 4, 11 + index)
        person = Person.objects.create(email=f"waiting{index}.{number}@birge.example", name=name)
        request_verification(
            person=person,
            akimat=akimat,
            territory=places[index % len(places)],
            method=Method.IN_PERSON,
            iin=made_up_iin(born, male=index == 0, serial=2000 + number * 10 + index),
            at=at - timedelta(days=1 + 3 * index),
        )


def create_observer(akimat: Akimat) -> None:
    _make_staff(_account(OBSERVER, _password()), akimat, Role.OBSERVER)


def file_away_messages(*, at: datetime) -> None:
    """What was announced long ago has been sent: nobody gets a year of mail on the first day."""
    Message.objects.filter(sent_at__isnull=True).update(sent_at=at)
    old = Message.objects.filter(created_at__lt=at - timedelta(days=30))
    old.update(read_at=at - timedelta(days=29))
