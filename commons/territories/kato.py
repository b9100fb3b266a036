"""Reads the classifier of administrative-territorial objects, in three layouts.

- official: `te, ab, cd, ef, hij, kaz_name, rus_name` (the Bureau of National Statistics);
- regions: `kato` with any of `name_kk, name_ru, name_en`, and `iso3166_2`;
- pairs: `region_kato, region_ru, kato, name_ru`, a district beside its region.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext_lazy

from .enums import Level
from .tables import Fault, Row, rows

LAYOUTS = (
    ("te", "ab", "cd", "ef", "hij", "kaz_name", "rus_name"),
    ("region_kato", "region_ru", "kato", "name_ru"),
    ("kato", "name_kk", "name_ru", "name_en"),
    ("kato", "name_ru"),
)
# "Семей Г.А." is the territory under the city's administration: people call it by its city.
_OFFICE = re.compile(r"\s+(Г\.\s*А\.|Қ\.\s*Ә\.)$")
MAX_NAME = 150

_TEXTS = {
    "code": gettext_lazy("expected a KATO code of 9 digits."),
    "parts": gettext_lazy("expected the code that ab, cd, ef and hij make up: %(code)s."),
    "name": gettext_lazy("expected a name, found nothing."),
    "long": gettext_lazy("expected a name of at most %(most)s characters."),
    "repeated": gettext_lazy("expected each code once; line %(line)s gives it another name."),
}


@dataclass
class Place:
    """What a line says of a place; a name it does not give is absent."""

    kato: str
    names: dict[str, str] = field(default_factory=dict)
    iso: str = ""
    # Named only beside another place: good enough where nothing better is known.
    in_passing: bool = False

    @property
    def level(self) -> Level:
        return level_of(self.kato)


def level_of(kato: str) -> Level:
    """The last part of the code that is not all zeros: 2 + 2 + 2 + 3 digits.

    The districts of Astana, Almaty and Shymkent are coded as parts of a city, but are districts.
    """
    if re.fullmatch(r"7[159][0-9]{2}10000", kato):
        return Level.DISTRICT
    ends = ((6, Level.SETTLEMENT), (4, Level.RURAL_DISTRICT), (2, Level.DISTRICT))
    for start, level in ends:
        if kato[start:].strip("0"):
            return level
    return Level.REGION if kato.strip("0") else Level.COUNTRY


def read(file: IO[bytes]) -> tuple[list[Place], list[Fault]]:
    """Places in the order of the file, each once, and every fault. Raises TableError."""
    places: dict[str, Place] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for row in rows(file, *LAYOUTS):
        found = [row.fault] if row.fault else _faults(row)
        if found:
            faults += found
            continue
        for place in _places(row.cells):
            first = places.setdefault(place.kato, place)
            lines.setdefault(place.kato, row.line)
            if first.names != place.names:
                text = str(_TEXTS["repeated"]) % {"line": lines[place.kato]}
                faults.append(Fault(row.line, "kato", text))
    return list(places.values()), faults


def _places(cells: Mapping[str, str]) -> Iterator[Place]:
    if "te" in cells:
        names = {"kk": cells["kaz_name"], "ru": cells["rus_name"]}
        yield Place(cells["te"], _tidy(names))
        return
    if "region_kato" in cells:
        yield Place(cells["region_kato"], _tidy({"ru": cells["region_ru"]}), in_passing=True)
    names = {code: cells.get(f"name_{code}", "") for code in ("kk", "ru", "en")}
    yield Place(cells["kato"], _tidy(names), cells.get("iso3166_2", ""))


def _tidy(names: Mapping[str, str]) -> dict[str, str]:
    tidied = {code: _OFFICE.sub("", " ".join(name.split())) for code, name in names.items()}
    return {code: name for code, name in tidied.items() if name}


def _faults(row: Row) -> list[Fault]:
    cells, found = row.cells, []
    code_columns = [name for name in ("te", "region_kato", "kato") if name in cells]
    for column in code_columns:
        if not re.fullmatch(r"[0-9]{9}", cells[column]):
            found.append(Fault(row.line, column, str(_TEXTS["code"])))
    if "te" in cells and not found:
        widths = (("ab", 2), ("cd", 2), ("ef", 2), ("hij", 3))
        made = "".join(cells[name].zfill(width) for name, width in widths)
        if made != cells["te"]:
            found.append(Fault(row.line, "te", str(_TEXTS["parts"]) % {"code": made}))
    if not found:
        for place in _places(cells):
            named = "rus_name" if "te" in cells else "name_ru"
            if not place.names:
                found.append(Fault(row.line, named, str(_TEXTS["name"])))
            elif max(map(len, place.names.values())) > MAX_NAME:
                text = str(_TEXTS["long"]) % {"most": MAX_NAME}
                found.append(Fault(row.line, named, text))
    return found
