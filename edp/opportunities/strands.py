"""Support of a card, group by group, as strands with words.

A strand is as long as the part of its group that supports the card, so that a sector with four
seats weighs as much as one with forty. Those without a seat have no whole to be a part of: they
are counted in words only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commons.people.enums import Sector

from .queries import RESIDENT

# The drawing of the prototype: 90 wide, four strands.
LENGTH, PITCH = 90, 6.2


@dataclass(frozen=True)
class Strand:
    sector: str
    label: str
    count: int
    seats: int
    y: float
    length: float


@dataclass(frozen=True)
class Support:
    """`words` says all that the drawing shows, and more; `missing` names the silent sectors."""

    strands: list[Strand]
    others: int
    total: int
    words: str
    missing: list[str]


def support_of(counts: Mapping[str, int], seats: Mapping[str, int]) -> Support:
    """`counts` of one card, as `queries.support_by_sector` gives them."""
    strands = [
        Strand(
            sector=sector.value,
            label=str(sector.label).capitalize(),
            count=counts[sector],
            seats=seats[sector],
            y=round(PITCH * place, 1),
            length=round(LENGTH * min(1.0, counts[sector] / seats[sector]), 1)
            if seats[sector]
            else 0,
        )
        for place, sector in enumerate(Sector)
    ]
    others = counts[RESIDENT]
    told = [
        _("%(group)s %(count)s of %(seats)s")
        % {"group": one.label, "count": one.count, "seats": one.seats}
        for one in strands
    ]
    told.append(_("without a seat %(count)s") % {"count": others})
    return Support(
        strands=strands,
        others=others,
        total=sum(counts.values()),
        words=", ".join(told),
        missing=[one.label for one in strands if one.seats and not one.count],
    )
