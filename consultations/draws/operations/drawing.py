"""The seed arrives and draws; those drawn take their seats; who leaves is followed by lot."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from algorithms.sortition import SortitionError, combined_seed
from algorithms.sortition.repeat_draw import draw as draw_from
from algorithms.sortition.repeat_draw import drawn_number, replacements
from commons.interface.dates import date_time

from ...councils import formation_queries, selection
from ...councils.enums import Outcome, SeatedBy
from ...councils.models import Application, Mandate
from ...councils.operations.seating import give_seat, seat_members
from .. import notices, pool
from ..enums import DrawStatus, SeedKind
from ..errors import DrawError
from ..models import Draw, DrawParty
from .locking import locked, move, record

S = DrawStatus


@transaction.atomic
def draw_panel(*, draw: Draw, seed: str, actor: Any, at: datetime) -> Draw:
    """Enter the seed of the public source; the number it draws follows from it and the archive.

    Raises DrawError: seed_early, seed_empty, wrong_state.
    """
    draw = locked(draw, S.PUBLISHED)
    if draw.seed_kind != SeedKind.SOURCE:
        raise DrawError("wrong_state", state=draw.get_seed_kind_display())
    if draw.seed_at is not None and at < draw.seed_at:
        raise DrawError("seed_early", at=date_time(draw.seed_at))
    if not seed.strip():
        raise DrawError("seed_empty")
    return _drawn(draw, seed.strip(), actor, at)


@transaction.atomic
def reveal(*, draw: Draw, secrets: Mapping[str, str], actor: Any, at: datetime) -> Draw:
    """The secrets of the three parties by name; each must match its commitment.

    Raises DrawError: reveal_missing, reveal_differs (party), wrong_state.
    """
    draw = locked(draw, S.PUBLISHED)
    parties = list(draw.parties.all())
    given = {name: secret.strip() for name, secret in secrets.items()}
    for party in parties:
        if not given.get(party.name):
            raise DrawError("reveal_missing", party=party.name)
    try:
        seed = combined_seed(
            {party.name: given[party.name] for party in parties},
            {party.name: party.commitment for party in parties},
        )
    except SortitionError as error:
        name = str(error.params.get("party") or "")
        raise DrawError("reveal_differs", party=name) from error
    for party in parties:
        party.secret, party.revealed_at, party.entered_by = given[party.name], at, actor
    DrawParty.objects.bulk_update(parties, ["secret", "revealed_at", "entered_by"])
    return _drawn(draw, seed, actor, at)


def _drawn(draw: Draw, seed: str, actor: Any, at: datetime) -> Draw:
    archive = json.loads(draw.archive)
    move(draw, S.DRAWN)
    draw.seed = seed
    draw.number = drawn_number(archive, seed)
    draw.panel = draw_from(archive, seed)
    draw.drawn_at = at
    draw.save()
    record("draw_drawn", draw, actor, at, seed=seed, number=draw.number, panel=draw.panel)
    notices.tell_drawn(draw, at)
    return draw


@transaction.atomic
def seat(
    *,
    draw: Draw,
    declined: Sequence[int],
    begins_on: date,
    actor: Any,
    at: datetime,
) -> list[Mandate]:
    """Those drawn take their seats. Who declined, by number of the application, is replaced by
    the same seed, so that the quotas are kept or come nearest."""
    draw = locked(draw, S.DRAWN)
    panel = list(draw.panel)
    if gone := sorted({pool.identity(number) for number in declined} & set(panel)):
        panel = _replaced(draw, panel, gone, [], at)
        draw.panel = panel
    by_id = {pool.identity(one.number): one for one in formation_queries.admitted(draw.formation)}
    for one in by_id.values():
        one.formation = draw.formation
    archive = json.loads(draw.archive)
    made = seat_members(
        formation=draw.formation,
        applications=[by_id[one] for one in panel],
        seated_by=SeatedBy.LOT,
        actor=actor,
        at=at,
        begins_on=begins_on,
        why={
            application.number: {"code": selection.DRAWN, "chance": archive["chances"][key]}
            for key, application in by_id.items()
        },
    )
    move(draw, S.SEATED)
    draw.save()
    record("draw_seated", draw, actor, at, panel=panel, declined=gone)
    return made


@transaction.atomic
def replace(*, draw: Draw, begins_on: date, actor: Any, at: datetime) -> list[Mandate]:
    """Fill the seats of drawn members who left, by the draw's own seed. Those who left before
    cannot be chosen again. Raises DrawError: nothing_to_replace, nobody_left."""
    draw = locked(draw, S.SEATED)
    left = list(
        Mandate.objects.filter(
            council=draw.formation.council,
            application__formation=draw.formation,
            ended_on__isnull=False,
            successor__isnull=True,
        ).select_related("application", "council__akimat")
    )
    gone = {pool.identity(one.application.number): one for one in left if one.application}
    gone = {key: one for key, one in gone.items() if key in draw.panel}
    if not gone:
        raise DrawError("nothing_to_replace")
    before = [key for entry in draw.replaced for key in entry["gone"]]
    panel = _replaced(draw, list(draw.panel), sorted(gone), before, at)
    chosen = draw.replaced[-1]["chosen"]
    if not chosen:
        raise DrawError("nobody_left")
    rows = formation_queries.admitted(draw.formation)
    by_id: dict[str, Application] = {pool.identity(one.number): one for one in rows}
    made = [
        give_seat(
            mandate=gone[key], application=by_id[new], begins_on=begins_on, actor=actor, at=at
        )
        for key, new in zip(sorted(gone), chosen, strict=False)
    ]
    Application.objects.filter(pk__in=[by_id[new].pk for new in chosen]).update(
        outcome=Outcome.SEATED
    )
    draw.panel = panel
    draw.save()
    detail = {name: value for name, value in draw.replaced[-1].items() if name != "at"}
    record("draw_replaced", draw, actor, at, **detail)
    return made


def _replaced(
    draw: Draw, panel: list[str], gone: list[str], unavailable: list[str], at: datetime
) -> list[str]:
    """The panel after a replacement, which is noted on the draw for everybody to repeat."""
    found = replacements(json.loads(draw.archive), panel, gone, draw.seed, unavailable)
    draw.replaced = [
        *draw.replaced,
        {
            "panel": sorted(panel),
            "gone": gone,
            "unavailable": sorted(unavailable),
            "chosen": found["chosen"],
            "unmet": found["unmet"],
            "empty": found["empty_seats"],
            "at": at.isoformat(),
        },
    ]
    new: list[str] = found["panel"]
    return new
