"""When a term ends and when the next formation must have begun."""

import calendar
from datetime import date

from ..periods import Periods
from .models import Council


def months_on(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative), or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def set_term(council: Council, begins_on: date, periods: Periods) -> None:
    """A term of years ends on the day of the same number (Civil Code, article 173); the next
    working group must have begun so many months before it. Saving is left to the caller."""
    council.term_begins_on = begins_on
    council.term_ends_on = months_on(begins_on, 12 * periods.term_years)
    council.formation_due_on = months_on(council.term_ends_on, -periods.formation_months)
