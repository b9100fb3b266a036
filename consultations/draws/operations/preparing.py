"""A draw before it is computed: features, quotas from the census, where the seed comes from."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from algorithms.sortition import Feasibility, Quotas, SortitionError, feasibility
from commons.interface.dates import date_time
from commons.interface.official import Texts, missing, write

from ...councils import formation_queries
from ...councils.enums import FormationStatus, Method
from ...councils.models import Formation
from ...periods import periods_of
from .. import pool
from ..enums import DrawStatus, Feature, SeedKind
from ..errors import DrawError
from ..models import Draw, DrawParty, DrawQuota
from .locking import locked, move, record

S = DrawStatus
SHA256 = re.compile(r"[0-9a-f]{64}")
PARTIES = 3


@transaction.atomic
def create(*, formation: Formation, actor: Any, at: datetime) -> Draw:
    """Raises DrawError: not_by_lot, pool_open, exists."""
    if formation.method != Method.LOT:
        raise DrawError("not_by_lot")
    if formation.status != FormationStatus.READY:
        raise DrawError("pool_open")
    try:
        with transaction.atomic():
            draw = Draw.objects.create(formation=formation, created_at=at)
    except IntegrityError as error:
        raise DrawError("exists") from error
    _begin_quotas(draw)
    record("draw_created", draw, actor, at)
    return draw


def _begin_quotas(draw: Draw) -> None:
    """A row for each value that is in the pool; sectors as the formation was announced."""
    seats = draw.formation.seats
    most_state = _most_officials(draw)
    announced = {row.sector: row for row in formation_queries.plan_rows(draw.formation)}
    rows = []
    for feature, values in pool.present(draw).items():
        order = pool.bands(draw) if feature == Feature.AGE else sorted(values)
        for value in (one for one in order if one in values):
            least, most = 0, seats
            if feature == Feature.SECTOR and value in announced:
                least, most = announced[value].least, min(seats, announced[value].most)
            if feature == Feature.SECTOR and value == "gov":
                most = min(most, most_state)
                least = min(least, most)
            rows.append(DrawQuota(draw=draw, feature=feature, value=value, least=least, most=most))
    DrawQuota.objects.bulk_create(rows)


def _most_officials(draw: Draw) -> int:
    """So many of those drawn may be of the state: the law asks for two thirds of civil society."""
    civil = periods_of(draw.formation.council.akimat).civil_percent
    return draw.formation.seats * (100 - civil) // 100


def require_lawful(draw: Draw) -> None:
    """Raise DrawError where the quotas let more officials in than the law: sector_needed,
    state_share."""
    if Feature.SECTOR not in draw.features:
        raise DrawError("sector_needed")
    most = _most_officials(draw)
    held = draw.quotas.filter(feature=Feature.SECTOR, value="gov").first()
    if held is not None and held.most > most:
        raise DrawError("state_share", most=most, seats=draw.formation.seats)


@transaction.atomic
def set_features(
    *,
    draw: Draw,
    features: Sequence[str],
    age_bounds: Sequence[int],
    fairness: str,
    actor: Any,
    at: datetime,
) -> Draw:
    """What the panel must mirror. Quotas begin anew. Raises DrawError: bounds, feature_missing."""
    draw = locked(draw, S.PREPARING)
    bounds = list(age_bounds)
    if bounds != sorted(set(bounds)) or not bounds or not 14 <= bounds[0] <= bounds[-1] <= 100:
        raise DrawError("bounds")
    draw.features, draw.age_bounds, draw.fairness = sorted(set(features)), bounds, fairness
    draw.save(update_fields=["features", "age_bounds", "fairness"])
    draw.quotas.all().delete()
    _begin_quotas(draw)
    record("draw_features", draw, actor, at, features=draw.features, ages=bounds)
    return draw


@transaction.atomic
def set_quotas(
    *,
    draw: Draw,
    rows: Mapping[int, tuple[int, int, int | None]],
    census_source: str,
    actor: Any,
    at: datetime,
) -> Draw:
    """(least, most, people in the census) by key of the row. Raises DrawError: min_above_max."""
    draw = locked(draw, S.PREPARING)
    held = list(draw.quotas.all())
    for one in held:
        one.least, one.most, one.weight = rows[one.pk]
        if one.least > one.most:
            raise DrawError(
                "min_above_max", label=f"{one.feature} {one.value}", min=one.least, max=one.most
            )
    DrawQuota.objects.bulk_update(held, ["least", "most", "weight"])
    draw.census_source = census_source.strip()
    draw.save(update_fields=["census_source"])
    record("draw_quotas", draw, actor, at,
           quotas=[[one.feature, one.value, one.least, one.most] for one in held])  # fmt: skip
    return draw


@transaction.atomic
def quotas_from_census(*, draw: Draw, actor: Any, at: datetime) -> Draw:
    """The whole numbers around each share of the census, for features with figures for all values.

    Raises DrawError: shares_empty where a feature has some figures, but not all.
    """
    draw = locked(draw, S.PREPARING)
    held = list(draw.quotas.all())
    weights: dict[str, dict[str, int]] = {}
    for one in held:
        if one.weight is not None:
            weights.setdefault(one.feature, {})[one.value] = one.weight
    for feature, shares in weights.items():
        if len(shares) < sum(one.feature == feature for one in held) or not sum(shares.values()):
            raise DrawError("shares_empty", feature=feature)
    found = Quotas.from_shares(weights, draw.formation.seats) if weights else None
    by_value = {(one.feature, one.value): one for one in found.rows} if found else {}
    for row in held:
        if quota := by_value.get((row.feature, row.value)):
            row.least, row.most = quota.min, quota.max
    DrawQuota.objects.bulk_update(held, ["least", "most"])
    record("draw_quotas", draw, actor, at,
           quotas=[[one.feature, one.value, one.least, one.most] for one in held])  # fmt: skip
    return draw


@transaction.atomic
def apply_change(*, draw: Draw, actor: Any, at: datetime) -> Draw:
    """Take over the smallest change of the quotas that would do."""
    draw = locked(draw, S.PREPARING)
    found = check(draw)
    new = {(old.feature, old.value): quota for old, quota in found.changes}
    held = [one for one in draw.quotas.all() if (one.feature, one.value) in new]
    for one in held:
        quota = new[one.feature, one.value]
        one.least, one.most = quota.min, quota.max
    DrawQuota.objects.bulk_update(held, ["least", "most"])
    record("draw_quotas", draw, actor, at,
           quotas=[[one.feature, one.value, one.least, one.most] for one in held])  # fmt: skip
    return draw


def check(draw: Draw) -> Feasibility:
    """Whether any panel keeps the quotas. Raises DrawError: feature_missing, pool_too_small and
    those of `require_lawful`."""
    require_lawful(draw)
    people, households = pool.pool_of(draw)
    try:
        return feasibility(
            people, pool.quotas_of(draw), draw.formation.seats, households=households
        )
    except SortitionError as error:
        if error.code in DrawError.texts:
            raise DrawError(error.code, **error.params) from error
        raise


@transaction.atomic
def set_seed(
    *,
    draw: Draw,
    kind: str,
    source: Texts,
    seed_at: datetime | None,
    parties: Sequence[tuple[str, str]],
    actor: Any,
    at: datetime,
) -> Draw:
    """Announce where the seed will come from: a public source with its time, or three parties that
    have each committed to a secret. Raises DrawError: seed_missing, seed_time, parties,
    commitment."""
    draw = locked(draw, S.PREPARING)
    if missing(source):
        raise DrawError("seed_missing")
    given = [(name.strip(), mark.strip().lower()) for name, mark in parties]
    if kind == SeedKind.SOURCE:
        if seed_at is None or seed_at <= at:
            raise DrawError("seed_time")
        given = []
    else:
        distinct = {name for name, _mark in given if name}, {mark for _name, mark in given}
        if len(given) != PARTIES or any(len(one) != PARTIES for one in distinct):
            raise DrawError("parties")
        for name, mark in given:
            if not SHA256.fullmatch(mark):
                raise DrawError("commitment", party=name)
    draw.seed_kind, draw.seed_at = kind, seed_at
    write(draw, "seed_source", source)
    draw.save()
    draw.parties.all().delete()
    DrawParty.objects.bulk_create(
        DrawParty(draw=draw, name=name, commitment=mark) for name, mark in given
    )
    record("draw_seed_announced", draw, actor, at, kind=kind, parties=given)
    return draw


@transaction.atomic
def start(*, draw: Draw, actor: Any, at: datetime) -> Draw:
    """Freeze pool and quotas, and compute everybody's chance in the background.

    Raises DrawError: seed_missing, seed_time, infeasible and those of `check`.
    """
    from ..tasks import compute_draw

    draw = locked(draw, S.PREPARING)
    if not draw.seed_source:
        raise DrawError("seed_missing")
    if draw.seed_kind == SeedKind.SOURCE and (draw.seed_at is None or draw.seed_at <= at):
        raise DrawError("seed_time")
    if draw.seed_kind == SeedKind.PARTIES and draw.parties.count() != PARTIES:
        raise DrawError("parties")
    if not check(draw).feasible:
        raise DrawError("infeasible")
    move(draw, S.COMPUTING)
    draw.step, draw.steps, draw.step_code, draw.heard_at = 0, 0, "", at
    draw.failure = None
    draw.save()
    record("draw_started", draw, actor, at)
    transaction.on_commit(lambda: compute_draw.delay(draw.pk), robust=True)
    return draw


@transaction.atomic
def take_back(*, draw: Draw, reason: str, actor: Any, at: datetime) -> Draw:
    """Before there is a seed the published chances can be given up, in public and with a reason.

    Raises DrawError: reason_needed; wrong_state, and seed_early's opposite: once the seed's time
    has come, or a secret was revealed, nothing can be taken back.
    """
    draw = locked(draw, S.PUBLISHED)
    if not reason.strip():
        raise DrawError("reason_needed")
    begun = draw.seed_at is not None and draw.seed_at <= at
    if begun or draw.parties.filter(revealed_at__isnull=False).exists():
        when = date_time(draw.seed_at) if draw.seed_at else ""
        raise DrawError("seed_early", at=when)
    record("draw_taken_back", draw, actor, at, reason=reason.strip(), archive=draw.archive_hash)
    move(draw, S.PREPARING)
    draw.archive = draw.archive_hash = ""
    draw.published_at = None
    draw.save()
    return draw
