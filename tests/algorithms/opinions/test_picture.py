"""The picture shows every group and nobody in it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import Delaunay

from algorithms.opinions import from_matrix, groups, picture
from tests.algorithms.opinions.test_groups import TOWN, camps


def test_without_groups_nothing_is_drawn():
    drawn = picture(groups(from_matrix(TOWN[:4])))
    assert (drawn.cells, drawn.outlines) == ((), ())


@given(
    seed=st.integers(0, 2**32 - 1),
    people=st.integers(10, 200),
    far=st.sampled_from([0, 1, 40]),
)
@settings(max_examples=40, deadline=None)
def test_a_cell_never_shows_fewer_than_three(seed, people, far):
    matrix = camps(seed, people=people)
    matrix[far // 2 : far] = 1  # many in one place
    opinions = groups(from_matrix(matrix))
    drawn = picture(opinions)
    assert [outline.people for outline in drawn.outlines] == list(opinions.sizes)
    for outline in drawn.outlines:
        cells = [cell for cell in drawn.cells if cell.group == outline.group]
        assert sum(cell.people for cell in cells) == outline.people
        assert min(cell.people for cell in cells) >= 3
        hull = Delaunay(outline.hull)
        assert (hull.find_simplex([(cell.x, cell.y) for cell in cells]) >= 0).all()
        assert hull.find_simplex((outline.x, outline.y)) >= 0
        assert np.min(outline.hull) >= -1e-9
        assert np.max(outline.hull) <= 1 + 1e-9
    middles = np.array([(cell.x, cell.y) for cell in drawn.cells]).reshape(-1, 2)
    apart = np.hypot(*(middles[:, None] - middles).transpose(2, 0, 1))
    np.fill_diagonal(apart, 9)
    assert len(middles) < 2 or apart.min() > drawn.radius  # each hexagon is drawn once
