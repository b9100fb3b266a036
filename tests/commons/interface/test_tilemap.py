"""The map of hexagons resembles the country."""

import re
from math import dist

import pytest
from django.template import Context, Template

from commons.interface import tilemap

# Pairs of regions that share a border and should touch on the map.
BORDERS = [
    ("KZ-27", "KZ-23"),
    ("KZ-27", "KZ-15"),
    ("KZ-23", "KZ-47"),
    ("KZ-23", "KZ-15"),
    ("KZ-15", "KZ-39"),
    ("KZ-15", "KZ-43"),
    ("KZ-39", "KZ-11"),
    ("KZ-39", "KZ-62"),
    ("KZ-59", "KZ-11"),
    ("KZ-59", "KZ-55"),
    ("KZ-11", "KZ-71"),
    ("KZ-11", "KZ-62"),
    ("KZ-62", "KZ-35"),
    ("KZ-62", "KZ-43"),
    ("KZ-62", "KZ-61"),
    ("KZ-43", "KZ-61"),
    ("KZ-61", "KZ-79"),
    ("KZ-61", "KZ-31"),
    ("KZ-35", "KZ-10"),
    ("KZ-35", "KZ-31"),
    ("KZ-55", "KZ-10"),
    ("KZ-10", "KZ-63"),
    ("KZ-10", "KZ-33"),
    ("KZ-19", "KZ-31"),
    ("KZ-19", "KZ-33"),
    ("KZ-19", "KZ-75"),
]


def test_twenty_regions_have_places_and_names() -> None:
    assert len(tilemap.PLACES) == 20
    assert len(set(tilemap.PLACES.values())) == 20
    assert set(tilemap.SHORT) == set(tilemap.PLACES)


def test_tiles_never_overlap() -> None:
    centres = [tilemap.centre(iso) for iso in tilemap.PLACES]
    nearest = min(dist(a, b) for a in centres for b in centres if a != b)

    assert nearest == pytest.approx(tilemap.HEIGHT)


@pytest.mark.parametrize(("one", "other"), BORDERS)
def test_neighbours_touch(one: str, other: str) -> None:
    between = dist(tilemap.centre(one), tilemap.centre(other))

    assert between == pytest.approx(tilemap.HEIGHT)


def test_missing_and_unknown_regions_have_no_round() -> None:
    tiles = {tile.iso: tile for tile in tilemap.tiles_of([{"iso": "KZ-33", "state": "odd"}])}

    assert tiles["KZ-33"].state == "none"
    assert len(tiles) == 20


def _map(**tile: object) -> str:
    source = '{% load birge %}{% tile_map tiles count_label="Rounds" %}'
    return Template(source).render(Context({"tiles": [tile]}))


@pytest.mark.usefixtures("in_english")
def test_tile_is_a_link_with_a_full_name() -> None:
    html = _map(iso="KZ-33", label="Jetisu Region", url="/en/jetisu/", state="voting", count=3)

    assert 'aria-label="Jetisu Region: voting now, Rounds: 3"' in html
    assert '<th scope="row"><a href="/en/jetisu/">Jetisu Region</a></th>' in html


def test_each_state_has_a_mark_of_its_own() -> None:
    marks = set()
    for state in tilemap.STATES:
        html = _map(iso="KZ-33", state=state)
        tile = html.split(f'tile--{state}" transform="translate(500.0', 1)[1]
        marks.add(re.sub(r"\s", "", tile.split('<g class="tile-mark"', 1)[1].split("</g>")[0]))

    assert len(marks) == len(tilemap.STATES)


def test_outlines_without_a_path_are_left_out() -> None:
    shapes = tilemap.shapes_of([{"d": ""}, {"d": "M0 0Z", "state": "intake", "x": 1, "y": 2.04}])

    assert [(shape.state, shape.x, shape.y) for shape in shapes] == [("intake", "1.0", "2.0")]


def test_words_on_outlines_grow_with_the_box() -> None:
    assert tilemap.label_scale("0 0 800 452") == "1.429"


@pytest.mark.usefixtures("in_english")
def test_outline_map_names_links_and_leaves_out_empty_words() -> None:
    shape = {"d": "M0 0Z", "label": "Jetisu", "short": "", "url": "/en/jetisu/", "x": 1, "y": 2}
    source = '{% load birge %}{% outline_map shapes title="Regions" %}'
    html = Template(source).render(Context({"shapes": [shape]}))

    assert 'aria-label="Jetisu: no round yet"' in html
    assert "<text" not in html
