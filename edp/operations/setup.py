"""Setting up a round: its texts, mandate, stages and rules, while it is being prepared."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from django.db import transaction

from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.interface.official import Texts, columns, read, write
from commons.people.models import Person
from commons.proposals.models import Call
from commons.territories.models import Akimat, Territory

from .. import rules as round_rules
from ..enums import STAGE_ORDER, RoundKind, RoundStatus, StageKind
from ..errors import DiscoveryError
from ..models import Phase, Round
from .states import locked_round, require_round

# First path segments under /discovery/ that belong to pages of the akimat, not of a round.
RESERVED_SLUGS = frozenset(
    {
        "rounds", "new", "stages", "rules", "about", "statistics", "indicators", "evidence",
        "library", "people", "invitations", "invitation", "events", "opportunities", "surveys",
        "evaluation", "scoring", "consultation", "decision", "plan", "monitoring", "practice",
        "regions", "strengths", "trends", "swot", "calendar", "reports", "mine", "my-sheets",
    }
)  # fmt: skip

Span = tuple[datetime, datetime]


class Changes(TypedDict, total=False):
    """What can be set on a round while it is a draft, and amended afterwards."""

    kind: str
    title: Texts
    summary: Texts
    rules: Texts
    subject: Texts
    mandate: Texts
    mandate_act: Texts
    mandate_date: date | None
    label: Texts
    prize_tenge: int | None
    original_language: str
    open_signup: bool
    one_seat: bool
    min_sector_percent: int
    min_newcomers_percent: int
    min_small_firms_percent: int
    min_women_percent: int
    min_districts_percent: int
    min_reviews: int
    reply_days: int
    max_per_person: int
    stages: Mapping[str, Span | None]


CALL_FIELDS = ("max_per_person",)


@transaction.atomic
def create_round(
    *,
    akimat: Akimat,
    territory: Territory | None = None,
    slug: str,
    kind: str = RoundKind.REGION,
    actor: Person | None,
    at: datetime,
    changes: Changes | None = None,
    previous: Round | None = None,
) -> Round:
    """A round that is being prepared, for the akimat's territory or one inside it.

    `changes` holds texts, mandate, stages and rules; all may come later.
    """
    territory = territory or akimat.territory
    if slug in RESERVED_SLUGS:
        raise DiscoveryError("address_reserved", slug=slug)
    if not akimat.territory.contains(territory):
        raise DiscoveryError("territory_outside", territory=str(territory))
    with refusing({"edp_address_used_once": DiscoveryError("address_taken", slug=slug)}):
        round = Round.objects.create(
            akimat=akimat,
            territory=territory,
            slug=slug,
            kind=RoundKind(kind),
            previous=previous,
        )
    apply(round, changes or {})
    record(verb="discovery.created", subject=round, at=at, actor=actor, akimat=akimat, slug=slug)
    return round


@transaction.atomic
def change_round(*, round: Round, actor: Person | None, at: datetime, changes: Changes) -> Round:
    """Change a round that has not been announced; later only `amend` can."""
    round = locked_round(round)
    if round.frozen_at:
        raise DiscoveryError("rules_frozen")
    require_round(round, RoundStatus.DRAFT)
    apply(round, changes)
    record(
        verb="discovery.changed",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        changed=sorted(changes),
    )
    return round


def apply(round: Round, changes: Changes) -> None:
    """Write the changes, whatever the state of the round: the callers decide what may change."""
    held: dict[str, Any] = dict(changes)
    known = {*round_rules.TEXT_FIELDS, *round_rules.FIELDS, *CALL_FIELDS, "stages"}
    for name in held:
        if name not in known:
            raise DiscoveryError("unknown_rule", rule=name)
    for name in round_rules.TEXT_FIELDS:
        if name in held:
            write(round, name, held[name])
    for name in round_rules.FIELDS:
        if name in held:
            setattr(round, name, held[name])
    round.save()
    if "stages" in held:
        set_stages(round, held["stages"])
    call = sync_call(round=round)
    if call is not None and "max_per_person" in held:
        call.max_per_person = held["max_per_person"]
        call.save(update_fields=["max_per_person"])


def set_stages(round: Round, spans: Mapping[str, Span | None]) -> None:
    """Set the dates of the stages named; None leaves a stage out. The others keep theirs.

    A round need not have every stage, but those it has follow one another without overlap.
    Texts of a stage stay when its dates move.
    """
    held = {phase.kind: phase for phase in round.phases.all()}
    wanted: dict[str, Span | None] = {
        **{kind: (phase.opens_at, phase.closes_at) for kind, phase in held.items()},
        **{StageKind(kind).value: span for kind, span in spans.items()},
    }
    before: tuple[str, Span] | None = None
    for kind in STAGE_ORDER:
        span = wanted.get(kind)
        if span is None:
            continue
        label = StageKind(kind).label
        if span[1] <= span[0]:
            raise DiscoveryError("stage_without_length", stage=label)
        if before and span[0] < before[1][1]:
            raise DiscoveryError("stages_overlap", stage=label, before=StageKind(before[0]).label)
        before = (kind, span)
    # All at once: two stages that change places must not collide on the way.
    round.phases.filter(kind__in=spans).delete()
    fresh = []
    for kind, span in spans.items():
        if span is not None:
            phase = held.get(kind) or Phase(round=round, kind=kind)
            phase.opens_at, phase.closes_at = span
            fresh.append(phase)
    Phase.objects.bulk_create(fresh)
    round.__dict__.get("_prefetched_objects_cache", {}).pop("phases", None)


def sync_call(*, round: Round) -> Call | None:
    """Give the call of opportunities the round's name and the dates of its discovery stage.

    None while the round has no discovery stage. Called after every change of the round's setup.
    """
    discovery = round.phases.filter(kind=StageKind.DISCOVERY).first()
    if discovery is None:
        return round.call
    values: dict[str, Any] = {
        "territory": round.territory,
        "opens_at": discovery.opens_at,
        "closes_at": discovery.closes_at,
        **columns("title", read(round, "title")),
    }
    if round.call is not None:
        for name, value in values.items():
            setattr(round.call, name, value)
        round.call.save()
        return round.call
    # Anyone who takes part may propose: no residency, no age, and more than one idea.
    fixed = {
        "needs_residency": False,
        "min_age": 0,
        "max_per_person": 20,
        "has_own_pages": True,
    }
    with refusing({"call_address_used_once": DiscoveryError("address_taken", slug=round.slug)}):
        round.call = Call.objects.create(
            akimat=round.akimat, slug=f"discovery-{round.slug}"[:60], **fixed, **values
        )
    round.save(update_fields=["call"])
    return round.call
