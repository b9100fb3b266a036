"""A review: what works, what does not, what changes. It may open the next round."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.audit.operations import record
from commons.interface.official import Texts, missing, read
from commons.notifications import operations as notifications
from commons.people.models import Person

from ... import links
from ... import operations as rounds
from ...models import Round
from ...notices import topic
from ...plan.freshness import put
from ...plan.models import Plan
from ...plan.operations.locking import fresh, locked_plan
from ...plan.queries import is_published
from ..errors import MonitoringError
from ..models import PlanReview

TEXTS = ("works", "fails", "changes")


@transaction.atomic
def start_review(
    *, plan: Plan, held_date: date, texts: Mapping[str, Texts], actor: Person | None, at: datetime
) -> PlanReview:
    """Raises PlanError("round_closed"); MonitoringError: ``not_published``, ``in_the_future``."""
    plan = locked_plan(plan.round)
    if not is_published(plan):
        raise MonitoringError("not_published")
    _require_past(held_date, at)
    review = PlanReview(plan=plan, held_date=held_date)
    put(review, texts, at, confirmed=False)
    review.save()
    _note(review, "started", actor, at)
    return review


@transaction.atomic
def save_review(
    *,
    review: PlanReview,
    version: int,
    held_date: date,
    texts: Mapping[str, Texts],
    actor: Person | None,
    at: datetime,
    confirmed: bool = False,
) -> PlanReview:
    """Raises PlanError: ``round_closed``, ``changed_meanwhile``; MonitoringError:
    ``review_published``, ``in_the_future``."""
    locked_plan(review.plan.round)
    held = fresh(review, version)
    if held.published_at:
        raise MonitoringError("review_published")
    _require_past(held_date, at)
    put(held, texts, at, confirmed=confirmed)
    held.held_date = held_date
    held.version += 1
    held.save()
    _note(held, "changed", actor, at)
    return held


@transaction.atomic
def publish_review(*, review: PlanReview, actor: Person, at: datetime) -> PlanReview:
    """Public from now on, and unchanged; followers are told.

    Raises PlanError("round_closed"); MonitoringError: ``review_published``,
    ``review_text_needed``.
    """
    plan = locked_plan(review.plan.round)
    held = PlanReview.objects.get(pk=review.pk)
    if held.published_at:
        raise MonitoringError("review_published")
    absent = [
        str(PlanReview._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in TEXTS
        if missing(read(held, name))
    ]
    if absent:
        raise MonitoringError("review_text_needed", missing=", ".join(absent))
    held.published_at, held.published_by = at, actor
    held.save(update_fields=["published_at", "published_by"])
    _note(held, "published", actor, at)
    round = plan.round
    notifications.notify_followers(
        topic=topic(round),
        kind="plan_reviewed",
        params={"round": read(round, "title"), "changes": read(held, "changes")},
        path=links.of_round(round, "monitoring_reviews"),
        key=f"review/{held.pk}",
        at=at,
    )
    return held


@transaction.atomic
def open_next_round(
    *, review: PlanReview, slug: str, title: Texts, actor: Person | None, at: datetime
) -> Round:
    """The draft of a round that grows out of a published review: its stages and rules are copied,
    a year later, for the moderators to change.

    Raises MonitoringError("review_not_published") and what `edp.operations` raises.
    """
    held = PlanReview.objects.select_related("plan__round").get(pk=review.pk)
    if held.published_at is None:
        raise MonitoringError("review_not_published")
    made = rounds.open_next_round(round=held.plan.round, slug=slug, title=title, actor=actor, at=at)
    _note(held, "opened_round", actor, at, round=made.pk)
    return made


def _require_past(day: date, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise MonitoringError("in_the_future")


def _note(review: PlanReview, verb: str, actor: Person | None, at: datetime, **detail: Any) -> None:
    record(
        verb=f"review.{verb}",
        subject=review,
        at=at,
        actor=actor,
        akimat=review.plan.round.akimat,
        **detail,
    )
