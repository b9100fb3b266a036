"""Features and their values in the reader's language, and what the background is doing."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from commons.people.enums import Sector
from commons.territories.models import Territory

from ..councils.enums import Sex
from .enums import Feature


def feature_label(feature: str) -> str:
    """A trait that we do not know is called as the applications call it."""
    label = str(Feature(feature).label) if feature in Feature.values else feature
    return label[:1].upper() + label[1:]


def value_labels(values: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    """Labels by feature and value; one query for all districts."""
    codes = values.get(Feature.DISTRICT, [])
    places = dict(Territory.objects.filter(kato__in=codes).values_list("kato", "name"))
    known: dict[str, dict[str, str]] = {
        Feature.SEX: {one.value: str(one.label) for one in Sex},
        Feature.SECTOR: {one.value: str(one.label) for one in Sector},
        Feature.DISTRICT: places,
    }
    return {
        (feature, value): known.get(feature, {}).get(value) or value
        for feature, held in values.items()
        for value in held
    }


def step_words(code: str) -> str:
    """What is being computed, for the page that waits."""
    words = {
        "relaxing": _("Looking for the fairest chances"),
        "peeling": _("Putting panels together"),
        "covering": _("Making the chances equal"),
        "rounding": _("Writing the 1,000 panels"),
    }
    return words.get(code, _("Beginning"))


def failure_words(code: str) -> str:
    return {
        "quotas_infeasible": _("No panel keeps these quotas. Check them."),
        "pool_too_small": _("Too few people of different homes and organisations applied."),
    }.get(code, _("The chances could not be computed: %(code)s.") % {"code": code})
