"""The first pages: the country's and an akimat's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from budgeting.enums import MilestoneKind, PhaseKind, ProjectStatus, RoundStatus
from budgeting.models import Milestone, Payment, Project, Round
from config.districts import district_map, short_name
from tests.factories.budgeting import announced, day, in_review, make_round
from tests.factories.territories import DistrictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client):
    with translation.override("en"):
        yield client


def start_of(phase: PhaseKind):
    now = timezone.now()
    return now - (day(now, phase) - now)


@pytest.fixture
def intake(akimat, expert, specialist):
    return announced(akimat, start_of(PhaseKind.INTAKE), council=[expert])


def delivered(round, resident, start):
    """A winner that has been opened, 3 of its 5 million paid."""
    [project] = in_review(round, resident, start)
    Project.objects.filter(pk=project.pk).update(status=ProjectStatus.WON, cost_tenge=5_000_000)
    Milestone.objects.create(
        project=project,
        kind=MilestoneKind.OPENED,
        planned_date=date(2026, 9, 1),
        done_date=date(2026, 9, 3),
    )
    Payment.objects.create(
        project=project, what="Works", amount_tenge=3_000_000, paid_date=date(2026, 9, 5)
    )
    return project


def test_country_shows_what_is_open_and_the_state_of_regions(english, intake, other_akimat):
    answer = english.get(reverse("home"))

    states = {region.iso: region.state for region in answer.context["tiles"]}
    assert states == {"KZ-55": "intake", "KZ-10": "none"}
    assert [row.round for row in answer.context["rows"]] == [intake]
    assert "Propose a project" in answer.content.decode()


def test_country_without_rounds_says_so(english, akimat):
    html = english.get(reverse("home")).content.decode()
    assert "No akimat takes proposals, ideas or votes today" in html


def test_draft_is_not_on_the_first_pages(english, akimat, now):
    make_round(akimat, now)
    for address in (reverse("home"), reverse("akimat", args=["pavlodar"])):
        assert "Budget of the city" not in english.get(address).content.decode()


def test_region_with_a_past_result_shows_it(english, akimat, expert, specialist, now):
    round = announced(akimat, now - timedelta(days=900), council=[expert])
    Round.objects.filter(pk=round.pk).update(status=RoundStatus.RESULT_PUBLISHED)
    answer = english.get(reverse("home"))
    assert [region.state for region in answer.context["tiles"]] == ["result"]


def test_inactive_akimat_is_not_shown(english, intake, akimat):
    akimat.is_active = False
    akimat.save()
    answer = english.get(reverse("home"))
    assert (answer.context["rows"], answer.context["akimats"]) == ([], [])
    assert english.get(reverse("akimat", args=["pavlodar"])).status_code == 404


def test_akimat_leads_to_what_can_be_done_now(english, intake, district):
    answer = english.get(reverse("akimat", args=["pavlodar"]))
    html = answer.content.decode()
    assert answer.context["lead"].round == intake
    assert '<option value="551000000">Pavlodar city</option>' in html


def test_akimat_shows_what_was_built_and_paid(english, akimat, expert, specialist, resident, now):
    round = announced(akimat, now, council=[expert])
    project = delivered(round, resident, now)

    answer = english.get(reverse("akimat", args=["pavlodar"]))

    html = answer.content.decode()
    assert project.proposal.title in html
    assert answer.context["spending"].rows == [("Greenery", 3_000_000)]
    assert "cost 3\u00a0million" in html


def test_money_granted_is_shown_until_something_is_paid(
    english, akimat, expert, specialist, resident, now
):
    round = announced(akimat, now, council=[expert])
    delivered(round, resident, now)
    Payment.objects.all().delete()
    spending = english.get(reverse("akimat", args=["pavlodar"])).context["spending"]
    assert (spending.rows, spending.is_paid) == ([("Greenery", 5_000_000)], False)


def test_first_pages_ask_no_more_of_three_than_of_one(
    english, akimat, expert, specialist, resident, now, django_assert_max_num_queries
):
    addresses = [reverse("home"), reverse("akimat", args=["pavlodar"])]

    def add(slug):
        DistrictFactory(name=f"District {slug}")
        delivered(announced(akimat, now, council=[expert], slug=slug), resident, now)
        announced(akimat, start_of(PhaseKind.INTAKE), council=[expert], slug=f"{slug}-now")

    def measured():
        counts = []
        for address in addresses:
            english.get(address)
            with django_assert_max_num_queries(60) as captured:
                assert english.get(address).status_code == 200
            counts.append(len(captured))
        return counts

    add("one")
    one = measured()
    add("two")
    add("three")
    assert measured() == one
    assert max(one) <= 16


def test_first_pages_weigh_little(client, intake, district):
    for language in ("kk", "ru", "en"):
        with translation.override(language):
            for address in (reverse("home"), reverse("akimat", args=["pavlodar"])):
                assert len(client.get(address).content) < 50 * 1024


# --- the map of districts ---


def test_akimat_without_districts_has_no_map(akimat):
    assert district_map(akimat, [], {}, {}) is None


@pytest.mark.parametrize("count", [1, 2, 5, 13])
def test_honeycomb_keeps_every_tile_inside_its_box(akimat, count):
    places = [DistrictFactory(kato=f"55{n:02d}00000") for n in range(10, 10 + count)]

    found = district_map(akimat, places, {places[0].kato: "voting"}, {places[0].kato: 4})

    _, _, width, height = map(float, found.view_box.split())
    assert len(found.tiles) == count
    assert len({(tile.x, tile.y) for tile in found.tiles}) == count
    assert all(50 <= float(tile.x) <= width - 49 for tile in found.tiles)
    assert all(43 <= float(tile.y) <= height - 43 for tile in found.tiles)
    assert (found.tiles[0].state, found.tiles[0].count) == ("voting", 4)


def test_real_outlines_are_enlarged_to_the_width_of_the_drawing(akimat, district, other_district):
    for place, left in ((district, 10), (other_district, 30)):
        place.outline = f"M{left} 20l12 0l0 40z"
        place.centre_x, place.centre_y = left + 8, 30

    found = district_map(akimat, [district, other_district], {}, {})

    # 32 and 40 units with a margin of 4 on each side: 40 across become 400.
    assert found.view_box == "0 0 400 480"
    assert [(shape.d, shape.x, shape.y) for shape in found.shapes] == [
        ("M40.0 40.0l120.0 0.0l0.0 400.0z", 120, 140),
        ("M240.0 40.0l120.0 0.0l0.0 400.0z", 320, 140),
    ]


def test_names_that_would_cover_each_other_are_left_to_the_list(akimat):
    places = [DistrictFactory(kato=f"55{n}00000", name=f"District {n}") for n in (10, 20, 30)]
    for place, x in zip(places, (10, 14, 300), strict=True):
        place.outline, place.centre_x, place.centre_y = f"M{x} 0l40 0l0 90z", x, 40
    found = district_map(akimat, places, {}, {places[1].kato: 5})
    assert [shape.x is None for shape in found.shapes] == [True, False, False]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Aqqu District", "Aqqu"),
        ("Ақсу қаласы", "Ақсу"),
        ("район Теренколь", "Теренколь"),
        ("г. Экибастуз", "Экибастуз"),
        ("City", "City"),
    ],
)
def test_short_name_leaves_the_kind_out(name, short):
    assert short_name(name) == short


def test_city_and_district_of_one_name_keep_their_kind(akimat):
    places = [
        DistrictFactory(kato=f"55{n}00000", name=name)
        for n, name in ((10, "Pavlodar City"), (20, "Pavlodar District"), (30, "Mai District"))
    ]
    found = district_map(akimat, places, {}, {})
    assert [tile.short for tile in found.tiles] == ["Pavlodar City", "Pavlodar District", "Mai"]


def test_board_alone_is_marked_in_the_menu(english, akimat):
    html = english.get(reverse("budgeting:board", args=["pavlodar"])).content.decode()
    menu = html.split('<ul class="nav')[1].split("</ul>")[0]
    assert menu.count("aria-current") == 1
    assert f'href="{reverse("budgeting:board", args=["pavlodar"])}" aria-current="page"' in menu
