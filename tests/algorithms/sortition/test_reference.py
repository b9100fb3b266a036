"""Real and realistic pools, against chances computed elsewhere."""

import csv
import json
from pathlib import Path

import pytest

from algorithms.sortition import archive, check, leximin, lottery, maximin, read_people, read_quotas

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "sortition"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is absent"),
]


def load(name):
    quotas = read_quotas((DATA / name / "features.csv").read_text())
    pool, _ = read_people((DATA / name / "people.csv").read_text(), quotas)
    return pool, quotas


def recorded(name, method):
    content = json.loads((DATA / name / f"proto_{method}.json").read_text())
    return dict(zip(content["ids"], content["p"], strict=True))


def test_maximin_reaches_the_least_chance_of_the_library():
    pool, quotas = load("small150")
    found = maximin(pool, quotas, 22)
    assert found.least == pytest.approx(min(recorded("small150", "maximin").values()), abs=1e-4)
    assert found.least == pytest.approx(found.bound, abs=1e-6)


def test_leximin_is_that_of_gurobi_and_its_lottery_is_within_rounding():
    with (DATA / "geneva_30" / "people.csv").open() as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    reference = json.loads((DATA / "geneva_30" / "leximin_reference_gurobi.json").read_text())
    marginals = {ids[int(row)]: chance for row, chance in reference["marginals"].items()}
    pool, quotas = load("geneva_30")

    found = leximin(pool, quotas, 30)
    assert found.chances == pytest.approx(marginals, abs=5e-4)
    assert found.chances == pytest.approx(recorded("geneva_30", "leximin"), abs=1e-4)

    drawn = lottery(found)
    check(archive(drawn))
    assert drawn.deviation < 1
