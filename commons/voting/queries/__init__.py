"""Reads. While a poll is open nothing here tells how many chose what, only how many voted."""

from ..models import Option, PaperBallot, Poll, Tally  # for the types of those who call
from .ballots import (
    Turnout,
    box_counts,
    counting_channels,
    final_ballots,
    final_ballots_by_area,
    turnout,
    turnout_by_area,
    turnouts,
)
from .counts import official_outcome, official_tally, outcome, tallies
from .log import (
    Inclusion,
    consistency,
    heads,
    inclusion,
    inclusion_of,
    is_sealed,
    latest_head,
    leaf_of,
    log_entries,
    log_size,
    position_of,
    unsealed_polls,
)
from .paper import paper_choices, papers
from .polls import clock, database_now, fixed_rules, option_counts, options, rules_of
from .publications import is_verifiable, publication_of
from .voters import OwnBallot, may_vote, own_ballot, own_ballots, paper_ballots_of, polls_of

__all__ = [
    "Inclusion",
    "Option",
    "OwnBallot",
    "PaperBallot",
    "Poll",
    "Tally",
    "Turnout",
    "box_counts",
    "clock",
    "consistency",
    "counting_channels",
    "database_now",
    "final_ballots",
    "final_ballots_by_area",
    "fixed_rules",
    "heads",
    "inclusion",
    "inclusion_of",
    "is_sealed",
    "is_verifiable",
    "latest_head",
    "leaf_of",
    "log_entries",
    "log_size",
    "may_vote",
    "official_outcome",
    "official_tally",
    "option_counts",
    "options",
    "outcome",
    "own_ballot",
    "own_ballots",
    "paper_ballots_of",
    "paper_choices",
    "papers",
    "polls_of",
    "position_of",
    "publication_of",
    "rules_of",
    "tallies",
    "turnout",
    "turnout_by_area",
    "turnouts",
    "unsealed_polls",
]
