"""Finds an organisation by its name, or adds it."""

from django.db import transaction

from commons.people.enums import OrganisationSize
from commons.people.models import Organisation
from commons.territories.models import Akimat, Territory

from ..names import normalised


@transaction.atomic
def find_or_create(
    *,
    akimat: Akimat,
    name: str,
    sector: str,
    size: str = "",
    in_association: bool | None = None,
    territory: Territory | None = None,
) -> Organisation:
    """The organisation of the akimat whose name is the same but for case, quotes and legal form;
    what is known of it stays. A new one gets what is given."""
    name = " ".join(name.split())[:200]
    found = same_name(akimat, name)
    if found is not None:
        return found
    made, _new = Organisation.objects.get_or_create(
        akimat=akimat,
        name__iexact=name,
        defaults={
            "name": name,
            "sector": sector,
            "size": size or OrganisationSize.UNKNOWN,
            "in_association": in_association,
            "territory": territory,
        },
    )
    return made


def same_name(akimat: Akimat, name: str) -> Organisation | None:
    wanted = normalised(name)
    if not wanted:
        return None
    known = Organisation.objects.filter(akimat=akimat).order_by("name", "pk")
    return next((one for one in known if normalised(one.name) == wanted), None)
