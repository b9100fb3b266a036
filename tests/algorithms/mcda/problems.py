"""Small random decision problems with many ties."""

import numpy as np
from hypothesis import strategies as st


@st.composite
def problems(draw, least=1):
    """(matrix of small integers from 1 on, weights, directions)."""
    alternatives, criteria = draw(st.integers(least, 6)), draw(st.integers(1, 4))
    row = st.lists(st.integers(1, 5), min_size=criteria, max_size=criteria)
    matrix = draw(st.lists(row, min_size=alternatives, max_size=alternatives))
    weights = draw(st.lists(st.integers(1, 9), min_size=criteria, max_size=criteria))
    ways = st.lists(st.sampled_from(("benefit", "cost")), min_size=criteria, max_size=criteria)
    return np.array(matrix, dtype=float), np.array(weights) / sum(weights), draw(ways)
