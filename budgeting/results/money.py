"""Amounts as a round counts them: tenge, or the currency of an imported file."""

from dataclasses import dataclass

from commons.interface import numbers

from ..models import Round


@dataclass(frozen=True)
class Unit:
    """`scale`: how many of our whole units make one of `sign`."""

    sign: str = "₸"
    scale: int = 1

    def show(self, value: float | None) -> str:
        """In full: 24 600 000 ₸, or 2 011 938.01 PLN."""
        if value is None:
            return numbers.NONE
        amount = value / self.scale
        whole = numbers.grouped(amount) if amount == round(amount) else numbers.decimal(amount, 2)
        return f"{whole}{numbers.NBSP}{self.sign}"

    def exact(self, rounded: str) -> str:
        """A decimal of the trace (two places, with a point) in this unit."""
        return f"{numbers.decimal(float(rounded) / self.scale, 2)}{numbers.NBSP}{self.sign}"

    def short(self, value: float) -> str:
        """For headings: 80 million ₸."""
        if self.sign == "₸" and self.scale == 1:
            return numbers.millions(value)
        return self.show(value)


TENGE = Unit()


def unit_of(round: Round) -> Unit:
    """One query for an imported round, none for one of ours."""
    if not round.imported_from:
        return TENGE
    source = getattr(round, "pabulib", None)
    if source is None:
        return TENGE
    currency = dict(source.meta).get("currency", "").strip()
    return Unit(currency or "¤", source.scale)
