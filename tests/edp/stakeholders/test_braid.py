"""Strands keep their shares, keep apart, and their labels do not cover one another."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import translation

from edp.stakeholders.balance import SECTORS, Moment, Seat, Thresholds, weigh
from edp.stakeholders.braid import GAP, braid
from edp.stakeholders.picture import picture_of

NOW = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
EVEN = dict.fromkeys(SECTORS, 0.25)


def numbers(d: str) -> list[tuple[float, float]]:
    found = [float(n) for n in re.findall(r"-?\d+\.\d+", d)]
    return list(zip(found[::2], found[1::2], strict=True))


def test_no_column_draws_nothing() -> None:
    assert [path.d for path in braid([], SECTORS).paths] == [""] * 4


def test_one_column_is_four_straight_bands() -> None:
    drawn = braid([EVEN], SECTORS, width=720, height=330)
    (first, second, *_rest) = drawn.paths
    band = (330 - 3 * GAP) / 4
    assert numbers(first.d) == [(0, 0), (720, 0), (720, band), (0, band)]
    assert min(y for _x, y in numbers(second.d)) == pytest.approx(band + GAP, abs=0.05)


def test_one_sector_fills_the_room() -> None:
    drawn = braid([{"gov": 1.0}] * 2, SECTORS, height=330)
    assert [bool(path.d) for path in drawn.paths] == [True, False, False, False]
    assert max(y for _x, y in numbers(drawn.paths[0].d)) == 330 - 3 * GAP


def test_strands_stay_inside_the_picture_and_in_order() -> None:
    columns = [{"gov": 0.7, "biz": 0.2, "sci": 0.0, "civ": 0.1}, EVEN, {"gov": 0.1, "civ": 0.9}]
    drawn = braid(columns, SECTORS, width=340, height=360)
    for path in drawn.paths:
        points = numbers(path.d)
        assert all(0 <= x <= 340 and -0.05 <= y <= 360.05 for x, y in points)
    tops = [min(y for _x, y in numbers(path.d)) for path in drawn.paths]
    assert tops == sorted(tops)


def test_thin_strand_is_named_at_its_thick_end() -> None:
    columns = [{"gov": 0.99, "sci": 0.01}, {"gov": 0.5, "sci": 0.5}]
    sci = braid(columns, SECTORS).paths[2]
    assert sci.left_y is None
    assert sci.name_at_right


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("only", [("gov",), ("sci", "civ"), SECTORS])
def test_labels_at_the_right_keep_a_line_apart(language: str, only) -> None:
    seats = [Seat(code, NOW - timedelta(days=9)) for code in only]
    balance = weigh(seats, moments=[], districts=[], thresholds=Thresholds(), at=NOW)
    with translation.override(language):
        picture = picture_of(balance)
    for drawing in picture.drawings:
        shares = sorted(
            label.y for label in drawing.labels if label.anchor == "end" and label.kind != "ax"
        )
        lines = sorted(set(shares))
        assert all(b - a >= 20 for a, b in pairwise(lines))
        assert all(0 < y < drawing.height for y in shares)


def test_many_events_leave_room_for_their_labels() -> None:
    seats = [Seat("gov", NOW - timedelta(days=60))]
    moments = [Moment(NOW - timedelta(days=day), f"meeting {day}") for day in range(50, 0, -2)]
    balance = weigh(seats, moments=moments, districts=[], thresholds=Thresholds(), at=NOW)
    picture = picture_of(balance)
    wide, narrow = picture.drawings
    assert len(balance.points) == len(picture.heads) == 27
    assert len(wide.marks) == 4
    assert narrow.marks == ()
    assert sum(label.kind == "ax" for label in narrow.labels) == 2


def test_empty_room_has_no_drawing() -> None:
    balance = weigh([], moments=[], districts=[], thresholds=Thresholds(), at=NOW)
    assert picture_of(balance).drawings == ()
