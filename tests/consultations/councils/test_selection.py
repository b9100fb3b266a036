"""From places to seats: every rule once, and why."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.councils import shares
from consultations.councils.enums import Outcome
from consultations.councils.selection import Candidate, Plan, next_in_reserve, select


def run(sectors, plan, organisations=None, fixed=None):
    bodies = organisations or {}
    candidates = [
        Candidate(key, key, sector, bodies.get(key)) for key, sector in enumerate(sectors, 1)
    ]
    found = select(candidates, plan, fixed)
    return {key: (str(one.outcome), one.code) for key, one in found.items()}


def taken(found):
    return [key for key, (outcome, _code) in found.items() if outcome == "seated"]


def plan(seats, **more):
    return Plan(**{"seats": seats, "reserve": 0, "civil_percent": 67, **more})


def test_places_decide_where_no_rule_stands_in_the_way():
    found = run(["civ", "biz", "sci", "civ"], plan(3))
    assert taken(found) == [1, 2, 3]
    assert found[4] == ("not_seated", "no_seat_left")


def test_officials_have_a_third_at_most():
    found = run(["gov", "gov", "gov", "civ", "civ", "civ"], plan(3))
    assert taken(found) == [1, 4, 5]
    assert found[2] == found[3] == ("not_seated", "state_full")


def test_with_too_few_applicants_officials_give_way():
    found = run(["gov", "gov", "civ", "civ", "civ"], plan(9))
    assert taken(found) == [1, 3, 4, 5]
    assert found[2] == ("not_seated", "state_full")


def test_the_least_of_a_sector_passes_over_better_places():
    found = run(["civ", "civ", "civ", "sci"], plan(3, least={"sci": 1}))
    assert taken(found) == [1, 2, 4]
    assert found[3] == ("not_seated", "seats_kept")
    assert found[4] == ("seated", "sector_least")


def test_a_least_that_nobody_can_fill_keeps_no_seat():
    assert taken(run(["civ", "civ", "civ"], plan(3, least={"sci": 2}))) == [1, 2, 3]


def test_a_sector_has_no_more_than_its_most():
    found = run(["biz", "biz", "civ"], plan(3, most={"biz": 1, "civ": 3}))
    assert taken(found) == [1, 3]
    assert found[2] == ("not_seated", "sector_full")


def test_an_organisation_has_one_seat_and_the_better_place_takes_it():
    found = select(
        [Candidate(7, 1, "civ", 5), Candidate(3, 2, "civ", 5), Candidate(4, 3, "civ")], plan(3)
    )
    assert found[3].code == "same_organisation"
    assert found[3].before == 7
    held = plan(3, held={"civ": 1}, held_organisations=frozenset({5}))
    assert select([Candidate(7, 1, "civ", 5)], held)[7].before is None


def test_what_was_decided_by_hand_comes_first():
    fixed = {3: Outcome.SEATED, 1: Outcome.NOT_SEATED}
    found = run(["civ", "civ", "civ"], plan(1, reserve=2), fixed=fixed)
    assert found == {
        1: ("not_seated", "decided"),
        2: ("reserve", "no_seat_left"),
        3: ("seated", "decided"),
    }


def test_the_reserve_stands_in_the_order_of_places():
    found = select([Candidate(key, key, "civ") for key in (1, 2, 3, 4)], plan(1, reserve=2))
    assert [found[key].reserve_place for key in (1, 2, 3, 4)] == [None, 1, 2, None]


def test_a_free_seat_goes_to_the_first_in_reserve_who_keeps_the_rules():
    waiting = [Candidate(1, 1, "gov"), Candidate(2, 2, "civ", 9), Candidate(3, 3, "civ")]
    told = {"leaving": "civ", "held": {"civ": 2, "gov": 1}, "plan": plan(4)}
    found = next_in_reserve(waiting, organisations=frozenset({9}), **told)
    assert found is not None
    assert found.key == 3


def test_a_free_seat_goes_to_its_own_sector_where_that_has_less_than_its_least():
    waiting = [Candidate(1, 1, "civ"), Candidate(2, 2, "sci")]
    told = {"held": {"civ": 2}, "organisations": frozenset(), "leaving": "sci"}
    found = next_in_reserve(waiting, plan=plan(3, least={"sci": 1}), **told)
    assert found is not None
    assert found.key == 2


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(["gov", "biz", "sci", "civ"]), st.integers(0, 6)), max_size=25
    ),
    st.integers(1, 12),
    st.dictionaries(st.sampled_from(["biz", "sci", "civ"]), st.integers(0, 4)),
)
def test_any_selection_keeps_the_law(rows, seats, least):
    candidates = [
        Candidate(key, key, sector, body or None) for key, (sector, body) in enumerate(rows, 1)
    ]
    found = select(candidates, plan(seats, least=least))
    held = [one for one in candidates if found[one.key].outcome == Outcome.SEATED]
    state = sum(one.sector == "gov" for one in held)
    bodies = [one.organisation for one in held if one.organisation]
    assert len(held) <= seats
    assert len(held) - state >= shares.least(len(held), 67)
    assert len(bodies) == len(set(bodies))
    if len(held) < seats:  # nobody who could sit stays outside
        free = [one for one in candidates if one not in held and one.sector != "gov"]
        assert all(one.organisation in bodies for one in free)
