"""The braid with its words, once for wide pages and once for telephones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commons.interface.dates import day_month
from commons.interface.numbers import percent

from .balance import SECTORS, Balance, Point
from .braid import TEXT, Braid, braid
from .wording import sector_name

# More columns than these are left to the table.
MOST_COLUMNS = 6
LABEL = 26.0
BOX_WIDTH = 66.0


@dataclass(frozen=True)
class Label:
    """`kind`: "in" on a strand, "low" in a box of its own, "ax" under the picture; a label whose
    `kind` ends in "opt" is left out where it would not fit."""

    text: str
    x: float
    y: float
    anchor: str
    kind: str
    box_y: float | None = None
    box_x: float = 0.0


@dataclass(frozen=True)
class Drawing:
    name: str
    view_box: str
    height: float
    braid: Braid
    labels: tuple[Label, ...]
    marks: tuple[float, ...]


@dataclass(frozen=True)
class Picture:
    title: str
    description: str
    drawings: tuple[Drawing, ...]
    points: tuple[Point, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]
    box_width: float = BOX_WIDTH


def picture_of(balance: Balance) -> Picture:
    shown = _chosen(balance.points)
    return Picture(
        title=_("Share of participants by group"),
        description=_description(balance),
        drawings=(
            _drawing("wide", balance, shown, width=720, height=330, inner=True),
            _drawing("narrow", balance, shown[:1] + shown[-1:], width=340, height=360, inner=False),
        )
        if shown
        else (),
        points=balance.points,
        heads=tuple(_head(balance.points, number) for number in range(len(balance.points))),
        rows=tuple(
            (sector, sector_name(sector), tuple(point.counts[sector] for point in balance.points))
            for sector in SECTORS
        ),
    )


def _chosen(points: Sequence[Point]) -> list[Point]:
    """The first, the last and evenly some between; shares of a handful of people say nothing."""
    points = [point for point in points if point.total >= len(SECTORS)] or points
    if len(points) <= MOST_COLUMNS:
        return list(points)
    last = len(points) - 1
    return [points[round(last * n / (MOST_COLUMNS - 1))] for n in range(MOST_COLUMNS)]


def _description(balance: Balance) -> str:
    if not balance.points:
        return ""
    first, now = balance.points[0], balance.points[-1]
    parts = [
        _("%(group)s: from %(first)s to %(now)s")
        % {
            "group": sector_name(sector),
            "first": _share(first, sector),
            "now": _share(now, sector),
        }
        if len(balance.points) > 1
        else f"{sector_name(sector)}: {_share(now, sector)}"
        for sector in SECTORS
    ]
    return "; ".join(parts) + "."


def _share(point: Point, sector: str) -> str:
    return percent(point.counts[sector] / point.total if point.total else 0.0)


def _head(points: Sequence[Point], number: int) -> str:
    point = points[number]
    if number == len(points) - 1:
        return _("Now")
    return point.title or _("First day")


def _drawing(
    name: str,
    balance: Balance,
    points: Sequence[Point],
    *,
    width: float,
    height: float,
    inner: bool,
) -> Drawing:
    if len(points) == 2 and points[0] is points[1]:
        points = points[:1]
    columns = [
        {sector: count / (point.total or 1) for sector, count in point.counts.items()}
        for point in points
    ]
    drawn = braid(columns, SECTORS, width=width, height=height)
    labels = [*_names(drawn), *_shares(balance, drawn), *_axis(points, drawn, inner)]
    return Drawing(
        name,
        f"0 0 {drawn.width:g} {drawn.total_height:g}",
        drawn.height,
        drawn,
        tuple(labels),
        drawn.xs[1:-1] if inner else (),
    )


def _names(drawn: Braid) -> list[Label]:
    found = []
    for path in drawn.paths:
        if path.left_y is not None:
            found.append(Label(sector_name(path.sector), 10, path.left_y, "start", "in"))
        elif path.name_at_right:
            x = drawn.width - BOX_WIDTH - 8
            found.append(Label(sector_name(path.sector), x, path.right_y, "end", "in"))
    return found


def _shares(balance: Balance, drawn: Braid) -> list[Label]:
    """Shares at the right; those of thin strands are moved until none covers another."""
    ys: list[float] = []
    for path in drawn.paths:
        ys.append(max(path.right_y, ys[-1] + LABEL if ys else TEXT - 2))
    for number in range(len(ys) - 1, -1, -1):
        bound = drawn.height - 6 if number == len(ys) - 1 else ys[number + 1] - LABEL
        ys[number] = min(ys[number], bound)
    found = []
    for path, y in zip(drawn.paths, ys, strict=True):
        strand = balance.strand(path.sector)
        text = percent(strand.share)
        x = drawn.width - 10
        if strand.is_low:
            box_x = drawn.width - BOX_WIDTH
            found.append(Label(text, x, round(y, 1), "end", "lowt", round(y - 18, 1), box_x))
        elif strand.count:
            found.append(Label(text, x, round(y, 1), "end", "in"))
    return found


def _axis(points: Sequence[Point], drawn: Braid, inner: bool) -> list[Label]:
    y = drawn.total_height - 10
    last = len(points) - 1
    found = []
    for number, point in enumerate(points):
        if number == last:
            text = _("now: %(total)d") % {"total": point.total}
            found.append(Label(text, drawn.width, y, "end", "ax"))
        elif number == 0:
            text = f"{day_month(point.at)}: {point.total}"
            found.append(Label(text, 0, y, "start", "ax"))
        elif inner:
            text = f"{day_month(point.at)}: {point.total}"
            found.append(Label(text, drawn.xs[number], y, "middle", "ax"))
    return found
