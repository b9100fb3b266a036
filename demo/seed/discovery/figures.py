"""Figures of the 20 regions for the demo. All invented, and marked so: real ones are imported."""

import csv
import io
import random
from datetime import date, datetime

from commons.territories.enums import Level
from commons.territories.models import Territory
from edp.statistics.operations import DatasetFields, import_figures

from .content import texts

INVENTED = [
    "Демонстрация үшін ойдан шығарылған",
    "Вымышлено для демонстрации",
    "Invented for the demonstration",
]
YEARS = range(2018, 2025)
INDICATORS = (
    # code, names, units, level in 2018 and its usual yearly growth
    (
        "grp-per-head",
        ["Жан басына шаққандағы ЖӨӨ", "ВРП на душу населения", "Gross regional product per head"],
        ["мың теңге", "тыс. тенге", "thousand tenge"],
        2600.0,
        0.085,
    ),
    (
        "wage",
        ["Орташа айлық жалақы", "Средняя месячная зарплата", "Average monthly wage"],
        ["мың теңге", "тыс. тенге", "thousand tenge"],
        150.0,
        0.11,
    ),
    (
        "small-firms",
        ["Жұмыс істейтін шағын кәсіпорын", "Действующие малые предприятия", "Active small firms"],
        ["1 000 тұрғынға", "на 1 000 жителей", "per 1,000 residents"],
        12.0,
        0.04,
    ),
)
# Divisions of OKED and how many of a thousand people work there in an average region.
ACTIVITIES = {
    "01": 140,
    "03": 3,
    "05": 12,
    "10": 30,
    "13": 4,
    "20": 9,
    "23": 12,
    "24": 22,
    "25": 11,
    "28": 8,
    "35": 25,
    "41": 70,
    "47": 150,
    "49": 85,
    "52": 30,
    "55": 18,
    "62": 14,
    "72": 6,
    "85": 130,
    "86": 75,
}
# What some regions do more of than others, in times of the average.
SPECIAL = {
    "KZ-55": {"05": 4.2, "24": 3.6, "35": 2.4, "20": 1.7, "25": 1.4},
    "KZ-35": {"05": 3.1, "24": 3.4, "28": 1.9, "25": 1.6},
    "KZ-33": {"01": 1.9, "10": 1.6, "52": 1.5},
    "KZ-43": {"01": 1.5, "03": 4.0, "41": 1.3},
    "KZ-75": {"62": 3.5, "72": 3.2, "47": 1.4},
    "KZ-71": {"62": 3.0, "72": 2.6, "41": 1.5},
    "KZ-11": {"01": 2.2, "10": 1.5},
    "KZ-59": {"01": 2.6, "10": 1.4},
    "KZ-39": {"01": 1.9, "10": 1.8, "28": 1.5},
}


def create(*, at: datetime) -> None:
    """Two data sets that every akimat reads."""
    regions = list(Territory.objects.filter(level=Level.REGION).order_by("kato"))
    rng = random.Random("figures")
    fields = {"source": texts(INVENTED), "is_invented": True, "retrieved_on": date(2026, 1, 15)}
    for code, title, rows in (
        (
            "demo-regions",
            ["Өңір көрсеткіштері", "Показатели регионов", "Indicators of regions"],
            _indicators(regions, rng),
        ),
        (
            "demo-employment",
            [
                "Қызмет түрі бойынша жұмыспен қамту",
                "Занятость по видам деятельности",
                "Employment by activity",
            ],
            _employment(regions, rng),
        ),
    ):
        import_figures(
            file=_file(rows),
            dataset=DatasetFields(code=code, title=texts(title), **fields),  # type: ignore[arg-type]
            akimat=None,
            actor=None,
            at=at,
        )


def _file(rows: list[list[str]]) -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return io.BytesIO(text.getvalue().encode())


def _indicators(regions: list[Territory], rng: random.Random) -> list[list[str]]:
    head = ["indicator", "territory", "year", "value"]
    head += [f"{name}_{code}" for name in ("name", "unit") for code in ("kk", "ru", "en")]
    rows = [head]
    for code, names, units, level, growth in INDICATORS:
        for place in regions:
            value = level * rng.uniform(0.6, 1.7)
            pace = growth * rng.uniform(0.4, 1.5)
            for year in YEARS:
                rows.append([code, place.iso, str(year), f"{value:.1f}", *names, *units])
                value *= 1 + pace + rng.gauss(0, 0.015)
    return rows


def _employment(regions: list[Territory], rng: random.Random) -> list[list[str]]:
    rows = [["activity", "territory", "year", "persons"]]
    for place in regions:
        size = rng.uniform(180, 620)
        for code, share in ACTIVITIES.items():
            factor = SPECIAL.get(place.iso, {}).get(code, rng.uniform(0.35, 1.25))
            persons = size * share * factor
            for year in (2019, 2024):
                rows.append([code, place.iso, str(year), str(round(persons))])
                persons *= rng.uniform(0.88, 1.22)
    return rows
