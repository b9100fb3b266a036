"""Shares of people, in whole numbers only.

The law speaks of thirds, the settings of whole per cent. A share is rounded to whole per cent, half
up, and compared: so 67 % is met by 6 of 9, 10 of 15 and 20 of 30 and missed by 6 of 10, exactly as
two thirds are, for any body of less than 200 people; 33 % likewise stands for one third.
"""


def rounded(part: int, whole: int) -> int:
    """`part` of `whole` in whole per cent, half up; 0 of nobody."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def least(whole: int, percent: int) -> int:
    """The fewest of `whole` whose share is `percent` or more."""
    return next((part for part in range(whole + 1) if rounded(part, whole) >= percent), whole)


def most(whole: int, percent: int) -> int:
    """The most of `whole` whose share is `percent` or less."""
    return max(part for part in range(whole + 1) if rounded(part, whole) <= percent)
