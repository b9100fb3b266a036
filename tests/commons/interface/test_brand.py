"""Every hue an akimat can choose keeps its contrast."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from commons.interface import brand

WHITE = (255, 255, 255)
SITE_CSS = Path(settings.BASE_DIR) / "static" / "css" / "site.css"
# Name in site.css: lightness, chroma, hue. The comment in site.css points here.
NEUTRALS = {
    "--ink": (0.25, 0.03, 235),
    "--ink-2": (0.46, 0.025, 235),
    "--line": (0.87, 0.012, 220),
    "--line-strong": (0.62, 0.02, 225),
    "--ground": (0.975, 0.006, 215),
    "--sun": (0.84, 0.155, 86),
    "--sun-soft": (0.955, 0.05, 92),
    "--sun-ink": (0.36, 0.07, 80),
    "--good": (0.45, 0.105, 155),
    "--good-soft": (0.955, 0.03, 155),
    "--bad": (0.48, 0.17, 27),
    "--bad-soft": (0.962, 0.02, 25),
    "--gov": (0.44, 0.11, 255),
    "--biz": (0.56, 0.13, 55),
    "--sci": (0.47, 0.14, 315),
    "--civ": (0.52, 0.10, 165),
}


def _tokens(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z0-9-]+):(#[0-9a-f]{6})", sheet))


# Text, what lies behind it, the least contrast; "mid" is for graphics only.
PAIRS = [
    ("--brand", "white", 7),
    ("--brand-strong", "white", 10),
    ("--brand", "--brand-soft", 4.5),
    ("--brand-strong", "--brand-soft", 7),
    ("--brand", "--brand-tint", 4.5),
    ("--brand-mid", "white", 3),
    ("--ink", "--brand-line", 4.5),
]


@pytest.mark.parametrize("chroma", [brand.CHROMA_MIN, 0.06, brand.CHROMA_MAX])
@pytest.mark.parametrize(("text", "behind", "least"), PAIRS)
def test_ramp_keeps_its_contrast_at_every_hue(
    text: str, behind: str, least: float, chroma: float
) -> None:
    known = {"white": WHITE, "--ink": brand.rgb(*NEUTRALS["--ink"])}
    worst = min(
        brand.contrast(colours[text], colours[behind])
        for colours in (known | brand.ramp(hue, chroma) for hue in range(360))
    )

    assert worst >= least


def test_chroma_beyond_the_limit_is_clamped() -> None:
    assert brand.ramp(30, 0.4) == brand.ramp(30, brand.CHROMA_MAX)
    assert brand.ramp(30, 0.0) == brand.ramp(30, brand.CHROMA_MIN)


def test_known_colours_convert_exactly() -> None:
    assert brand.hex_of(brand.rgb(1, 0, 0)) == "#ffffff"
    assert brand.hex_of(brand.rgb(0, 0, 0)) == "#000000"
    assert brand.hex_of(brand.rgb(0.62796, 0.25768, 29.234)) == "#ff0000"
    assert brand.contrast(WHITE, (0, 0, 0)) == 21


def test_css_names_every_step_of_the_ramp() -> None:
    assert brand.css(165, 0.095) == (
        ":root{--brand-strong:#004933;--brand:#056548;--brand-mid:#4b9779;"
        "--brand-line:#a8cebc;--brand-soft:#d8eee3;--brand-tint:#edf7f2}\n"
    )


def test_site_css_holds_the_hex_of_each_token() -> None:
    tokens = _tokens(SITE_CSS.read_text())

    expected = {name: brand.hex_of(brand.rgb(*colour)) for name, colour in NEUTRALS.items()}
    expected |= _tokens(brand.css(212, 0.105))
    assert {name: tokens[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("--ink-2", "--ground"),
        ("--good", "--good-soft"),
        ("--bad", "--bad-soft"),
        ("--sun-ink", "--sun-soft"),
        ("--ink", "--sun"),
    ],
)
def test_neutral_text_is_readable_on_its_ground(text: str, behind: str) -> None:
    assert brand.contrast(brand.rgb(*NEUTRALS[text]), brand.rgb(*NEUTRALS[behind])) >= 4.5


def test_brand_sheet_may_be_kept_for_ever() -> None:
    response = Client().get("/brand/165-95.css")

    assert response.content.decode() == brand.css(165, 0.095)
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("name", ["360-95", "10-106"])
def test_brand_sheet_outside_the_ramp_is_not_found(name: str) -> None:
    assert Client().get(f"/brand/{name}.css").status_code == 404
