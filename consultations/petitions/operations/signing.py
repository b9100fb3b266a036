"""Signing a petition, and taking that back while signatures are gathered."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.interface.errors import refusing
from commons.people import queries as people
from commons.people.models import Elector, Person
from commons.territories.models import Akimat, Territory

from ..errors import PetitionError
from ..models import Petition, Signature
from ..notices import follow
from .changing import locked, recount, require_gathering
from .writing import LEAST_AGE


@transaction.atomic
def sign(*, petition: Petition, person: Person, is_named: bool, at: datetime) -> Signature:
    """One signature of a verified resident of full age. The signature that fills the threshold
    ends the gathering; of two at once the second is still refused or counted, never lost."""
    petition = locked(petition)
    require_gathering(petition, at)
    elector, territory = may_sign(petition.akimat, person, at)
    once = {"petition_signed_once": PetitionError("signed_already")}
    with refusing(once):
        signature = Signature.objects.create(
            petition=petition,
            elector=elector,
            person=person,
            territory=territory,
            is_named=is_named,
            signed_at=at,
        )
    follow(petition, person, at)
    recount(petition, at)
    return signature


def may_sign(akimat: Akimat, person: Person, at: datetime) -> tuple[Elector, Territory]:
    """Who signs and the district they live in. Raises PetitionError: needs_residency,
    lives_elsewhere, too_young."""
    residence = people.residence(person, at)
    elector = person.elector
    if residence is None or elector is None:
        raise PetitionError("needs_residency")
    if not akimat.territory.contains(residence.territory):
        raise PetitionError(
            "lives_elsewhere", place=residence.territory.name, territory=akimat.territory.name
        )
    age = people.age(elector, timezone.localdate(at))
    if age is None or age < LEAST_AGE:
        raise PetitionError("too_young", age=LEAST_AGE)
    return elector, district_of(akimat, residence.territory)


def problem_of_signer(akimat: Akimat, person: Person, at: datetime) -> PetitionError | None:
    """Why this person could not sign, for pages that say so beforehand."""
    try:
        may_sign(akimat, person, at)
    except PetitionError as error:
        return error
    return None


def district_of(akimat: Akimat, territory: Territory) -> Territory:
    """The unit one level below the akimat's territory in which a place lies."""
    level = akimat.territory.level + 1
    if territory.level <= level:
        return territory
    digits = {1: 2, 2: 4, 3: 6, 4: 9}[level]
    code = territory.kato[:digits].ljust(9, "0")
    return Territory.objects.filter(kato=code).first() or territory


@transaction.atomic
def take_back(*, petition: Petition, person: Person, at: datetime) -> None:
    """Remove the person's signature while signatures are gathered; nothing where there is none."""
    petition = locked(petition)
    require_gathering(petition, at)
    Signature.objects.filter(petition=petition, person=person).delete()
    recount(petition, at)
