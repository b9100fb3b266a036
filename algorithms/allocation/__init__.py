"""Participatory-budgeting rules: pure, exact, and able to explain themselves.

A trace accounts for every project of the election. Keys of ``Step.data`` by code; money and votes
are integers, rationals stand as "p/q" with a decimal of two places beside them (``x_rounded``):

- ``no_votes``: votes. ``below_threshold``: votes, needed, votes_short.
- ``over_budget`` (not greedy): votes, short (cost beyond the whole budget).
- ``excluded``: by (the funded project of the same group).
- greedy and completion: votes, measure, left (money before it), and
  ``chosen``: place, left_after, tied_with (those the tie-break put behind, where there were any);
  ``does_not_fit`` and ``not_counted`` (after the first misfit ended the count): short, to_pass (the
  lowest winner ahead of which there was still money for it, if any) and, by votes, votes_short.
- Equal Shares ``chosen``: place, votes, rho, largest_payment, effective_votes (cost over largest
  payment), held and held_after (its supporters' money), paid_full, paid_all_they_had and
  had_nothing (numbers of supporters), tied_with.
- Equal Shares ``unaffordable``: votes, after and after_place (the purchase that made it so, empty
  and 0 at the start), held, short, held_at_start, votes_short (voters missing for the cost at the
  start; 0 when they were enough), voters_to_close (further voters with their whole endowment that
  the missing money equals).
- Phragmén ``chosen``: place, votes, load (L, what each supporter carries after it), load_before
  (what they carried together before it), left, left_after, tied_with.
- Phragmén ``outrun`` (still open when the count ended): votes, load, load_before, left, short (0 if
  it would have fitted), ended_by (the projects of the least L that did not fit), to_pass (the last
  to be bought, or to end the count, when there was still money for this one) and votes_short
  (further voters, of it alone, that are enough to come before that).
- maximum welfare ``chosen``: place (by welfare), votes, welfare (what all voters together gain from
  it), left, left_after. ``outweighed``: votes, welfare, left, short, instead_of (winners that could
  make room for it) and votes_short, or points_short by score (enough to be worth more than they).
"""

from algorithms.allocation.election import Election, Project
from algorithms.allocation.eligibility import proportional_threshold
from algorithms.allocation.envelopes import Envelope, Leftovers, count_envelopes
from algorithms.allocation.errors import AllocationError
from algorithms.allocation.explanation import Explanation, explain
from algorithms.allocation.outcome import Outcome, Standing, Step
from algorithms.allocation.phragmen import phragmen
from algorithms.allocation.satisfaction import Statistics, statistics
from algorithms.allocation.shares import equal_shares
from algorithms.allocation.ties import TieBreak
from algorithms.allocation.utilitarian import greedy
from algorithms.allocation.welfare import max_welfare

__all__ = [
    "AllocationError",
    "Election",
    "Envelope",
    "Explanation",
    "Leftovers",
    "Outcome",
    "Project",
    "Standing",
    "Statistics",
    "Step",
    "TieBreak",
    "count_envelopes",
    "equal_shares",
    "explain",
    "greedy",
    "max_welfare",
    "phragmen",
    "proportional_threshold",
    "statistics",
]
