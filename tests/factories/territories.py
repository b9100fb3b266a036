"""Places, akimats and staff roles."""

import factory

from commons.territories.enums import Level, Role
from commons.territories.models import Akimat, Membership, Territory


class TerritoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ("kato",)

    kato = factory.Sequence(lambda n: f"{10 + n % 80}{n // 80:02d}00000")
    level = Level.REGION
    name = factory.LazyAttribute(lambda place: f"Place {place.kato}")


class DistrictFactory(TerritoryFactory):
    level = Level.DISTRICT


class AkimatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Akimat
        django_get_or_create = ("slug",)

    territory = factory.SubFactory(TerritoryFactory)
    slug = factory.Sequence(lambda n: f"akimat-{n}")
    name = factory.LazyAttribute(lambda akimat: f"Akimat of {akimat.territory.name}")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    akimat = factory.SubFactory(AkimatFactory)
    role = Role.MODERATOR
