"""Shares, what is missing, and how many more would help: pure numbers."""

from datetime import UTC, datetime, timedelta

import pytest

from commons.people.enums import Sector
from edp.stakeholders import wording
from edp.stakeholders.balance import (
    Balance,
    Moment,
    Seat,
    Thresholds,
    needed_to_balance,
    weigh,
)

NOW = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def room(moments=(), districts=(), thresholds=None, **counts: int) -> Balance:
    seats = [Seat(code, NOW - 10 * DAY) for code, n in counts.items() for _ in range(n)]
    return weigh(
        seats,
        moments=moments,
        districts=districts,
        thresholds=thresholds or Thresholds(),
        at=NOW,
    )


def test_prototype_room_lacks_academia() -> None:
    balance = room(gov=14, biz=9, sci=4, civ=12)
    assert balance.total == 39
    assert [strand.sector for strand in balance.missing] == ["sci"]
    # 6 of 41 is 14.6 %, 7 of 42 is 16.7 %: three are needed to reach 15 %.
    assert balance.strand("sci").needed == 3
    assert not balance.is_balanced


def test_room_at_the_threshold_is_balanced() -> None:
    balance = room(gov=3, biz=7, sci=3, civ=7)
    assert balance.is_balanced
    assert balance.missing == ()


def test_empty_room_has_no_points_and_misses_nobody() -> None:
    balance = room()
    assert (balance.total, balance.points, balance.missing) == (0, (), ())
    assert not balance.is_balanced
    assert [measure.is_known for measure in balance.measures] == [False] * 4


def test_one_sector_alone_lacks_the_three_others() -> None:
    balance = room(gov=4)
    assert {s.sector for s in balance.missing} == {"biz", "sci", "civ"}
    needed = needed_to_balance({"gov": 4, "biz": 0, "sci": 0, "civ": 0}, 15)
    assert needed == {"gov": 0, "biz": 2, "sci": 2, "civ": 2}


@pytest.mark.parametrize("least", [1, 10, 15, 20, 25])
@pytest.mark.parametrize("counts", [(4, 0, 0, 0), (14, 9, 4, 12), (1, 1, 1, 0), (50, 3, 2, 1)])
def test_needed_people_bring_balance_and_none_is_too_many(counts, least) -> None:
    start = dict(zip(Sector.values, counts, strict=True))
    needed = needed_to_balance(start, least)
    assert needed is not None

    def balanced(held) -> bool:
        total = sum(held.values())
        return all(100 * n >= least * total for n in held.values())

    assert balanced({code: start[code] + needed[code] for code in start})
    for code in [code for code in start if needed[code]]:
        fewer = {c: start[c] + needed[c] - (c == code) for c in start}
        assert not balanced(fewer)


def test_thresholds_beyond_the_whole_cannot_be_met() -> None:
    assert needed_to_balance({"gov": 1, "biz": 1, "sci": 1, "civ": 1}, 26) is None
    balance = room(thresholds=Thresholds(sector=40), gov=1, biz=1, sci=1, civ=1)
    assert [strand.needed for strand in balance.missing] == [None] * 4


def test_points_are_first_day_events_and_now() -> None:
    seats = [
        Seat("gov", NOW - 10 * DAY),
        Seat("biz", NOW - 5 * DAY),
        Seat("sci", NOW - 5 * DAY, left_at=NOW - 2 * DAY),
        Seat("civ", NOW + DAY),
    ]
    moments = [
        Moment(NOW - 20 * DAY, "before anybody"),
        Moment(NOW - 3 * DAY, "workshop"),
        Moment(NOW + DAY, "to come"),
    ]
    balance = weigh(seats, moments=moments, districts=[], thresholds=Thresholds(), at=NOW)
    assert [(point.title, point.total) for point in balance.points] == [
        ("", 1),
        ("workshop", 3),
        ("", 2),
    ]


def test_everybody_joined_today_makes_one_point() -> None:
    balance = weigh(
        [Seat("gov", NOW - timedelta(hours=1))],
        moments=[],
        districts=[],
        thresholds=Thresholds(),
        at=NOW,
    )
    assert [point.at for point in balance.points] == [NOW]


def test_measures_leave_out_what_is_unknown() -> None:
    def seat(**more) -> Seat:
        return Seat("biz", NOW - DAY, **more)

    seats = [
        seat(size="micro", is_woman=True, in_association=False, district="551000000"),
        seat(size="large", is_woman=False, is_newcomer=True, in_association=True),
        seat(is_woman=True, district="999000000"),
        Seat("gov", NOW - DAY, size="small"),
    ]
    balance = weigh(
        seats,
        moments=[],
        districts=["551000000", "551600000"],
        thresholds=Thresholds(women=70),
        at=NOW,
    )
    found = {m.key: (m.count, m.of, m.unknown, m.is_met) for m in balance.measures}
    assert found == {
        "newcomers": (1, 4, 0, False),
        "small_firms": (1, 2, 1, True),
        "outside": (1, 2, 1, True),
        "women": (2, 3, 1, False),
        "districts": (1, 2, 0, True),
    }


@pytest.mark.usefixtures("in_english")
def test_sentences_say_share_need_and_what_is_unknown() -> None:
    balance = room(gov=14, biz=9, sci=4, civ=12)
    (note,) = wording.notes(balance)
    assert note.title == "Too few from academia"
    assert note.text == "4 of 39 is 10%. 3 more researchers would bring the round into balance."
    assert wording.notes(room(gov=17, biz=1, civ=2))[0].title == "Academia is missing"
    small = next(m for m in balance.measures if m.key == "small_firms")
    assert wording.sentence(small) == (
        "Nothing is known yet. The round asks for at least 50%. The size of 9 firms is not known."
    )
