"""Hashed 4-grams: endings, order and slips do not matter, rare words do."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from algorithms.similarity import LENGTH, Index, nearest

TITLES = [
    "китапхана ауласын абаттандыру",
    "сквер у библиотеки благоустроить",
    "bicycle lane along the embankment",
    "мектеп алдындагы откел",
    "детская площадка на улице абая 12",
    "детская площадка на улице абая 14",
]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("китапхананын ауласы коркейтилсин", 0),
        ("благоустройство сквера возле библиотеки", 1),
        ("embankment bycicle lanes", 2),
        ("откел мектептин алдында", 3),
        ("площадка детская абая 14", 5),
    ],
)
def test_other_words_for_the_same_are_found_first(asked, place):
    assert nearest(Index(TITLES).likeness(asked), 1)[0].position == place


def test_text_is_entirely_like_itself():
    index = Index(TITLES)
    for place, title in enumerate(TITLES):
        assert index.likeness(title)[place] == pytest.approx(1, abs=1e-5)


def test_nothing_in_common_is_not_found():
    assert nearest(Index(TITLES).likeness("zzzzzz qqqqqq"), 5) == []
    assert nearest(Index([]).likeness("some words"), 5) == []
    assert nearest(Index(TITLES).likeness(""), 5) == []


def test_share_says_how_much_of_a_title_stands_in_a_text():
    index = Index(["a long text about benches and about trees", "trees"])
    share = index.share("benches and trees")
    assert share[0] == pytest.approx(1)
    assert 0 < share[1] < 0.6


def test_of_equals_the_earlier_text_comes_first():
    found = nearest(Index(["same words", "same words", "other thing"]).likeness("same words"), 2)
    assert [near.position for near in found] == [0, 1]


def plain_likeness(texts, asked):
    """The same by the definition, with sets of grams instead of hashes."""

    def grams(text):
        padded = f" {' '.join(text.split())} "
        return {padded[i : i + LENGTH] for i in range(len(padded) - LENGTH + 1)}

    sets = [grams(text) for text in texts]
    df = {}
    for one in sets:
        for gram in one:
            df[gram] = df.get(gram, 0) + 1
    common = max(2, 0.1 * len(texts))
    weight = {g: math.log1p(len(texts) / n) ** 2 for g, n in df.items() if n <= common}

    def norm(one):
        return math.sqrt(sum(weight.get(g, 0) for g in one))

    mine = grams(asked)
    return [
        sum(weight.get(g, 0) for g in mine & one) / (norm(mine) * norm(one))
        if norm(mine) * norm(one)
        else 0
        for one in sets
    ]


words = st.lists(
    st.sampled_from(["су", "жол", "park", "сад", "ауыл", "bench", "фонтан"]), max_size=6
).map(" ".join)


@given(st.lists(words, max_size=12), words)
def test_likeness_is_the_cosine_of_the_definition(texts, asked):
    found = Index(texts).likeness(asked)
    assert np.allclose(found, plain_likeness(texts, asked), atol=1e-4)
