"""The kernel counts as numpy does: the same purchases, the same fractions, the same books."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from algorithms.allocation import Election, Project, TieBreak
from algorithms.allocation.counts import Numpy
from algorithms.allocation.kernel.library import KernelError, build, load
from algorithms.allocation.kernel.shares import LARGEST_PART, Compiled
from algorithms.allocation.purse import Electorate

from .strategies import elections, lots

UTILITIES = st.sampled_from(("cost", "cardinality", "score"))


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    try:
        return load(build(tmp_path_factory.mktemp("kernel")))
    except KernelError as error:
        pytest.skip(str(error))


def both_ways(kernel, election, utility, order):
    taking_part = [c for c, p in enumerate(election.projects) if election.votes[p.id]]
    electorate = Electorate(election, taking_part, utility)
    parts = (election, electorate, order)
    return Compiled(kernel, *parts), Numpy(*parts)


def agree(kernel, election, endowments, utility="cost", order=None):
    order = order or TieBreak.by_id().order(election)
    compiled, plain = both_ways(kernel, election, utility, order)
    for endowment in endowments:
        found = plain.count(endowment)
        assert compiled.count(endowment).projects == found.projects
        made, accounts = compiled.account(endowment)
        exact, expected = plain.account(endowment, found)
        assert accounts == expected
        parts = [(p.project, p.rho, p.price, p.tied) for p in made]
        assert parts == [(p.project, p.rho, p.price, p.tied) for p in exact]


@settings(max_examples=400, deadline=None)
@given(
    elections(most_points=3, groups=True), lots, UTILITIES,
    st.lists(st.fractions(0, 40, max_denominator=60), min_size=1, max_size=4),
)  # fmt: skip
def test_counts_and_books_are_the_same(kernel, election, drawn, utility, endowments):
    order = TieBreak.published(drawn).order(election)
    agree(kernel, election, endowments, utility, order)


@settings(max_examples=200, deadline=None)
@given(
    elections(most_points=3, groups=True), UTILITIES, st.integers(1, 40),
    st.sampled_from((2**20, 2**35, 2**45 + 1)), st.lists(st.integers(-2, 2), min_size=7),
)  # fmt: skip
def test_near_ties_are_told_apart(kernel, election, utility, endowment, scale, shifts):
    """Money so fine that doubles cannot tell a difference of one unit after a division."""
    changed = [
        Project(p.id, p.cost * scale + shift, p.group, p.precedence)
        for p, shift in zip(election.projects, shifts, strict=False)
    ]
    ids = [p.id for p in changed]
    ballots = [({ids[c]: n for c, n in row}, many) for row, many in election.ballots]
    fine = Election(election.budget * scale, changed, ballots)
    endowments = [Fraction(endowment * scale + shift, 4) for shift in (-1, 0, 1)]
    agree(kernel, fine, endowments, utility)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 40), st.integers(0, 3), st.integers(1, 2**40), st.randoms())
def test_many_purchases_keep_fractions_exact(kernel, projects, gap, scale, rng):
    """Denominators grow with every purchase, far beyond any machine word."""
    listed = [Project(f"{c:02}", scale * rng.randint(3, 9) + gap * c) for c in range(projects)]
    ballots = [
        ({p.id: rng.randint(1, 5) for p in rng.sample(listed, rng.randint(1, projects))}, many)
        for many in range(1, 30)
    ]
    election = Election(scale * projects * 3, listed, ballots)
    share = Fraction(election.budget, election.voters)
    for utility in ("cost", "score"):
        agree(kernel, election, [share, share * 2, share * 7], utility)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from((2**52 - 1, 2**51, 10**15)), st.integers(1, 3), UTILITIES)
@example(2**52 - 1, 1, "cost")
def test_the_largest_numbers_do_not_overflow(kernel, cost, voters, utility):
    listed = [Project("a", cost), Project("b", cost - 1), Project("c", 1)]
    crowd = 2**40 // voters
    ballots = [
        ({"a": 1, "b": 1}, crowd), ({"b": 1, "c": 1}, crowd - 1), ({"a": 1, "c": 1}, voters),
        (dict.fromkeys("abc", 1), 1),
    ]  # fmt: skip
    election = Election(cost, listed, ballots)
    share = Fraction(cost, election.voters)
    highest = Fraction(LARGEST_PART - 1, election.voters)
    agree(kernel, election, [share, share * 2, share * 3, highest], utility)


def test_numbers_beyond_the_kernel_are_counted_without_it(kernel):
    small = Election(10, [Project("a", 5)], [({"a": 1}, 2)])
    large = Election(2**52, [Project("a", 2**52)], [({"a": 1}, 2)])
    empty = Election(10, [], [])
    for election, highest, compiled in [
        (small, Fraction(5), True),
        (small, Fraction(2**62), False),
        (small, Fraction(1, 2**62), False),
        (large, Fraction(5), False),
        (empty, Fraction(5), False),
    ]:
        taking_part = range(len(election.projects))
        electorate = Electorate(election, taking_part, "cost")
        order = TieBreak.by_id().order(election)
        found = Compiled.of(kernel, election, electorate, order, highest)
        assert (found is not None) == compiled
        assert Compiled.of(None, election, electorate, order, highest) is None


def test_one_kernel_serves_one_count_after_another(kernel):
    listed = [Project("a", 6), Project("b", 6), Project("c", 4)]
    election = Election(12, listed, [({"a": 2, "b": 1}, 3), ({"b": 3, "c": 1}, 2)])
    agree(kernel, election, [Fraction(k, 2) for k in (9, 1, 4, 9, 3, 30, 2)], "score")
