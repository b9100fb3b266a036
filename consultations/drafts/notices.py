"""Whom a discussion tells, and of what."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation

from commons.interface import official
from commons.notifications import operations as notifications
from commons.people.models import Person
from commons.territories.enums import Role

from .models import Draft, DraftVersion, Remark


def topic(draft: Draft) -> str:
    return f"draft/{draft.pk}"


def path_of(draft: Draft, name: str = "draft", *args: int) -> str:
    """In Kazakh: the reader's language is put in its place when the message is shown."""
    with translation.override("kk"):
        return reverse(f"consultations:{name}", args=[draft.akimat.slug, draft.pk, *args])


def path_of_remark(remark: Remark) -> str:
    """The remark under the words that it is about."""
    return path_of(remark.draft, "draft_remark", remark.pk)


def _params(draft: Draft, **more: Any) -> dict[str, Any]:
    return {"draft": official.read(draft, "title"), **more}


def tell_of_opening(draft: Draft, at: datetime) -> None:
    """Everybody who follows what the akimat announces."""
    assert draft.closes_on is not None
    notifications.notify_followers(
        topic=f"hearings/{draft.akimat_id}",
        kind="draft_opened",
        params=_params(draft, until_date=draft.closes_on.isoformat()),
        path=path_of(draft),
        key=f"draft/{draft.pk}/opened",
        at=at,
    )


def tell_of_extension(draft: Draft, at: datetime) -> None:
    assert draft.closes_on is not None
    notifications.notify_followers(
        topic=topic(draft),
        kind="draft_extended",
        params=_params(draft, until_date=draft.closes_on.isoformat()),
        path=path_of(draft),
        key=f"draft/{draft.pk}/until/{draft.closes_on.isoformat()}",
        at=at,
    )


def tell_of_version(version: DraftVersion, at: datetime) -> None:
    """Followers, once for each number: the second language of the same version is no news."""
    draft = version.draft
    notifications.notify_followers(
        topic=topic(draft),
        kind="draft_version",
        params=_params(draft),
        path=path_of(draft, "draft_versions"),
        key=f"draft/{draft.pk}/version/{version.number}",
        at=at,
    )


def tell_of_end(draft: Draft, at: datetime) -> None:
    """Followers, and all who wrote a remark or agreed with one; each once."""
    key, params, path = f"draft/{draft.pk}/closed", _params(draft), path_of(draft)
    wrote = Person.objects.filter(remarks__draft=draft)
    agreed = Person.objects.filter(pk__in=_agreeing(draft))
    for people in (wrote.distinct(), agreed):
        notifications.notify_people(
            people=people, kind="draft_closed", params=params, path=path, key=key, at=at
        )
    notifications.notify_followers(
        topic=topic(draft), kind="draft_closed", params=params, path=path, key=key, at=at
    )


def _agreeing(draft: Draft) -> Any:
    rows = draft.remarks.filter(agreements__isnull=False)
    return rows.order_by().values("agreements__person")


def tell_author(remark: Remark, kind: str, at: datetime, **more: Any) -> None:
    """The author of a remark: it was answered, hidden or shown again."""
    draft = remark.draft
    notifications.notify(
        person=remark.author,
        kind=kind,
        params=_params(draft, number=remark.pk, **more),
        path=path_of_remark(remark),
        key=f"remark/{remark.pk}/{kind}/{at.isoformat()}",
        at=at,
    )


def tell_who_answers(draft: Draft, kind: str, waiting: int, at: datetime, people: Any) -> int:
    """Those among `people` who do not know yet; the key names the day that is due."""
    assert draft.answers_on is not None
    due = draft.answers_on.isoformat()
    return notifications.notify_people(
        people=people,
        kind=kind,
        params=_params(draft, count=waiting, due_date=due),
        path=path_of(draft, "draft_queue"),
        key=f"draft/{draft.pk}/{kind}/{due}",
        at=at,
    )


def the_author(draft: Draft) -> Any:
    return Person.objects.filter(pk=draft.author_id)


def moderators(draft: Draft) -> Any:
    held = Person.objects.filter(
        memberships__akimat=draft.akimat_id, memberships__role=Role.MODERATOR
    )
    return held.distinct()
