"""Setting up a round: its texts, phases, money and call, while it is being prepared."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction

from commons.audit.operations import record
from commons.interface.errors import refusing
from commons.people.models import Person
from commons.proposals.models import Call
from commons.territories.models import Akimat, Territory

from .. import rules as round_rules
from .. import texts
from ..enums import PHASE_ORDER, PhaseKind, RoundStatus
from ..errors import BudgetingError
from ..models import Envelope, Phase, Round
from ..texts import Texts
from .states import locked_round, require_round

# First path segments under /budget/ that a round may not take.
RESERVED_SLUGS = frozenset({"reviews", "council", "board", "rounds", "new"})

Span = tuple[datetime, datetime]


class CategoryText(TypedDict):
    name: Texts
    hint: Texts


class Changes(TypedDict, total=False):
    """What can be set on a round while it is a draft, and amended afterwards."""

    title: Texts
    summary: Texts
    rules: Texts
    original_language: str
    min_age: int
    ballot_format: str
    max_choices: int
    points_total: int
    points_each: int
    may_change: bool
    late_registration: bool
    rule: str
    completion: str
    add1_start: str
    add1_step: int | None
    add1_stop: str
    comparison: bool
    min_votes: int
    threshold_share: int | None
    leftovers: str
    lot_seed: str
    phases: Mapping[str, Span]
    envelopes: Sequence[tuple[Territory, int]]
    categories: Sequence[CategoryText]
    max_per_person: int
    max_cost_tenge: int | None
    author_min_age: int
    needs_residency: bool


CALL_FIELDS = {
    "max_per_person": "max_per_person",
    "max_cost_tenge": "max_cost_tenge",
    "author_min_age": "min_age",
    "needs_residency": "needs_residency",
}


@transaction.atomic
def create_round(
    *,
    akimat: Akimat,
    territory: Territory,
    slug: str,
    actor: Person | None,
    at: datetime,
    changes: Changes,
) -> Round:
    """A round that is being prepared, with its call once the intake phase has dates.

    `changes` holds texts, rules, phases, envelopes, categories and limits; all may come later.
    """
    if slug in RESERVED_SLUGS:
        raise BudgetingError("address_reserved", slug=slug)
    if not akimat.territory.contains(territory):
        raise BudgetingError("envelope_outside", territory=str(territory))
    with refusing({"budgeting_address_used_once": BudgetingError("address_taken", slug=slug)}):
        round = Round.objects.create(akimat=akimat, territory=territory, slug=slug)
    apply(round, changes)
    record(verb="round.created", subject=round, at=at, actor=actor, akimat=akimat, slug=slug)
    return round


@transaction.atomic
def change_rules(*, round: Round, actor: Person | None, at: datetime, changes: Changes) -> Round:
    """Change a round that has not been announced; later only `amend` can."""
    round = locked_round(round)
    if round.frozen_at:
        raise BudgetingError("rules_frozen")
    require_round(round, RoundStatus.DRAFT)
    apply(round, changes)
    record(
        verb="round.changed",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        changed=sorted(changes),
    )
    return round


def apply(round: Round, changes: Changes) -> None:
    """Write the changes, whatever the state of the round: the callers decide what may change."""
    known = {*round_rules.TEXT_FIELDS, *round_rules.FIELDS, *CALL_FIELDS}
    known |= {"phases", "envelopes", "categories"}
    for name in changes:
        if name not in known:
            raise BudgetingError("unknown_rule", rule=name)
    for name in round_rules.TEXT_FIELDS:
        if name in changes:
            texts.write(round, name, changes[name])  # type: ignore[literal-required]
    for name in round_rules.FIELDS:
        if name in changes:
            setattr(round, name, changes[name])  # type: ignore[literal-required]
    round.save()
    if "phases" in changes:
        set_phases(round, changes["phases"])
    if "envelopes" in changes:
        set_envelopes(round, changes["envelopes"])
    call = sync_call(round=round)
    if call is None:
        return
    for name, column in CALL_FIELDS.items():
        if name in changes:
            setattr(call, column, changes[name])  # type: ignore[literal-required]
    call.save()
    if "categories" in changes:
        set_categories(call, changes["categories"])


def set_phases(round: Round, spans: Mapping[str, Span]) -> None:
    """Set the dates of the phases named; the others keep theirs. In order, never overlapping."""
    held = {phase.kind: (phase.opens_at, phase.closes_at) for phase in round.phases.all()}
    wanted: dict[str, Span] = {**held, **spans}
    before: str | None = None
    for kind in (kind for kind in PHASE_ORDER if kind in wanted):
        opens_at, closes_at = wanted[kind]
        label = PhaseKind(kind).label
        if closes_at <= opens_at:
            raise BudgetingError("phase_without_length", phase=label)
        if before and opens_at < wanted[before][1]:
            raise BudgetingError("phases_overlap", phase=label, before=PhaseKind(before).label)
        before = kind
    # All at once: two phases that change places must not collide on the way.
    round.phases.filter(kind__in=spans).delete()
    Phase.objects.bulk_create(
        Phase(round=round, kind=kind, opens_at=opens_at, closes_at=closes_at)
        for kind, (opens_at, closes_at) in spans.items()
    )


def set_envelopes(round: Round, envelopes: Iterable[tuple[Territory, int]]) -> None:
    """Make the envelopes exactly these; one that holds projects cannot be dropped."""
    wanted = list(envelopes)
    for territory, budget in wanted:
        if not round.territory.contains(territory):
            raise BudgetingError("envelope_outside", territory=str(territory))
        if budget <= 0:
            raise BudgetingError("envelope_without_money", territory=str(territory))
    kept = {territory.pk for territory, _ in wanted}
    for envelope in round.envelopes.select_related("territory").exclude(territory__in=kept):
        if envelope.projects.exists():
            raise BudgetingError("envelope_in_use", territory=str(envelope.territory))
        envelope.delete()
    for territory, budget in wanted:
        Envelope.objects.update_or_create(
            round=round, territory=territory, defaults={"budget_tenge": budget}
        )


def set_categories(call: Call, categories: Sequence[CategoryText]) -> None:
    """Make the categories these, in this order; by position, so that proposals keep theirs."""
    held = list(call.categories.order_by("position", "pk"))
    for category in held[len(categories) :]:
        if category.proposals.exists():
            raise BudgetingError("category_in_use", category=str(category))
        category.delete()
    for position, wanted in enumerate(categories):
        columns = {
            **texts.columns("name", wanted["name"]),
            **texts.columns("hint", wanted["hint"]),
            "position": position,
        }
        if position < len(held):
            call.categories.filter(pk=held[position].pk).update(**columns)
        else:
            call.categories.create(**columns)


def sync_call(*, round: Round) -> Call | None:
    """Give the call the round's name and the dates of its intake; make it if it is not there yet.

    None while the round has no intake phase. Called after every change of the round's setup.
    """
    intake = round.phases.filter(kind=PhaseKind.INTAKE).first()
    if intake is None:
        return round.call
    values = {
        "territory": round.territory,
        "opens_at": intake.opens_at,
        "closes_at": intake.closes_at,
        **texts.columns("title", texts.read(round, "title")),
    }
    call = round.call
    if call is None:
        taken = BudgetingError("address_taken", slug=round.slug)
        with refusing({"call_address_used_once": taken}):
            call = Call.objects.create(akimat=round.akimat, slug=round.slug, **values)
        round.call = call
        round.save(update_fields=["call"])
        return call
    for name, value in values.items():
        setattr(call, name, value)
    call.save()
    return call
