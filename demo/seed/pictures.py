"""Draws the demo's pictures: flat scenes of a Kazakh town, one for each kind of proposal.

Nothing is photographed and nothing is copied; the same seed draws the same picture.
"""

import io
import random
from collections.abc import Callable
from typing import Literal

from PIL import Image, ImageDraw

When = Literal["before", "after"]
Draw = ImageDraw.ImageDraw
SIZE = (1200, 800)  # drawn
PRINTED = (960, 640)  # saved: scaling down smooths the edges
GROUND_Y = 560

SKIES = [("#dcebf3", "#f6efe2"), ("#cfe3ee", "#f4f1ea"), ("#e8e4f0", "#f9eadb")]
EARTH = {"before": "#cdbfa3", "after": "#b9cf9f"}
INK = "#13242e"


def _sky(image: Image.Image, rng: random.Random) -> None:
    top, bottom = rng.choice(SKIES)
    strip = Image.new("RGB", (1, 2))
    strip.putpixel((0, 0), tuple(bytes.fromhex(top[1:])))
    strip.putpixel((0, 1), tuple(bytes.fromhex(bottom[1:])))
    image.paste(strip.resize((SIZE[0], GROUND_Y), Image.Resampling.BICUBIC), (0, 0))


def _hills(draw: Draw, rng: random.Random) -> None:
    for base, colour in ((430, "#c3d2d6"), (490, "#b0c3bf")):
        x, points = -40, [(-40, GROUND_Y)]
        while x < SIZE[0] + 80:
            points.append((x, base + rng.randint(-45, 30)))
            x += rng.randint(110, 210)
        points.append((SIZE[0] + 80, GROUND_Y))
        draw.polygon(points, fill=colour)


def _houses(draw: Draw, rng: random.Random) -> None:
    x = rng.randint(-30, 30)
    while x < SIZE[0]:
        width, height = rng.randint(120, 220), rng.randint(110, 250)
        wall = rng.choice(["#e9ded0", "#dcd7cf", "#efe6d8", "#d5dadb"])
        draw.rectangle((x, GROUND_Y - height, x + width, GROUND_Y), fill=wall)
        draw.rectangle((x, GROUND_Y - height, x + width, GROUND_Y - height + 12), fill="#a89a8a")
        for row in range(GROUND_Y - height + 34, GROUND_Y - 40, 52):
            for column in range(x + 18, x + width - 30, 44):
                draw.rectangle((column, row, column + 22, row + 28), fill="#8fb0c0")
        x += width + rng.randint(20, 90)


def _tree(draw: Draw, x: int, y: int, size: int, alive: bool = True) -> None:
    draw.rectangle((x - size // 14, y - size, x + size // 14, y), fill="#7a5b44")
    if alive:
        for dx, dy, r in ((-0.3, -1.15, 0.42), (0.3, -1.1, 0.42), (0, -1.5, 0.5)):
            cx, cy, radius = x + dx * size, y + dy * size, r * size
            draw.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill="#6f9b62")
    else:
        for dx in (-0.35, 0.0, 0.35):
            draw.line((x, y - size * 0.6, x + dx * size, y - size * 1.4), fill="#7a5b44", width=7)


def _person(draw: Draw, x: int, y: int, height: int, coat: str) -> None:
    head = height // 7
    draw.rounded_rectangle(
        (x - head, y - height + 2 * head, x + head, y - height // 3), radius=head // 2, fill=coat
    )
    for dx in (-head // 2, head // 2):
        draw.line((x + dx, y - height // 3 - 4, x + dx, y), fill=INK, width=max(head // 2, 3))
    draw.ellipse((x - head, y - height, x + head, y - height + 2 * head), fill="#e0b394")


def _puddles(draw: Draw, rng: random.Random) -> None:
    for _ in range(6):
        x, y = rng.randint(60, 1080), rng.randint(640, 760)
        draw.ellipse((x, y, x + rng.randint(70, 150), y + 22), fill="#a9a08d")


def _path(draw: Draw) -> None:
    draw.polygon([(430, 800), (560, GROUND_Y), (680, GROUND_Y), (900, 800)], fill="#d9d5cc")
    draw.line([(430, 800), (560, GROUND_Y)], fill="#f6f4ef", width=6)
    draw.line([(900, 800), (680, GROUND_Y)], fill="#f6f4ef", width=6)


def _lights(draw: Draw, when: When) -> None:
    _path(draw)
    for x, y, size in ((180, 740, 430), (380, 660, 320), (820, 660, 320), (1030, 740, 430)):
        draw.rectangle((x - 6, y - size, x + 6, y), fill="#4b5b64")
        draw.line((x, y - size, x + 60, y - size), fill="#4b5b64", width=9)
        if when == "after":
            draw.ellipse((x + 30, y - size - 22, x + 90, y - size + 38), fill="#f7c23a")
        else:
            draw.ellipse((x + 46, y - size - 4, x + 74, y - size + 20), fill="#8a8f92")


def _playground(draw: Draw, when: When) -> None:
    if when == "before":
        draw.line((420, 720, 470, 500, 520, 720), fill="#8b6a55", width=12)
        draw.line((470, 505, 700, 520), fill="#8b6a55", width=12)
        draw.line((560, 520, 545, 650), fill="#8a8f92", width=5)
        return
    draw.ellipse((240, 640, 980, 790), fill="#d98b5f")
    draw.polygon([(330, 700), (450, 470), (570, 700)], fill="#2f7f8a")
    draw.rectangle((430, 560, 470, 700), fill="#f7c23a")
    draw.line((640, 710, 690, 490, 900, 490, 950, 710), fill="#0a5f6a", width=14)
    for x in (750, 840):
        draw.line((x, 492, x, 650), fill="#4b5b64", width=5)
        draw.rectangle((x - 26, 646, x + 26, 660), fill="#a92321")


def _trees(draw: Draw, when: When) -> None:
    if when == "after":
        _path(draw)
    for x, y, size in ((140, 700, 150), (320, 640, 120), (900, 640, 120), (1080, 710, 160)):
        _tree(draw, x, y, size, alive=when == "after")


def _road(draw: Draw, when: When) -> None:
    draw.rectangle((0, 620, 1200, 760), fill="#8d9094" if when == "after" else "#a59a87")
    if when == "after":
        for x in range(430, 780, 56):
            draw.rectangle((x, 622, x + 30, 758), fill="#f6f4ef")
        draw.rectangle((0, 592, 1200, 622), fill="#d9d5cc")
        draw.rectangle((356, 430, 372, 620), fill="#4b5b64")
        draw.rectangle((330, 360, 398, 440), fill="#1f5fa8")


def _water(draw: Draw, when: When) -> None:
    draw.rectangle((0, 640, 1200, 800), fill="#8fb7c4" if when == "after" else "#b6ab95")
    if when == "after":
        draw.rounded_rectangle((520, 440, 700, 640), radius=16, fill="#0a5f6a")
        draw.rectangle((560, 500, 660, 560), fill="#dcebf3")
        for x in range(40, 1180, 90):
            draw.arc((x, 660, x + 70, 700), 180, 360, fill="#e8f3f6", width=5)


def _library(draw: Draw, when: When) -> None:
    draw.rectangle((300, 330, 900, 640), fill="#efe6d8" if when == "after" else "#c9bda8")
    roof = "#0a5f6a" if when == "after" else "#93836f"
    draw.polygon([(270, 330), (600, 210), (930, 330)], fill=roof)
    for x in range(350, 850, 130):
        draw.rectangle((x, 390, x + 70, 500), fill="#f7dc8a" if when == "after" else "#7c8387")
    draw.rectangle((560, 510, 640, 640), fill="#7a5b44")
    if when == "after":
        draw.polygon([(640, 640), (820, 640), (640, 606)], fill="#a8a49a")


def _sport(draw: Draw, when: When) -> None:
    field = "#5f9a6b" if when == "after" else "#c0b08e"
    draw.polygon([(120, 780), (300, 600), (900, 600), (1080, 780)], fill=field)
    if when == "after":
        draw.line([(210, 690), (990, 690)], fill="#f6f4ef", width=6)
        draw.ellipse((520, 650, 680, 730), outline="#f6f4ef", width=6)
        for x in (300, 900):
            draw.rectangle((x - 70, 500, x + 70, 600), outline="#f6f4ef", width=10)


def _bus(draw: Draw, when: When) -> None:
    draw.rectangle((0, 660, 1200, 800), fill="#8d9094")
    if when == "before":
        draw.line((420, 660, 420, 520), fill="#4b5b64", width=12)
        draw.rectangle((380, 470, 460, 525), fill="#1f5fa8")
        return
    draw.rectangle((340, 430, 860, 660), outline="#0a5f6a", width=14)
    draw.rectangle((354, 444, 846, 640), fill="#d8ebef")
    draw.rectangle((320, 405, 880, 436), fill="#0a5f6a")
    draw.rectangle((420, 600, 780, 622), fill="#7a5b44")


def _bridge(draw: Draw, when: When) -> None:
    draw.rectangle((0, 650, 1200, 800), fill="#8fb7c4")
    deck = "#d9d5cc" if when == "after" else "#8b6a55"
    draw.rectangle((60, 560, 1140, 596), fill=deck)
    for x in range(120, 1140, 170):
        draw.rectangle((x, 596, x + 26, 760), fill="#8a8f92")
        if when == "after":
            draw.rectangle((x, 470, x + 8, 560), fill="#4b5b64")
    if when == "after":
        draw.line((60, 500, 1140, 500), fill="#4b5b64", width=8)


SCENES: dict[str, Callable[[Draw, When], None]] = {
    "lights": _lights,
    "playground": _playground,
    "trees": _trees,
    "road": _road,
    "water": _water,
    "library": _library,
    "sport": _sport,
    "bus": _bus,
    "bridge": _bridge,
}


# Where people stand, so that nobody wades through the river: lowest and highest y of their feet.
FEET = {"bridge": (558, 560), "water": (600, 636), "road": (604, 618), "bus": (640, 658)}


def draw_scene(kind: str, seed: str, when: When = "before") -> bytes:
    """A JPEG of 960 × 640 pixels for a kind of `SCENES`; `after` shows it built."""
    rng = random.Random(f"{kind}/{seed}")
    image = Image.new("RGB", SIZE, EARTH[when])
    _sky(image, rng)
    draw = ImageDraw.Draw(image)
    _hills(draw, rng)
    _houses(draw, rng)
    draw.rectangle((0, GROUND_Y, *SIZE), fill=EARTH[when])
    if when == "before":
        _puddles(draw, rng)
    SCENES[kind](draw, when)
    coats = ["#a92321", "#205493", "#0f663a", "#7a4a86", "#c07a1c"]
    for _ in range(5 if when == "after" else 2):
        feet = rng.randint(*FEET.get(kind, (700, 780)))
        _person(draw, rng.randint(90, 1110), feet, 120, rng.choice(coats))
    out = io.BytesIO()
    image.resize(PRINTED, Image.Resampling.LANCZOS, reducing_gap=1.5).save(out, "JPEG", quality=82)
    return out.getvalue()
