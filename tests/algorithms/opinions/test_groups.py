"""Groups of opinion: a conversation made by hand, what always holds, and what is not enough."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from algorithms.opinions import (
    UNSEEN,
    Divided,
    Missing,
    OpinionsError,
    Shared,
    from_matrix,
    from_records,
    groups,
)

# Everybody wants the road (0), six want the market (1 to 7) and five do not.
MARKET = [1] + [1] * 7
QUIET = [1] + [-1] * 7
TOWN = np.array([MARKET] * 6 + [QUIET] * 5, dtype=np.int8)
TOWN[0, 1] = 0


def camps(seed, people=60, statements=20):
    """Three camps with noise, half of the statements unseen."""
    random = np.random.default_rng(seed)
    views = random.uniform(-1, 1, (3, statements))[random.integers(0, 3, people)]
    votes = np.sign(np.round(views + random.normal(0, 0.5, views.shape))).astype(np.int8)
    return np.where(random.random(votes.shape) < 0.3, UNSEEN, votes).astype(np.int8)


def test_two_camps_are_told_apart_and_bridged():
    opinions = groups(from_matrix(TOWN))
    assert opinions.missing is None
    assert (opinions.k, opinions.sizes) == (2, (6, 5))
    assert opinions.labels.tolist() == [0] * 6 + [1] * 5
    assert opinions.agree.count[:, :3].tolist() == [[6, 5, 6], [5, 0, 0]]
    assert opinions.disagree.count[:, :3].tolist() == [[0, 0, 0], [0, 5, 5]]
    assert opinions.passed[:, :3].tolist() == [[0, 1, 0], [0, 0, 0]]
    assert opinions.agree.share[:, 0].tolist() == [7 / 8, 6 / 7]
    assert opinions.bridging == (Shared(0, "agree", 7 / 8 * 6 / 7),)
    assert opinions.dividing[0] == Divided(2, 0, 1, pytest.approx(6 / 8 + 5 / 7))
    market, quiet = opinions.representative
    assert {(c.direction, c.count, c.seen) for c in market} == {("agree", 6, 6)}
    assert {(c.direction, c.count) for c in quiet[1:]} == {("disagree", 5)}
    assert [(c.statement, c.direction, c.count) for c in opinions.consensus][:1] == [
        (0, "agree", 11)
    ]


def test_a_small_group_is_never_apart():
    """Four people would be found out, so with six others there are no groups; with two groups of
    six they count as the nearer one."""
    assert groups(from_matrix(TOWN[:10])).missing == Missing("groups", 1, 2)
    lone = np.array([[1] * 4 + [-1] * 4] * 2, dtype=np.int8)
    opinions = groups(from_matrix(np.vstack([TOWN, QUIET, lone])))
    assert opinions.k == 2
    assert sum(opinions.sizes) == 14
    assert min(opinions.sizes) >= 6


def test_who_voted_little_is_placed_but_not_grouped():
    shy = np.full((1, 8), UNSEEN, dtype=np.int8)
    shy[0, :3] = 1
    opinions = groups(from_matrix(np.vstack([TOWN, shy])))
    assert opinions.labels.tolist() == [0] * 6 + [1] * 5 + [-1]
    assert opinions.seen.sum() == TOWN.size
    assert opinions.projection.points[11].any()


def test_a_statement_that_few_of_a_group_saw_is_not_named_for_it():
    few = TOWN.copy()
    few[6, 0] = few[6:8, 1] = UNSEEN
    opinions = groups(from_matrix(few), least_votes=6)
    assert (opinions.sizes, opinions.seen[1, :2].tolist()) == ((6, 5), [4, 3])
    assert opinions.bridging == ()
    named = [c.statement for c in opinions.representative[1] + opinions.dividing]
    assert {*named} == {2, 3, 4, 5, 6}
    fewer = groups(from_matrix(few), least_votes=6, least_group=4)
    assert [shared.statement for shared in fewer.bridging] == [0]


def test_a_conversation_of_few_statements_asks_for_no_more_votes_than_it_has():
    assert groups(from_matrix(TOWN[:, :4])).sizes == (6, 5)


def test_what_is_moderated_out_moves_nobody_and_is_not_named():
    votes = camps(3)
    changed = votes.copy()
    changed[:, 4] = np.where(votes[:, 4] == UNSEEN, UNSEEN, -votes[:, 4])
    one, other = (groups(from_matrix(m), moderated_out=[4]) for m in (votes, changed))
    assert (one.projection.points == other.projection.points).all()
    assert (one.labels == other.labels).all()
    named = [s for told in one.representative for s in told]
    assert 4 not in {s.statement for s in [*named, *one.consensus, *one.bridging, *one.dividing]}


@pytest.mark.parametrize(
    ("matrix", "missing"),
    [
        (np.zeros((0, 0)), Missing("votes", 0, 1)),
        (np.zeros((0, 5)), Missing("votes", 0, 1)),
        (np.zeros((5, 0)), Missing("votes", 0, 1)),
        (np.full((30, 9), UNSEEN), Missing("votes", 0, 1)),
        (np.ones((1, 9)), Missing("participants", 1, 10)),
        (TOWN[1:10], Missing("participants", 9, 10)),
        (np.ones((30, 9)), Missing("differences", 1, 2)),
        (np.zeros((30, 9)), Missing("differences", 1, 2)),
        (np.tile([[1], [-1]], (20, 1))[:39], None),
    ],
)
def test_too_little_says_what_is_missing(matrix, missing):
    opinions = groups(from_matrix(matrix.astype(np.int8)))
    assert opinions.missing == missing
    assert (opinions.k == 0) == (missing is not None)
    assert opinions.seen.shape == (opinions.k, matrix.shape[1])


def test_records_in_any_order_are_the_matrix():
    matrix = camps(1)
    row, column = np.nonzero(matrix != UNSEEN)
    mixed = np.random.default_rng(2).permutation(len(row))
    row, column = row[mixed], column[mixed]
    votes = from_records(row * 10 + 7, column * 3, matrix[row, column], statements=[999])
    assert votes.participants.tolist() == [p * 10 + 7 for p in range(60)]
    assert votes.statements.tolist() == [*range(0, 60, 3), 999]
    told = groups(votes)
    assert (told.labels == groups(from_matrix(matrix)).labels).all()
    assert {c.statement for c in told.consensus} <= set(range(0, 60, 3))


@pytest.mark.parametrize(
    ("make", "code", "params"),
    [
        (lambda: from_matrix([1, 2]), "not_a_matrix", {"shape": (2,)}),
        (lambda: from_matrix([[1, 2]]), "vote_unknown", {"position": 1, "value": 2}),
        (lambda: from_records([1], [1, 2], [0, 0]), "lengths_differ", {"lengths": (1, 2, 2)}),
        (
            lambda: from_records([5, 6, 5], [8, 8, 8], [1, 1, -1]),
            "vote_twice",
            {"participant": 5, "statement": 8},
        ),
    ],
)
def test_votes_that_cannot_be_are_refused(make, code, params):
    with pytest.raises(OpinionsError) as error:
        make()
    assert (error.value.code, error.value.params) == (code, params)


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_the_order_of_people_and_statements_changes_nothing(seed):
    matrix = camps(seed)
    random = np.random.default_rng(seed)
    people, statements = random.permutation(60), random.permutation(20)
    one = groups(from_matrix(matrix))
    other = groups(from_matrix(matrix[people][:, statements]))
    assume(np.ptp(one.projection.explained) > 1e-3)
    assume(len(set(one.sizes)) == one.k)
    assert other.silhouettes == pytest.approx(one.silhouettes)
    assert other.labels.tolist() == one.labels[people].tolist()
    assert other.projection.points == pytest.approx(one.projection.points[people], abs=1e-9)
    assert other.seen.tolist() == one.seen[:, statements].tolist()
    assert other.agree.ratio_z == pytest.approx(one.agree.ratio_z[:, statements])
    assert [s.consensus for s in other.bridging] == pytest.approx(
        [s.consensus for s in one.bridging]
    )


@given(
    matrix=arrays(
        np.int8,
        st.tuples(st.integers(0, 40), st.integers(0, 12)),
        elements=st.sampled_from([-1, 0, 1, UNSEEN]),
    ),
    least=st.integers(1, 8),
)
@settings(max_examples=150, deadline=None)
def test_any_votes_give_groups_of_the_least_size_or_what_is_missing(matrix, least):
    opinions = groups(from_matrix(matrix), least_group=least)
    assert (opinions.missing is None) == (opinions.k >= 2)
    assert all(size >= max(least, 3) for size in opinions.sizes)
    assert list(opinions.sizes) == sorted(opinions.sizes, reverse=True)
    grouped = opinions.labels[opinions.labels >= 0]
    assert tuple(np.bincount(grouped).tolist()) == opinions.sizes
    assert np.isfinite(opinions.projection.points).all()
    assert np.isfinite(opinions.agree.ratio_z).all()
    assert len(opinions.representative) == opinions.k
