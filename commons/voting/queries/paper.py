"""Paper ballots as officers see them."""

from django.db.models import QuerySet

from .. import keys
from ..errors import VotingError
from ..formats import Choices
from ..models import PaperBallot, Poll
from ..papers import choices_of


def papers(poll: Poll) -> QuerySet[PaperBallot]:
    """All forms entered for a poll, those that wait for a second officer first."""
    return poll.paper_ballots.select_related("entered_by", "confirmed_by").order_by(
        "status", "entered_at", "pk"
    )


def paper_choices(paper: PaperBallot) -> Choices:
    """What the first officer entered, for the second to compare. Empty once it is in the box."""
    if not paper.choices:
        return {}
    try:
        return choices_of(paper, keys.poll_key(paper.poll_id))
    except keys.KeyMissingError as error:
        raise VotingError("box_locked") from error
