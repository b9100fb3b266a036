"""Remarks on a draft, and agreement with those of others."""

from datetime import datetime, timedelta

from django.db import transaction

from commons.people.models import Person
from commons.territories.permissions import is_staff_of

from .. import queries
from ..enums import DraftStatus
from ..errors import DraftError
from ..models import Draft, DraftParagraph, DraftPassage, Remark, RemarkAgreement
from ..permissions import is_fixed, standing
from .locking import lock_person, lock_remark

MOST, MOST_SUGGESTED = 2000, 5000
# At most this many remarks of one person in each of these spans.
RATE = ((timedelta(minutes=10), 10), (timedelta(days=1), 60))
SAME_WITHIN = timedelta(minutes=10)


@transaction.atomic
def write_remark(
    *,
    draft: Draft,
    author: Person,
    text: str,
    language: str,
    at: datetime,
    passage: DraftPassage | None = None,
    suggestion: str = "",
) -> Remark:
    """A remark on a paragraph, by the wording that the author reads, or on the whole without one.

    `suggestion` is how the passage should read; the same words again suggest nothing. The same
    remark sent twice within minutes is one.
    """
    _require_open(draft, author, at)
    text, suggestion = _checked(text, suggestion, passage)
    paragraph = _paragraph_of(draft, passage)
    lock_person(author)
    written = Remark.objects.filter(author=author, created_at__lte=at)
    twin = written.filter(
        draft=draft, paragraph=paragraph, text=text, suggestion=suggestion,
        created_at__gt=at - SAME_WITHIN,
    ).first()  # fmt: skip
    if twin is not None:
        return twin
    for span, most in RATE:
        if written.filter(created_at__gt=at - span).count() >= most:
            raise DraftError("too_often")
    return Remark.objects.create(
        draft=draft,
        paragraph=paragraph,
        passage=passage,
        author=author,
        language=language,
        text=text,
        suggestion=suggestion,
        created_at=at,
    )


@transaction.atomic
def change_remark(
    *, remark: Remark, actor: Person, text: str, language: str, at: datetime, suggestion: str = ""
) -> Remark:
    """By its author, for a day, until it is answered or others agree with these very words."""
    held = lock_remark(remark)
    if held.author_id != actor.pk:
        raise DraftError("not_yours")
    _require_open(held.draft, actor, at)
    if is_fixed(held, at, held.agreements.count()):
        raise DraftError("fixed")
    held.text, held.suggestion = _checked(text, suggestion, held.passage)
    held.language, held.edited_at = language, at
    held.save(update_fields=["text", "suggestion", "language", "edited_at"])
    return held


@transaction.atomic
def agree(*, remark: Remark, person: Person, at: datetime) -> RemarkAgreement:
    """Once for each person: the second time changes nothing."""
    held = lock_remark(remark)
    _require_open(held.draft, person, at)
    if held.is_hidden:
        raise DraftError("hidden")
    if held.author_id == person.pk:
        raise DraftError("own")
    made, _new = RemarkAgreement.objects.get_or_create(
        remark=held, person=person, defaults={"agreed_at": at}
    )
    return made


@transaction.atomic
def take_back_agreement(*, remark: Remark, person: Person, at: datetime) -> None:
    held = lock_remark(remark)
    _require_open(held.draft, person, at)
    RemarkAgreement.objects.filter(remark=held, person=person).delete()


def _require_open(draft: Draft, person: Person, at: datetime) -> None:
    if standing(draft, at) != DraftStatus.OPEN:
        raise DraftError("not_open")
    if is_staff_of(person, draft.akimat):
        raise DraftError("staff")


def _checked(text: str, suggestion: str, passage: DraftPassage | None) -> tuple[str, str]:
    text, suggestion = text.strip(), " ".join(suggestion.split())
    if not text:
        raise DraftError("empty")
    if len(text) > MOST:
        raise DraftError("long", limit=MOST)
    if len(suggestion) > MOST_SUGGESTED:
        raise DraftError("suggestion_long", limit=MOST_SUGGESTED)
    if passage is None or suggestion == " ".join(passage.flat.split()):
        suggestion = ""
    return text, suggestion


def _paragraph_of(draft: Draft, passage: DraftPassage | None) -> DraftParagraph | None:
    """Raises no_paragraph unless the passage is of the text that is read now."""
    if passage is None:
        return None
    newest = {version.pk for version in queries.latest(draft).values()}
    if passage.version_id not in newest:
        raise DraftError("no_paragraph")
    return passage.paragraph
