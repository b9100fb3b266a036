"""An akimat's colours: hue and chroma are its own, lightness is ours, so contrast always holds.

OKLab after Björn Ottosson (2020), contrast after WCAG 2.2. Colours leave here as hex, which every
browser reads; a colour outside sRGB loses chroma until it fits, and keeps its lightness.
"""

import math

CHROMA_MAX = 0.105
CHROMA_MIN = 0.02

# Name, lightness, share of the akimat's chroma. At every hue: strong >= 10.4:1 on white,
# brand >= 7:1 on white and >= 5.8:1 on soft, mid >= 3.4:1 (graphics only).
RAMP = (
    ("strong", 0.36, 0.86),
    ("", 0.45, 1.0),
    ("mid", 0.62, 0.95),
    ("line", 0.82, 0.5),
    ("soft", 0.93, 0.29),
    ("tint", 0.968, 0.13),
)

Rgb = tuple[int, int, int]


def _linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encoded(channel: float) -> int:
    channel = min(1.0, max(0.0, channel))
    if channel <= 0.0031308:
        return round(12.92 * channel * 255)
    return round((1.055 * math.pow(channel, 1 / 2.4) - 0.055) * 255)


def rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    """Nearest sRGB colour of the same lightness and hue."""
    while chroma > 0 and not all(
        -1e-4 <= channel <= 1.0001 for channel in _linear(lightness, chroma, hue)
    ):
        chroma -= 0.002
    red, green, blue = _linear(lightness, max(chroma, 0.0), hue)
    return _encoded(red), _encoded(green), _encoded(blue)


def hex_of(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG contrast ratio, 1 to 21, in either order."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ramp(hue: int, chroma: float) -> dict[str, Rgb]:
    """Six colours by custom property name; chroma is clamped, hue taken round the circle."""
    chroma = min(max(chroma, CHROMA_MIN), CHROMA_MAX)
    return {
        f"--brand-{name}" if name else "--brand": rgb(lightness, chroma * share, hue % 360)
        for name, lightness, share in RAMP
    }


def css(hue: int, chroma: float) -> str:
    """A rule that gives the page the akimat's colours, after those of site.css."""
    tokens = ";".join(f"{name}:{hex_of(colour)}" for name, colour in ramp(hue, chroma).items())
    return f":root{{{tokens}}}\n"
