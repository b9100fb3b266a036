"""“You said, we did”: rows are written, then published together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commons.audit import operations as audit
from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person
from commons.proposals.models import Comment

from ... import texts
from ...models import Round
from ..enums import Outcome
from ..errors import ConsultationError
from ..models import Response
from ..notices import tell_of_responses


@transaction.atomic
def save_response(
    *,
    round: Round,
    theme: Texts,
    said: Texts,
    done: Texts,
    outcome: str,
    actor: Person,
    at: datetime,
    comments: Sequence[Comment] = (),
    response: Response | None = None,
) -> Response:
    """Write a row, or change one. A published row stays public with its new words, and the record
    keeps the old ones."""
    for needed in (theme, said, done):
        texts.require(needed)
    keys = {comment.pk for comment in comments}
    known = Comment.objects.filter(pk__in=keys, proposal__opportunity__round=round)
    if known.count() != len(keys):
        raise ConsultationError("other_round")
    if response is None:
        row = Response(round=round, position=round.responses.count())
        was = None
    else:
        row = Response.objects.select_for_update(of=("self",), no_key=True).get(pk=response.pk)
        was = {name: official.read(row, name) for name in ("theme", "said", "done")}
    for name, given in (("theme", theme), ("said", said), ("done", done)):
        official.write(row, name, given)
    row.outcome = Outcome(outcome)
    row.written_by, row.written_at = actor, at
    row.save()
    row.comments.set(keys)
    audit.record(
        verb="save_response",
        subject=row,
        at=at,
        actor=actor,
        akimat=round.akimat,
        **({"was": was} if was and row.published_at else {}),
    )
    return row


@transaction.atomic
def drop_response(*, response: Response, actor: Person, at: datetime) -> None:
    """Delete a row that is not public yet."""
    row = Response.objects.select_for_update(of=("self",), no_key=True).get(pk=response.pk)
    if row.published_at is not None:
        raise ConsultationError("is_public")
    audit.record(
        verb="drop_response", subject=row, at=at, actor=actor, akimat=response.round.akimat
    )
    row.delete()


@transaction.atomic
def publish_responses(*, round: Round, actor: Person | None, at: datetime) -> list[Response]:
    """Publish every row that is not public yet, and tell those who follow the round and the
    authors of the comments that are answered."""
    waiting = round.responses.filter(published_at__isnull=True).order_by("pk")
    rows = list(waiting.select_for_update(of=("self",), no_key=True))
    if not rows:
        raise ConsultationError("nothing_to_publish")
    for row in rows:
        row.published_at = at
        row.save(update_fields=["published_at"])
    audit.record(
        verb="publish_responses",
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        rows=[row.pk for row in rows],
    )
    tell_of_responses(round, rows, at)
    return rows
