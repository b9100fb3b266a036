"""People, their electors and their residences."""

import itertools
from datetime import UTC, date, datetime

import factory
from allauth.account.models import EmailAddress

from commons.people.enums import Method, VerificationStatus
from commons.people.iin import check_digit, keyed_hash
from commons.people.models import Elector, Person, ResidencyVerification

_serials = itertools.count(1)
SETTLED_AT = datetime(2026, 1, 10, 6, 0, tzinfo=UTC)


def make_iin(
    born: date = date(1990, 5, 17), *, male: bool = False, serial: int | None = None
) -> str:
    """A valid IIN that no other call returns, unless `serial` is given."""
    century = {18: 1, 19: 3, 20: 5}[born.year // 100] + (0 if male else 1)
    places = [serial] if serial is not None else _serials
    for place in places:
        eleven = f"{born:%y%m%d}{century}{place % 10000:04d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
    raise ValueError("no IIN has this serial")


class ElectorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Elector

    birth_date = date(1990, 5, 17)
    iin_hash = factory.LazyAttribute(lambda elector: keyed_hash(make_iin(elector.birth_date)))


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.kz")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"
    password = factory.django.Password("a long pass phrase")

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        """Confirmed, as sign-in demands; `address=False` leaves it out."""
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class VerificationFactory(factory.django.DjangoModelFactory):
    """A settled residence; `akimat` and `territory` must be given."""

    class Meta:
        model = ResidencyVerification

    person = factory.SubFactory(PersonFactory)
    territory = factory.LazyAttribute(lambda claim: claim.akimat.territory)
    method = Method.IN_PERSON
    status = VerificationStatus.VERIFIED
    requested_at = SETTLED_AT
    decided_at = SETTLED_AT
    valid_until = date(2029, 1, 10)


class ResidentFactory(PersonFactory):
    """A verified resident: `ResidentFactory(lives_in=(akimat, territory))`."""

    elector = factory.SubFactory(ElectorFactory)

    @factory.post_generation
    def lives_in(self, create, extracted, **kwargs):
        """Verified in a place of an akimat: a pair of the two."""
        if create and extracted:
            akimat, territory = extracted
            VerificationFactory(person=self, akimat=akimat, territory=territory)
