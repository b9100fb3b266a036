"""A round begins as a copy of a former one, or grows out of its review."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.interface.official import Texts, columns, read
from commons.people.models import Person
from commons.rounds.clock import years_later

from .. import rules as round_rules
from ..enums import RoundStatus
from ..models import Round
from .setup import Changes, create_round
from .states import locked_round, require_round


@transaction.atomic
def copy_round(
    *,
    round: Round,
    slug: str,
    title: Texts,
    actor: Person | None,
    at: datetime,
    years: int = 1,
    follows: bool = False,
) -> Round:
    """A draft with the same texts, rules and stages, its dates `years` later.

    The mandate's act is left empty: each round has a mandate of its own. `follows` ties the copy
    to the round whose review opened it.
    """
    changes: Changes = {"stages": {
        phase.kind: (years_later(phase.opens_at, years), years_later(phase.closes_at, years))
        for phase in round.phases.all()
    }}  # fmt: skip
    for name in round_rules.TEXT_FIELDS:
        changes[name] = read(round, name)  # type: ignore[literal-required]
    for name in round_rules.FIELDS:
        changes[name] = getattr(round, name)  # type: ignore[literal-required]
    changes["title"] = title
    changes["mandate_act"], changes["mandate_date"] = {}, None
    if round.call is not None:
        changes["max_per_person"] = round.call.max_per_person
    copy = create_round(
        akimat=round.akimat,
        territory=round.territory,
        slug=slug,
        kind=round.kind,
        actor=actor,
        at=at,
        changes=changes,
        previous=round if follows else None,
    )
    for old in round.phases.all():
        told = {**columns("what", read(old, "what")), **columns("who", read(old, "who"))}
        copy.phases.filter(kind=old.kind).update(**told)
    record(
        verb="discovery.copied",
        subject=copy,
        at=at,
        actor=actor,
        akimat=copy.akimat,
        source=round.pk,
    )
    return copy


@transaction.atomic
def open_next_round(
    *, round: Round, slug: str, title: Texts, actor: Person | None, at: datetime, years: int = 1
) -> Round:
    """The draft of the round that follows from the review of this one. Discovery goes on."""
    round = locked_round(round)
    require_round(round, RoundStatus.ANNOUNCED, RoundStatus.CLOSED)
    return copy_round(
        round=round, slug=slug, title=title, actor=actor, at=at, years=years, follows=True
    )
