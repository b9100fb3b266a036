"""How many signatures a petition needs: a figure, or for an oblast a share of its population."""

from dataclasses import dataclass

from commons.territories.enums import Level
from commons.territories.models import Akimat

from ..periods import periods_of
from .enums import Addressee

# A share is held in hundredths of a percent.
WHOLE = 10_000


@dataclass(frozen=True)
class Threshold:
    """`share` and `population` are set where the number was computed from them."""

    number: int
    share: int | None = None
    population: int | None = None
    source: str = ""

    @property
    def fraction(self) -> float | None:
        return None if self.share is None else self.share / WHOLE


def is_region(akimat: Akimat) -> bool:
    return akimat.territory.level <= Level.REGION


def threshold_of(akimat: Akimat, addressee: str) -> Threshold | None:
    """None where the population that it is a share of is not known."""
    periods = periods_of(akimat)
    to_akimat = addressee == Addressee.AKIMAT
    if not is_region(akimat):
        return Threshold(periods.petition_akimat if to_akimat else periods.petition_maslikhat)
    share = periods.petition_region_akimat if to_akimat else periods.petition_region_maslikhat
    if not periods.population:
        return None
    # A part of a person is a whole signature.
    number = -(-periods.population * share // WHOLE)
    return Threshold(max(1, number), share, periods.population, periods.population_source)
