"""Outlines: projection, TopoJSON's arcs and quantization, GeoJSON, and what files do wrong."""

import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from commons.territories import outlines
from commons.territories.errors import OutlineError
from commons.territories.operations import import_outlines
from tests.factories.territories import TerritoryFactory

DATA = Path(__file__).resolve().parents[4] / "shared/data/geo"
SQUARE = [[70.0, 48.0], [72.0, 48.0], [72.0, 50.0], [70.0, 50.0], [70.0, 48.0]]
EAST = [[72.0, 48.0], [74.0, 48.0], [74.0, 50.0], [72.0, 50.0], [72.0, 48.0]]


def feature(kato, coordinates, kind="Polygon") -> dict:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"kato": kato}, "geometry": geometry}


def geojson(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def topology() -> dict:
    """Two squares with a common border: arc 0 is shared, the second square walks it backwards."""
    return {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [70.0, 48.0]},
        "arcs": [
            [[4, 0], [0, 4]],
            [[4, 4], [-4, 0], [0, -4], [4, 0]],
            [[4, 0], [4, 0], [0, 4], [-4, 0]],
        ],
        "objects": {
            "places": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"kato": "550000000"}},
                    {
                        "type": "MultiPolygon",
                        "arcs": [[[-1, 2]]],
                        "properties": {"kato": "100000000"},
                    },
                ],
            }
        },
    }


def corners(path: str) -> set[tuple[float, float]]:
    """The absolute points of a path of one ring."""
    x = y = 0.0
    points = set()
    for step in re.split("[Ml]", path.rstrip("z"))[1:]:
        dx, dy = map(float, step.split())
        x, y = x + dx, y + dy
        points.add((round(x, 1), round(y, 1)))
    return points


def test_origin_and_meridian_of_the_projection() -> None:
    x, y = outlines.project(67, 48)
    assert x == outlines.WIDTH / 2
    assert outlines.project(67, 50)[0] == x
    assert outlines.project(67, 50)[1] < y
    west, east = outlines.project(60, 48), outlines.project(74, 48)
    assert west[0] + east[0] == pytest.approx(2 * x)
    assert west[1] == pytest.approx(east[1])


def test_projection_keeps_areas() -> None:
    """One square degree of latitude 43 and of 53 differ as their cosines do."""

    def area(latitude: float) -> float:
        ring = [
            outlines.project(67 + dx, latitude + dy)
            for dx, dy in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01))
        ]
        return abs(outlines._area(ring))

    assert area(53) / area(43) == pytest.approx(0.6018 / 0.7313, rel=2e-3)


@pytest.mark.parametrize("place", [(46.49, 47.0), (87.32, 49.1), (68.0, 55.44), (68.2, 40.57)])
def test_country_fits_the_sheet(place) -> None:
    x, y = outlines.project(*place)
    assert 0 <= x <= outlines.WIDTH
    assert 0 <= y <= outlines.HEIGHT


def test_geojson_and_topojson_of_the_same_squares_agree() -> None:
    plain = outlines.read(geojson(feature("550000000", [SQUARE]), feature("100000000", [EAST])))
    packed = outlines.read(json.dumps(topology()).encode())
    for kato in ("550000000", "100000000"):
        assert corners(plain[kato].path) == corners(packed[kato].path)
        assert (plain[kato].x, plain[kato].y) == (packed[kato].x, packed[kato].y)


def test_neighbours_keep_a_common_border() -> None:
    packed = outlines.read(json.dumps(topology()).encode())
    shared = corners(packed["550000000"].path) & corners(packed["100000000"].path)
    assert len(shared) == 2


def test_topojson_without_quantization() -> None:
    document = topology()
    del document["transform"]
    document["arcs"] = [
        [[72, 48], [72, 50]],
        [[72, 50], [70, 50], [70, 48], [72, 48]],
        [[72, 48], [74, 48], [74, 50], [72, 50]],
    ]
    packed = outlines.read(json.dumps(topology()).encode())
    plain = outlines.read(json.dumps(document).encode())
    assert plain == packed


def test_points_on_a_straight_line_are_dropped() -> None:
    many = [[70 + n / 100, 48.0] for n in range(200)] + SQUARE[1:]
    light = outlines.read(geojson(feature("550000000", [many])))["550000000"]
    assert len(corners(light.path)) <= 6


def test_specks_are_left_out_unless_there_is_nothing_else() -> None:
    speck = [[60.0, 45.0], [60.01, 45.0], [60.01, 45.01], [60.0, 45.0]]
    both = outlines.read(geojson(feature("550000000", [[SQUARE], [speck]], "MultiPolygon")))
    assert both["550000000"].path.count("M") == 1
    alone = outlines.read(geojson(feature("550000000", [speck])))
    assert alone["550000000"].path.startswith("M")


def test_centre_lies_in_the_largest_part() -> None:
    drawn = outlines.read(geojson(feature("550000000", [SQUARE])))["550000000"]
    assert drawn.x == pytest.approx(outlines.project(71, 49)[0], abs=0.5)
    assert drawn.y == pytest.approx(outlines.project(71, 49)[1], abs=0.5)


def test_box_holds_its_paths_and_nothing_is_the_whole_country() -> None:
    drawn = outlines.read(geojson(feature("550000000", [SQUARE])))["550000000"]
    left, top, width, height = map(float, outlines.box([drawn.path], margin=0).split())
    xs, ys = zip(*corners(drawn.path), strict=True)
    assert (left, top) == (min(xs), min(ys))
    assert width == pytest.approx(max(xs) - min(xs), abs=0.11)
    assert height == pytest.approx(max(ys) - min(ys), abs=0.11)
    assert outlines.box([]) == outlines.VIEW_BOX


def changed(**members) -> bytes:
    return json.dumps({**topology(), **members}).encode()


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        (b"{", "not_json", "Line 1, column 2"),
        (b"\xff\xfe", "not_json", "UTF-8"),
        (b"[]", "kind", "found list"),
        (b'{"type": "Feature"}', "kind", "found Feature"),
        (changed(arcs=[["x"]]), "member", "arcs"),
        (changed(arcs=[]), "member", "objects.places.geometries[0]"),
        (changed(objects=[]), "member", "objects"),
        (geojson(feature("55", [SQUARE])), "no_kato", "features[0]"),
        (geojson(feature("550000000", SQUARE[0], "Point")), "member", "Polygon"),
        (geojson(feature("550000000", [["a", "b"]])), "member", "longitude"),
        (geojson({"properties": {"kato": "550000000"}}), "member", "a geometry"),
        (b'{"type": "FeatureCollection"}', "member", "features"),
    ],
)
def test_file_that_is_wrong_is_refused_with_its_place(raw, code, words) -> None:
    with pytest.raises(OutlineError) as caught:
        outlines.read(raw)
    assert caught.value.code == code
    with translation.override("en"):
        assert words in caught.value.message


@pytest.mark.django_db
def test_outlines_are_stored_by_kato_and_unknown_codes_are_named() -> None:
    region = TerritoryFactory(kato="550000000")
    untouched = TerritoryFactory(kato="190000000")
    report = import_outlines(file=io.BytesIO(json.dumps(topology()).encode()))
    assert (report.stored, report.unknown) == (1, ["100000000"])
    region.refresh_from_db()
    untouched.refresh_from_db()
    assert region.outline.startswith("M")
    assert region.centre_x is not None
    assert untouched.outline == ""


@pytest.mark.django_db
def test_command_stores_nothing_of_a_broken_file(tmp_path) -> None:
    region = TerritoryFactory(kato="550000000")
    file = tmp_path / "broken.json"
    file.write_bytes(geojson(feature("550000000", [SQUARE]), feature("x", [EAST])))
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_outlines", str(file))
    region.refresh_from_db()
    assert region.outline == ""


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the data is not beside the project")
@pytest.mark.parametrize(
    ("name", "count", "most_bytes"),
    [("kz-adm1.topo.json", 20, 20_000), ("kz-adm2.topo.json", 224, 34_000)],
)
def test_real_outlines_are_light_and_on_the_sheet(name, count, most_bytes) -> None:
    drawn = outlines.read((DATA / name).read_bytes())
    assert len(drawn) == count
    assert sum(len(shape.path) for shape in drawn.values()) < most_bytes
    for shape in drawn.values():
        assert 0 <= shape.x <= outlines.WIDTH
        assert 0 <= shape.y <= outlines.HEIGHT
    left, top, width, height = map(
        float, outlines.box((shape.path for shape in drawn.values()), margin=0).split()
    )
    assert left >= 0
    assert top >= 0
    assert left + width <= outlines.WIDTH
    assert top + height <= outlines.HEIGHT
