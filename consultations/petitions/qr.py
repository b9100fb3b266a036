"""A QR code as the squares of an SVG path: no picture file, and printers keep it sharp."""

from dataclasses import dataclass

import qrcode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Code:
    """`path` draws within a square of `size` units, its quiet zone among them."""

    path: str
    size: int


def code_of(text: str) -> Code:
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    made.add_data(text)
    made.make(fit=True)
    rows = made.get_matrix()
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    squares = [f"M{x} {y}h1v1h-1z" for x, y in dark]
    return Code("".join(squares), len(rows))
