"""When a range of endowments may be passed over, and that nothing else is."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.allocation import Election, Project, TieBreak
from algorithms.allocation.purchases import purchases, purchases_if_alike
from algorithms.allocation.purse import Electorate

from .strategies import elections, lots


def setting(election, utility="cost", ties=None):
    taking_part = [c for c, p in enumerate(election.projects) if election.votes[p.id]]
    order = (ties or TieBreak.by_id()).order(election)
    return Electorate(election, taking_part, utility), order, [p.group for p in election.projects]


def bought(parts, endowment):
    return [p.project for p in purchases(*parts, Fraction(endowment))]


# a costs 31 for voters 2 and 3: 15.5 each, ρ = 1/2, and goes first by id at every endowment below.
# b costs 51 for voters 1 and 2, c costs 45 for voters 2 and 3.
CROSSING = Election(
    1000,
    [Project("a", 31), Project("b", 51), Project("c", 45)],
    [({"b": 1}, 1), ({"a": 1, "b": 1, "c": 1}, 1), ({"a": 1, "c": 1}, 1)],
)


def test_both_ends_alike_do_not_make_the_middle_alike():
    parts = setting(CROSSING)
    # 37: voters 2 and 3 have 21.5 left, together 43 < 45: c is gone, b is bought.
    assert bought(parts, 37) == [0, 1]
    # 38: 22.5 each, exactly 45: c at ρ = 1/2; b would take 22.5 + 28.5, ρ = 28.5/51 > 1/2.
    assert bought(parts, 38) == bought(parts, 40) == [0, 2]
    # 41: 25.5 each: b takes 25.5 + 25.5, ρ = 1/2, ties with c and goes first by id.
    assert bought(parts, 41) == [0, 1]
    below = purchases(*parts, Fraction(37))
    assert purchases_if_alike(*parts, Fraction(41), below) is None


def test_a_tie_that_appears_at_the_upper_end_is_not_alike():
    # From 38 on c is bought, until at 41 b has its ρ = 1/2 too and goes first.
    parts = setting(CROSSING)
    below = purchases(*parts, Fraction(38))
    assert purchases_if_alike(*parts, Fraction(41), below) is None


def test_a_rival_between_the_two_prices_is_not_alike():
    # d takes 17/4 from all, b 14 each from voters 2, 3, 4. What then remains to voters 1, 2, 4:
    # 21: 16.75, 2.75, 2.75: a is gone (5.5 < 7); c takes 5.5 + 14.5, ρ = 14.5/20.
    # 22: 17.75, 3.75, 3.75: a takes 3.5 each, ρ = 1/2; c would take 7.5 + 12.5, ρ = 12.5/20.
    # 24: 19.75, 5.75, 5.75: c takes 11.5 + 8.5, ρ = 8.5/20, before a with ρ = 1/2.
    town = Election(
        1000,
        [Project("a", 7), Project("b", 42), Project("c", 20), Project("d", 17)],
        [(dict.fromkeys(ballot, 1), 1) for ballot in ("cd", "abcd", "bd", "abcd")],
    )
    parts = setting(town)
    assert bought(parts, 21) == bought(parts, 24) == [3, 1, 2]
    assert bought(parts, 22) == [3, 1, 0]
    below = purchases(*parts, Fraction(21))
    assert purchases_if_alike(*parts, Fraction(24), below) is None


def test_a_range_in_which_all_can_pay_is_alike():
    parts = setting(CROSSING)
    below = purchases(*parts, Fraction(100))
    alike = purchases_if_alike(*parts, Fraction(10**9), below)
    assert alike is not None
    assert [p.project for p in alike] == [p.project for p in below] == [0, 1, 2]


def test_a_project_affordable_only_at_the_upper_end_is_not_alike():
    one = Election(10, [Project("a", 10)], [({"a": 1}, 1)])
    parts = setting(one)
    assert purchases_if_alike(*parts, Fraction(9), []) == []
    assert purchases_if_alike(*parts, Fraction(10), []) is None


@settings(max_examples=300, deadline=None)
@given(
    elections(most_points=3, groups=True),
    lots,
    st.sampled_from(("cost", "cardinality", "score")),
    st.integers(1, 40),
    st.integers(2, 12),
)
def test_what_is_shown_alike_is_alike(election, lots, utility, lower, width):
    parts = setting(election, utility, TieBreak.published(lots))
    below = purchases(*parts, Fraction(lower, 4))
    alike = purchases_if_alike(*parts, Fraction(lower + width, 4), below)
    if alike is not None:
        sequences = [bought(parts, Fraction(lower + k, 4)) for k in range(width + 1)]
        assert all(s == [p.project for p in below] for s in sequences)
        assert [p.project for p in alike] == sequences[0]
