"""Akimats and the places they answer for."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons.territories.enums import Level
from commons.territories.models import Akimat, Territory

from ..addresses import page
from ..declaring import Dataset, Field, Kind, integer, string, texts


def akimats(akimat: Akimat | None) -> QuerySet[Akimat]:
    found = Akimat.objects.filter(is_active=True).select_related("territory")
    return found if akimat is None else found.filter(pk=akimat.pk)


def territories(akimat: Akimat | None) -> QuerySet[Territory]:
    """The akimat's own and everything in it."""
    found = Territory.objects.defer("outline")
    return found.filter(kato__startswith=akimat.territory.prefix) if akimat else found


def _page(row: Akimat) -> str:
    return page("akimat", row.slug)


AKIMATS = Dataset(
    name="akimats",
    title=_("Akimats"),
    about=_("Local executives that decide together with residents on this site."),
    group="places",
    rows=akimats,
    fields=(
        integer("id", _("Key.")),
        string("akimat", _("Address on this site, by which other datasets name it."), "slug"),
        texts("name", _("Name.")),
        string("kato", _("KATO code of its territory."), "territory.kato"),
        string("email", _("E-mail of the office; may be empty.")),
        string("phone", _("Telephone of the office; may be empty.")),
        texts("address", _("Postal address.")),
        Field("page", Kind.ADDRESS, _("Its page."), _page),
    ),
)
TERRITORIES = Dataset(
    name="territories",
    title=_("Territories"),
    about=_("Units of the classifier of administrative-territorial objects (KATO) that are known."),
    group="places",
    rows=territories,
    fields=(
        integer("id", _("Key.")),
        string("kato", _("KATO code: nine digits.")),
        integer("level", _("Level, from 0 (the country) to 4 (a settlement)."), codes=Level),
        texts("name", _("Name.")),
        string("iso", _("ISO 3166-2 code of a region; empty for the others.")),
        Field(
            "inside",
            Kind.STRINGS,
            _("Codes of the units it lies in, the region first."),
            lambda row: row.ancestor_codes,
        ),
    ),
)
