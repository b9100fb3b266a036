"""Filters for pages about who is in the room: `{% load room %}`."""

from django import template

from ..stakeholders import wording
from ..stakeholders.balance import Balance, Measure
from ..stakeholders.picture import Picture, picture_of

register = template.Library()


@register.filter
def picture(balance: Balance) -> Picture:
    """The braid of a balance with all its words."""
    return picture_of(balance)


@register.filter
def lacks(balance: Balance) -> list[wording.Note]:
    """What the room lacks, a note for each sector."""
    return wording.notes(balance)


@register.filter
def said(measure: Measure) -> str:
    return wording.sentence(measure)


@register.filter
def measure_title(measure: Measure) -> str:
    return str(wording.TITLES[measure.key])


@register.filter
def sector_name(sector: str) -> str:
    return wording.sector_name(sector)
