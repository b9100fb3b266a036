"""Next year's round begins as a copy of this year's."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.people.models import Person
from commons.rounds.clock import years_later

from .. import rules as round_rules
from .. import texts
from ..models import CouncilSeat, Round
from ..texts import Texts
from .setup import Changes, create_round


@transaction.atomic
def copy_round(
    *,
    round: Round,
    slug: str,
    title: Texts,
    actor: Person | None,
    at: datetime,
    years: int = 1,
) -> Round:
    """A draft with the same rules, money, categories and council, its dates a year later.

    The seed of the lots is left empty: it must be announced anew.
    """
    changes: Changes = {
        "title": title,
        "summary": texts.read(round, "summary"),
        "rules": texts.read(round, "rules"),
        "phases": {
            phase.kind: (years_later(phase.opens_at, years), years_later(phase.closes_at, years))
            for phase in round.phases.all()
        },
        "envelopes": [
            (envelope.territory, envelope.budget_tenge)
            for envelope in round.envelopes.select_related("territory")
        ],
    }
    for name in round_rules.FIELDS:
        changes[name] = getattr(round, name)  # type: ignore[literal-required]
    changes["lot_seed"] = ""
    if call := round.call:
        changes["max_per_person"] = call.max_per_person
        changes["max_cost_tenge"] = call.max_cost_tenge
        changes["author_min_age"] = call.min_age
        changes["needs_residency"] = call.needs_residency
        changes["categories"] = [
            {"name": texts.read(category, "name"), "hint": texts.read(category, "hint")}
            for category in call.categories.order_by("position", "pk")
        ]
    copy = create_round(
        akimat=round.akimat,
        territory=round.territory,
        slug=slug,
        actor=actor,
        at=at,
        changes=changes,
    )
    CouncilSeat.objects.bulk_create(
        CouncilSeat(round=copy, person_id=person)
        for person in round.council.values_list("person_id", flat=True)
    )
    record(
        verb="round.copied", subject=copy, at=at, actor=actor, akimat=copy.akimat, source=round.pk
    )
    return copy
