"""Who reviews what: coverage, even loads, conflicts, capacities, and what is missing."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.mcda import McdaError, assign

thorough = settings(max_examples=100, deadline=None)


def reviewers(assignment, item):
    return [evaluator for evaluator, given_item in assignment.pairs if given_item == item]


def test_assign_gives_each_item_three_and_even_loads():
    result = assign(["a", "b", "c", "d"], range(8))
    assert all(len(set(reviewers(result, item))) == 3 for item in range(8))
    assert dict(result.loads) == {"a": 6, "b": 6, "c": 6, "d": 6}


def test_assign_keeps_away_from_conflicts():
    result = assign(["a", "b", "c", "d"], ["x", "y"], forbidden=[("a", "x"), ("b", "y")])
    assert result.pairs == (
        ("b", "x"), ("c", "x"), ("d", "x"), ("a", "y"), ("c", "y"), ("d", "y"),
    )  # fmt: skip


def test_assign_holds_capacities_and_what_stands():
    result = assign(
        ["a", "b", "c"], ["x", "y", "z"], reviews=1, kept=[("c", "x")], capacity={"a": 1, "c": 1}
    )
    assert reviewers(result, "x") == ["c"]
    assert dict(result.loads) == {"a": 1, "b": 1, "c": 1}


def test_assign_counts_standing_loads_as_loads():
    kept = [("a", "v"), ("a", "w")]
    result = assign(["a", "b"], ["v", "w", "x", "y"], reviews=1, kept=kept)
    assert dict(result.loads) == {"a": 2, "b": 2}


def test_assign_leaves_an_item_that_has_more_than_enough():
    kept = [("a", "x"), ("b", "x")]
    result = assign(["a", "b", "c"], ["x"], reviews=1, kept=kept, capacity={"a": 0})
    assert result.pairs == (("a", "x"), ("b", "x"))


def test_assign_names_the_items_that_lack_reviewers():
    with pytest.raises(McdaError) as error:
        assign(["a", "b", "c"], ["x", "y"], forbidden=[("a", "y"), ("b", "y")])
    assert error.value.code == "too_few_reviewers"
    assert error.value.params == {"lacking": {"y": 2}, "reviews": 3}


def test_assign_misses_as_few_reviews_as_possible():
    # Only b may take y: a must leave b's single place to it.
    with pytest.raises(McdaError) as error:
        assign(
            ["a", "b"], ["x", "y", "z"], reviews=1, forbidden=[("a", "y")],
            capacity={"a": 1, "b": 1},
        )  # fmt: skip
    assert sum(error.value.params["lacking"].values()) == 1


def test_assign_mixes_who_meets_whom():
    result = assign(range(12), range(24))
    met = {
        (a, b) for item in range(24) for a, b in product(reviewers(result, item), repeat=2) if a < b
    }
    assert len(met) > 30  # blocks of three that always meet would make 12 pairs


def test_assign_is_the_same_for_the_same_seed_alone():
    first, again = assign(range(9), range(9)), assign(range(9), range(9))
    assert first == again
    assert first.pairs != assign(range(9), range(9), seed=1).pairs


def test_assign_of_nothing_is_nothing():
    assert assign(["a"], []).pairs == ()
    assert dict(assign(["a"], ["x"], reviews=0).loads) == {"a": 0}
    with pytest.raises(McdaError, match="too_few_reviewers"):
        assign([], ["x"])


@st.composite
def tasks(draw):
    evaluators, items = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    every = list(product(range(evaluators), range(items)))
    state = draw(st.lists(st.sampled_from("...xk"), min_size=len(every), max_size=len(every)))
    forbidden = [pair for pair, mark in zip(every, state, strict=True) if mark == "x"]
    kept = [pair for pair, mark in zip(every, state, strict=True) if mark == "k"]
    capacity = draw(st.dictionaries(st.integers(0, evaluators - 1), st.integers(0, 4)))
    return evaluators, items, draw(st.integers(0, 3)), forbidden, kept, capacity


def best_by_search(evaluators, items, reviews, forbidden, kept, capacity):
    """The loads of every assignment, by trying all: the least sum of squares and most reviews."""
    states = {tuple(sum(e == who for e, _ in kept) for who in range(evaluators)): 0}
    for item in range(items):
        held = {e for e, i in kept if i == item}
        need = max(0, reviews - len(held))
        free = [e for e in range(evaluators) if e not in held and (e, item) not in forbidden]
        after = {}
        for loads, missing in states.items():
            for chosen in product((0, 1), repeat=len(free)):
                taken = [e for e, one in zip(free, chosen, strict=True) if one]
                new = list(loads)
                for e in taken:
                    new[e] += 1
                full = any(new[e] > capacity.get(e, items) for e in taken)
                if len(taken) > need or full:
                    continue
                key, lacks = tuple(new), missing + need - len(taken)
                after[key] = min(after.get(key, lacks), lacks)
        states = after
    fewest = min(states.values())
    return fewest, min(
        sum(n * n for n in loads) for loads, lacks in states.items() if lacks == fewest
    )


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_assign_covers_evenly_or_says_how_much_is_missing(task):
    evaluators, items, reviews, forbidden, kept, capacity = task
    fewest, squares = best_by_search(*task)
    arguments = {"reviews": reviews, "forbidden": forbidden, "kept": kept, "capacity": capacity}
    if fewest:
        with pytest.raises(McdaError) as error:
            assign(range(evaluators), range(items), **arguments)
        assert sum(error.value.params["lacking"].values()) == fewest
        return
    result = assign(range(evaluators), range(items), **arguments)
    assert len(set(result.pairs)) == len(result.pairs)
    assert set(kept) <= set(result.pairs)
    assert not set(forbidden) & set(result.pairs)
    for item in range(items):
        standing = sum(i == item for _, i in kept)
        assert len(reviewers(result, item)) == max(reviews, standing)
    assert sum(load * load for load in result.loads.values()) == squares


@thorough
@given(st.integers(3, 9), st.integers(1, 20))
def test_assign_without_conflicts_differs_by_one_at_most(evaluators, items):
    loads = assign(range(evaluators), range(items)).loads.values()
    assert max(loads) - min(loads) <= 1


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("duplicate", lambda: assign(["a", "a"], ["x"])),
        ("duplicate", lambda: assign(["a"], ["x", "x"])),
        ("pair_unknown", lambda: assign(["a"], ["x"], forbidden=[("b", "x")])),
        ("pair_unknown", lambda: assign(["a"], ["x"], kept=[("a", "y")])),
        ("kept_forbidden", lambda: assign(["a"], ["x"], kept=[("a", "x")], forbidden=[("a", "x")])),
        ("reviews_negative", lambda: assign(["a"], ["x"], reviews=-1)),
        ("evaluator_unknown", lambda: assign(["a"], ["x"], capacity={"b": 1})),
        ("capacity_negative", lambda: assign(["a"], ["x"], capacity={"a": -1})),
    ],
)
def test_assign_refuses(code, call):
    with pytest.raises(McdaError) as error:
        call()
    assert error.value.code == code
