"""Writes of the open books."""

from .books import open_fund, record_expense, record_gift, record_spending, reverse, set_budget
from .reporting import publish_report
from .visiting import announce_hours, book, cancel_hours, give_back, settle_visit

__all__ = [
    "announce_hours",
    "book",
    "cancel_hours",
    "give_back",
    "open_fund",
    "publish_report",
    "record_expense",
    "record_gift",
    "record_spending",
    "reverse",
    "set_budget",
    "settle_visit",
]
