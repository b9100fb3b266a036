"""Background work of rounds. The sweep finds what the clock has brought; safe to run twice."""

import logging

from celery import shared_task

from commons.interface.errors import DomainError
from commons.voting.queries import database_now

from . import operations
from .queries import due

log = logging.getLogger(__name__)


@shared_task(name="budgeting.tasks.sweep_polls")  # type: ignore[untyped-decorator]
def sweep_polls() -> None:
    """Close the votes whose time has come and have them counted; opens nothing by itself.

    Corrections whose time has passed go to the recheck as they stand. What fails for one round
    is logged and does not keep the others waiting.
    """
    at = database_now()
    for project in due.lapsed_corrections(at):
        _attempt("lapse", operations.lapse_correction, project=project, at=at)
    for round in due.votes_over(at):
        _attempt("close", operations.close_voting, round=round, actor=None, at=at)
    for round in due.uncounted():
        _attempt("count", operations.count, round=round, actor=None, at=at)
        _attempt("settle", operations.settle_count, round=round, at=at)


def _attempt(what: str, operation, **arguments) -> None:  # type: ignore[no-untyped-def]
    try:
        operation(**arguments)
    except DomainError:
        log.exception("The sweep could not %s: %s", what, arguments)
