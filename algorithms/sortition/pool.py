"""Who can be drawn, and how many of each kind the panel must have."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Self

from algorithms.sortition.errors import SortitionError

Households = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pool:
    """People by id, each with one value for every feature; sorted, so that order never matters."""

    features: tuple[str, ...]
    people: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, people: Mapping[str, Mapping[str, str]], features: Iterable[str]) -> Self:
        """From values by feature by id. Raises ``value_missing`` (id, feature), ``pool_empty``."""
        names = tuple(sorted(set(features)))
        if not people:
            raise SortitionError("pool_empty")
        for person in sorted(people):
            for feature in names:
                if not people[person].get(feature):
                    raise SortitionError("value_missing", id=person, feature=feature)
        return cls(names, tuple((p, tuple(people[p][f] for f in names)) for p in sorted(people)))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(person for person, _ in self.people)

    def without(self, ids: Iterable[str]) -> "Pool":
        gone = set(ids)
        return Pool(self.features, tuple(row for row in self.people if row[0] not in gone))


@dataclass(frozen=True, slots=True, order=True)
class Quota:
    """From ``min`` to ``max`` people on the panel have this value of this feature."""

    feature: str
    value: str
    min: int
    max: int

    def __post_init__(self) -> None:
        name = {"feature": self.feature, "value": self.value}
        if self.min < 0:
            raise SortitionError("min_negative", **name, min=self.min)
        if self.min > self.max:
            raise SortitionError("min_above_max", **name, min=self.min, max=self.max)


@dataclass(frozen=True, slots=True)
class Quotas:
    """One quota for each value of each feature, sorted by both."""

    rows: tuple[Quota, ...]

    @classmethod
    def of(cls, rows: Iterable[Quota]) -> Self:
        """Raises ``quotas_empty``, ``quota_twice`` (feature, value)."""
        ordered = tuple(sorted(rows))
        if not ordered:
            raise SortitionError("quotas_empty")
        seen = Counter((quota.feature, quota.value) for quota in ordered)
        for (feature, value), times in seen.items():
            if times > 1:
                raise SortitionError("quota_twice", feature=feature, value=value)
        return cls(ordered)

    @classmethod
    def from_shares(
        cls, shares: Mapping[str, Mapping[str, Fraction | int | float]], size: int
    ) -> Self:
        """The whole numbers around each value's share of the population times ``size``.

        Shares are weights: census counts will do, since each feature is divided by its sum.
        """
        rows = []
        for feature, weights in shares.items():
            total = sum(Fraction(weight) for weight in weights.values())
            if total <= 0:
                raise SortitionError("shares_empty", feature=feature)
            for value, weight in weights.items():
                seats = Fraction(weight) * size / total
                rows.append(Quota(feature, value, floor(seats), ceil(seats)))
        return cls.of(rows)

    @property
    def features(self) -> tuple[str, ...]:
        return tuple(sorted({quota.feature for quota in self.rows}))


def refuse_mismatch(
    pool: Pool, quotas: Quotas, size: int, households: Households | None = None
) -> None:
    """What no change of the quotas' numbers would mend.

    Raises ``size_not_positive``, ``features_differ`` (missing, unknown), ``value_without_quota``
    (id, feature, value), ``household_unknown_person`` (id), ``pool_too_small`` (size, people: how
    many could sit together, one of each household).
    """
    if size < 1:
        raise SortitionError("size_not_positive", size=size)
    if pool.features != quotas.features:
        missing = sorted(set(quotas.features) - set(pool.features))
        unknown = sorted(set(pool.features) - set(quotas.features))
        raise SortitionError("features_differ", missing=missing, unknown=unknown)
    known = {(quota.feature, quota.value) for quota in quotas.rows}
    for person, values in pool.people:
        for feature, value in zip(pool.features, values, strict=True):
            if (feature, value) not in known:
                raise SortitionError("value_without_quota", id=person, feature=feature, value=value)
    ids = set(pool.ids)
    of = {person: key for person, key in (households or {}).items() if key}
    for person in sorted(set(of) - ids):
        raise SortitionError("household_unknown_person", id=person)
    separate = len({of[person] for person in of}) + len(ids - set(of))
    if separate < size:
        raise SortitionError("pool_too_small", size=size, people=separate)


def contradictions(pool: Pool, quotas: Quotas, size: int) -> tuple[SortitionError, ...]:
    """Quotas that contradict the size or the pool at first sight, each as an error (not raised).

    Codes: ``min_sum_above_size`` and ``max_sum_below_size`` (feature, sum, size),
    ``too_few_people`` (feature, value, people, min).
    """
    faults = []
    for feature in quotas.features:
        rows = [quota for quota in quotas.rows if quota.feature == feature]
        least, most = sum(q.min for q in rows), sum(q.max for q in rows)
        if least > size:
            faults.append(
                SortitionError("min_sum_above_size", feature=feature, sum=least, size=size)
            )
        if most < size:
            faults.append(
                SortitionError("max_sum_below_size", feature=feature, sum=most, size=size)
            )
    have = Counter(
        pair for _, values in pool.people for pair in zip(pool.features, values, strict=True)
    )
    for q in quotas.rows:
        people = have[q.feature, q.value]
        if people < q.min:
            faults.append(
                SortitionError(
                    "too_few_people", feature=q.feature, value=q.value, people=people, min=q.min
                )
            )
    return tuple(faults)
