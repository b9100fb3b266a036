"""Stratified random selection: quotas kept, chances as equal as they allow, a draw to repeat.

    quotas = read_quotas(features_csv)
    pool, households = read_people(people_csv, quotas, household_columns=["address"])
    answer = feasibility(pool, quotas, 40, households=households)
    chances = leximin(pool, quotas, 40, households=households)   # seconds to a minute
    panels = lottery(chances)                                     # 1,000 equal panels
    published = archive(panels, households)                       # archive_bytes() to publish
    seed = combined_seed(reveals, commitments)
    panel = draw(published, seed)
    later = replacements(published, panel, gone=["p7"], seed=seed)

The draw and the replacements work on the published archive alone, with the code of the script that
everybody can run (``repeat_draw.py``); the format is described in docs/sortition.md.
"""

from algorithms.sortition.conflicts import Feasibility, feasibility
from algorithms.sortition.distribution import Distribution, Progress
from algorithms.sortition.errors import SortitionError, UnreadableFile
from algorithms.sortition.fairness import leximin, maximin
from algorithms.sortition.lotteries import Lottery, lottery
from algorithms.sortition.pool import Households, Pool, Quota, Quotas, contradictions
from algorithms.sortition.publication import archive, archive_bytes
from algorithms.sortition.reading import read_people, read_quotas
from algorithms.sortition.repeat_draw import DoesNotHold, check, draw, replacements
from algorithms.sortition.seeds import combined_seed, commitment

__all__ = [
    "Distribution",
    "DoesNotHold",
    "Feasibility",
    "Households",
    "Lottery",
    "Pool",
    "Progress",
    "Quota",
    "Quotas",
    "SortitionError",
    "UnreadableFile",
    "archive",
    "archive_bytes",
    "check",
    "combined_seed",
    "commitment",
    "contradictions",
    "draw",
    "feasibility",
    "leximin",
    "lottery",
    "maximin",
    "read_people",
    "read_quotas",
    "replacements",
]
