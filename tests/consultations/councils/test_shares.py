"""Law on Public Councils, No 383-V: thirds in whole numbers; the composition against them."""

import pytest

from consultations.councils import shares
from consultations.councils.composition import of_sectors
from consultations.councils.picture import of as picture_of


@pytest.mark.parametrize("whole", range(1, 200))
def test_sixty_seven_per_cent_is_exactly_two_thirds_and_thirty_three_one_third(whole):
    assert shares.least(whole, 67) == -(-2 * whole // 3)
    assert shares.most(whole, 33) == whole // 3


@pytest.mark.parametrize(
    ("sectors", "kept", "lacking"),
    [
        (["civ", "civ", "gov"], True, 0),
        (["civ", "biz", "sci", "gov", "gov"], False, 1),
        (["civ"] * 6 + ["gov"] * 3, True, 0),
        (["civ"] * 6 + ["gov"] * 4, False, 2),
        (["gov"], False, 2),
        ([], True, 0),
    ],
)
def test_business_and_academia_count_as_civil_society(sectors, kept, lacking):
    found = of_sectors(sectors, 15, 67)
    assert (found.is_kept, found.lacking) == (kept, lacking)


def test_an_official_more_is_forbidden_where_it_breaks_the_rule_and_others_always_may_come():
    kept = of_sectors(["civ", "civ", "gov"], 15, 67)
    assert kept.forbids("gov")
    assert kept.forbids("gov", instead_of="civ")
    assert not kept.forbids("biz")
    broken = of_sectors(["civ", "gov", "gov"], 15, 67)
    assert not broken.forbids("civ")
    assert broken.forbids("gov")


def test_the_line_of_the_picture_leaves_as_many_cells_to_officials_as_may_be():
    drawn = picture_of(of_sectors(["civ"] * 8 + ["gov"] * 2, 15, 67))
    assert len(drawn.cells) == 15
    right = [one for one in drawn.cells if one.x > drawn.tick]
    assert len(right) == 3
    assert [one.tone for one in right] == ["free", "gov", "gov"]
