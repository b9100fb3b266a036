"""The seats of a council as a picture: one cell for each, officials on the right, and a tick where
the share of the state may begin. Widths are numbers of the drawing's own units."""

from dataclasses import dataclass

from commons.people.enums import Sector

from .composition import STATE, Composition

CELL, GAP, HEIGHT = 20, 4, 30
# Civil society first, officials last, so that the tick divides them.
ORDER = (Sector.CIVIL_SOCIETY, Sector.ACADEMIA, Sector.BUSINESS, Sector.GOVERNMENT)


@dataclass(frozen=True)
class Cell:
    x: int
    tone: str


@dataclass(frozen=True)
class Row:
    """A line of the table beside the picture."""

    label: str
    tone: str
    count: int


@dataclass(frozen=True)
class Picture:
    cells: tuple[Cell, ...]
    tick: int
    width: int
    rows: tuple[Row, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {HEIGHT + 12}"


def of(found: Composition) -> Picture:
    """Free seats stand between the others and the officials, dashed."""
    tones: list[str] = []
    for sector in ORDER[:-1]:
        tones += [sector.value] * found.sectors.get(sector, 0)
    tones += ["free"] * found.vacant
    tones += [STATE.value] * found.state
    step = CELL + GAP
    cells = tuple(Cell(place * step, tone) for place, tone in enumerate(tones))
    least = len(tones) - (found.total - found.needed)
    rows = tuple(
        Row(str(sector.label), sector.value, found.sectors.get(sector, 0)) for sector in ORDER
    )
    return Picture(cells, least * step - GAP // 2, max(step, len(tones) * step - GAP), rows)
