"""A final document is begun from its source, written, and can be dropped until it is sent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from commons.audit.operations import record
from commons.interface.official import Texts, columns, write
from commons.people.models import Person
from commons.territories.models import Akimat
from commons.territories.workdays import add_working_days

from ...periods import periods_of
from ..content import TEXTS
from ..errors import RecommendationError
from ..models import FinalDocument, Recommendation
from ..queries import staff
from ..sources import Origin, first_day, of_document

MOST = 30  # recommendations of one document


@transaction.atomic
def start_document(
    *,
    akimat: Akimat,
    origin: Origin,
    texts: Mapping[str, Texts],
    details: Mapping[str, Any],
    take_over: bool = False,
    actor: Person,
    at: datetime,
) -> FinalDocument:
    """Begin a document. `texts` by name: title, place, tasks, subjects, facts; `details` are
    event_on, begins, ends and forms. Only the title must be there, in one language. `take_over`
    makes a recommendation of each decision that the source suggests.

    Raises RecommendationError: source_not_ready, title_needed.
    """
    if origin.subject.akimat_id != akimat.pk or not origin.is_ready:
        raise RecommendationError("source_not_ready")
    document = FinalDocument(
        akimat=akimat,
        written_by=actor,
        requested_by=origin.requested_by,
        created_at=at,
        event_on=first_day(origin, at),
        **origin.fields,
    )
    _fill(document, origin, texts, details)
    document.save()
    _record("hearings.document_begun", document, actor, at)
    for text in origin.suggested[:MOST] if take_over else ():
        add_recommendation(
            document=document, text=text, grounds={}, specialist=None, actor=actor, at=at
        )
    return document


@transaction.atomic
def change_document(
    *,
    document: FinalDocument,
    texts: Mapping[str, Texts],
    details: Mapping[str, Any],
    actor: Person,
    at: datetime,
) -> FinalDocument:
    """Raises RecommendationError: sent, title_needed."""
    row = unsent(document)
    _fill(row, of_document(row), texts, details)
    row.save()
    _record("hearings.document_changed", row, actor, at)
    return row


@transaction.atomic
def drop_document(*, document: FinalDocument, actor: Person, at: datetime) -> None:
    """Delete a document that was not sent, with its recommendations."""
    row = unsent(document)
    _record("hearings.document_dropped", row, actor, at)
    row.delete()


@transaction.atomic
def add_recommendation(
    *,
    document: FinalDocument,
    text: Texts,
    grounds: Texts,
    specialist: Person | None,
    actor: Person,
    at: datetime,
) -> Recommendation:
    """Put it last. Raises RecommendationError: sent, too_many, text_empty, not_staff."""
    row = unsent(document)
    last = row.recommendations.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST:
        raise RecommendationError("too_many", most=MOST)
    _check(row, text, specialist)
    made = Recommendation.objects.create(
        akimat=row.akimat,
        document=row,
        number=last + 1,
        specialist=specialist,
        **columns("text", text),
        **columns("grounds", grounds),
    )
    _record("hearings.recommendation_added", row, actor, at, recommendation=made.pk)
    return made


@transaction.atomic
def change_recommendation(
    *,
    recommendation: Recommendation,
    text: Texts,
    grounds: Texts,
    specialist: Person | None,
    actor: Person,
    at: datetime,
) -> Recommendation:
    """Raises RecommendationError: sent, text_empty, not_staff."""
    document = unsent(recommendation.document)
    row = Recommendation.objects.get(pk=recommendation.pk, document=document)
    _check(document, text, specialist)
    write(row, "text", text)
    write(row, "grounds", grounds)
    row.specialist = specialist
    row.save()
    _record("hearings.recommendation_changed", document, actor, at, recommendation=row.pk)
    return row


@transaction.atomic
def move_recommendation(
    *, recommendation: Recommendation, up: bool, actor: Person, at: datetime
) -> None:
    """Change places with the one above or below; at the end of the list nothing happens."""
    document = unsent(recommendation.document)
    rows = list(document.recommendations.order_by("number", "pk"))
    place = next(n for n, row in enumerate(rows) if row.pk == recommendation.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    _number(rows)
    _record("hearings.recommendation_moved", document, actor, at, recommendation=recommendation.pk)


@transaction.atomic
def remove_recommendation(*, recommendation: Recommendation, actor: Person, at: datetime) -> None:
    document = unsent(recommendation.document)
    _record(
        "hearings.recommendation_removed", document, actor, at, recommendation=recommendation.pk
    )
    Recommendation.objects.filter(pk=recommendation.pk, document=document).delete()
    _number(list(document.recommendations.order_by("number", "pk")))


def unsent(document: FinalDocument) -> FinalDocument:
    """The locked row of a document that can still change. Raises RecommendationError("sent")."""
    row = FinalDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if row.is_sent:
        raise RecommendationError("sent")
    return row


def _fill(
    row: FinalDocument, origin: Origin, texts: Mapping[str, Texts], details: Mapping[str, Any]
) -> None:
    if not any((texts["title"].get(code) or "").strip() for code in ("kk", "ru")):
        raise RecommendationError("title_needed")
    for name in TEXTS:
        write(row, name, texts[name])
    # The day of a meeting is what it was: moving it would move the period for sending too.
    chosen: date | None = details.get("event_on")
    row.event_on = origin.event_on or chosen or row.event_on
    row.begins, row.ends = details.get("begins"), details.get("ends")
    row.forms = sorted(details.get("forms") or ())
    row.send_due_on = add_working_days(row.event_on, periods_of(row.akimat).document_days)


def _check(document: FinalDocument, text: Texts, specialist: Person | None) -> None:
    if not any((words or "").strip() for words in text.values()):
        raise RecommendationError("text_empty")
    if specialist and not staff(document.akimat).filter(pk=specialist.pk).exists():
        raise RecommendationError("not_staff")


def _number(rows: list[Recommendation]) -> None:
    """From 1 on without a gap; the constraint is checked at the end of the transaction."""
    for number, row in enumerate(rows, start=1):
        if row.number != number:
            Recommendation.objects.filter(pk=row.pk).update(number=number)


def _record(verb: str, document: FinalDocument, actor: Person, at: datetime, **detail: Any) -> None:
    record(verb=verb, subject=document, at=at, actor=actor, akimat=document.akimat, **detail)
