"""Small random elections in which ties and exact fits are frequent."""

from hypothesis import strategies as st

from algorithms.allocation import Election, Project

IDS = tuple("abcdefg")


@st.composite
def elections(draw, most_points=1, groups=False, largest_cost=30):
    ids = IDS[: draw(st.integers(1, len(IDS)))]
    group = st.sampled_from(("", "", "x", "y")) if groups else st.just("")
    projects = [
        Project(i, draw(st.integers(1, largest_cost)), draw(group), draw(st.integers(0, 1)))
        for i in ids
    ]
    ballot = st.dictionaries(st.sampled_from(ids), st.integers(1, most_points), max_size=len(ids))
    ballots = draw(st.lists(st.tuples(ballot, st.integers(1, 3)), min_size=1, max_size=8))
    budget = draw(st.integers(1, 3 * largest_cost))
    return Election(budget, projects, ballots)


lots = st.permutations(range(len(IDS))).map(lambda drawn: dict(zip(IDS, drawn, strict=True)))
