"""Which organisation a name means: one representative of each, however its name is typed."""

import re

from commons.people.enums import Sector
from commons.people.models import Organisation
from commons.territories.models import Akimat

_WORD = re.compile(r"[^\W_]+")


def normalised(name: str) -> str:
    """The words of a name in lower case, without quotes and signs."""
    return " ".join(_WORD.findall(name)).casefold()


def known(akimat: Akimat, name: str) -> Organisation | None:
    wanted = normalised(name)
    if not wanted:
        return None
    rows = Organisation.objects.filter(akimat=akimat).order_by("name", "pk")
    return next((one for one in rows if normalised(one.name) == wanted), None)


def found_or_made(akimat: Akimat, name: str, sector: str) -> Organisation | None:
    """None for no name: the person speaks for themselves."""
    name = " ".join(name.split())[:200]
    if not normalised(name):
        return None
    found = known(akimat, name)
    if found is not None:
        return found
    made, _new = Organisation.objects.get_or_create(
        akimat=akimat, name__iexact=name, defaults={"name": name, "sector": Sector(sector)}
    )
    return made
