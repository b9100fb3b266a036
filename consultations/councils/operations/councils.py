"""A council is set up, changed, published and ends with its term."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from commons.interface.official import Texts, columns, write
from commons.people.models import Person
from commons.territories.models import Akimat

from ... import texts
from ...periods import periods_of
from .. import notices, queries
from ..enums import EndKind
from ..errors import CouncilError
from ..models import Council, Mandate
from ..terms import set_term
from .locks import lock_council, noted


@transaction.atomic
def create_council(
    *,
    akimat: Akimat,
    name: Texts,
    about: Texts,
    size: int,
    actor: Person | None,
    at: datetime,
    succeeds: Council | None = None,
) -> Council:
    """Not public yet: its members are entered, or it is formed.

    Raises HearingError ``text_needed``; CouncilError: ``size_outside``, ``followed_already``.
    """
    texts.require(name)
    _check_size(akimat, size)
    if succeeds is not None:
        lock_council(succeeds, at_work=False)
        if Council.objects.filter(succeeds=succeeds).exists():
            raise CouncilError("followed_already", council=succeeds.name)
    council = Council.objects.create(
        akimat=akimat,
        size=size,
        succeeds=succeeds,
        created_at=at,
        **columns("name", name),
        **columns("about", about),
    )
    noted("council_created", council, actor, at, size=size)
    return council


@transaction.atomic
def change_council(
    *, council: Council, name: Texts, about: Texts, size: int, actor: Person, at: datetime
) -> Council:
    """Raises as `create_council`, and CouncilError: ``council_ended``, ``size_below_members``."""
    texts.require(name)
    held = lock_council(council)
    _check_size(held.akimat, size)
    seated = queries.seated_rows().filter(council=held).count()
    if size < seated:
        raise CouncilError("size_below_members", members=seated)
    before, held.size = held.size, size
    write(held, "name", name)
    write(held, "about", about)
    held.save()
    noted("council_changed", held, actor, at, size=[before, size])
    return held


@transaction.atomic
def publish_council(*, council: Council, begins_on: date, actor: Person, at: datetime) -> Council:
    """Publish a council whose members were entered by hand: one that sat before it came here.

    It shows what is so: a composition that breaks the rule is published as a breach, and can only
    get better from then on. Raises CouncilError: ``council_ended``, ``no_members``.
    """
    held = lock_council(council)
    seats = list(queries.seated_rows().filter(council=held).select_related("person"))
    if not seats:
        raise CouncilError("no_members")
    set_term(held, begins_on, periods_of(held.akimat))
    assert held.term_ends_on is not None
    held.published_at = held.published_at or at
    held.save()
    for one in seats:
        one.council = held
        if not begins_on <= one.begins_on < held.term_ends_on:
            one.begins_on = begins_on
        one.ends_on = held.term_ends_on
        one.save(update_fields=["begins_on", "ends_on"])
    found = queries.composition(held, seats)
    noted(
        "council_published",
        held,
        actor,
        at,
        members=found.total,
        state=found.state,
        keeps_rule=found.is_kept,
    )
    notices.seated(seats, at)
    return held


@transaction.atomic
def end_council(*, council: Council, ended_on: date, actor: Person | None, at: datetime) -> Council:
    """The term is over: nobody sits any more, and the council is part of the record."""
    held = lock_council(council)
    held.ended_on = ended_on
    held.save(update_fields=["ended_on"])
    Mandate.objects.filter(council=held, ended_on__isnull=True).update(
        ended_on=ended_on, end_kind=EndKind.TERM
    )
    noted("council_ended", held, actor, at, ended_on=ended_on.isoformat())
    return held


def end_expired(*, at: datetime) -> int:
    """End every council whose last day has passed; safe to run twice."""
    found = list(queries.expired(timezone.localdate(at)))
    for one in found:
        assert one.term_ends_on is not None
        end_council(council=one, ended_on=one.term_ends_on, actor=None, at=at)
    return len(found)


def _check_size(akimat: Akimat, size: int) -> None:
    periods = periods_of(akimat)
    if not periods.council_min <= size <= periods.council_max:
        raise CouncilError(
            "size_outside", least=periods.council_min, most=periods.council_max, fields=["size"]
        )
