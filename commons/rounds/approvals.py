"""Two moderators agree before a step that cannot be undone. What changes voids what was agreed.

An approval is of a fingerprint: SHA-256 over all that the step would make final. It counts while
its fingerprint is that of now and its moderator still is one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.audit.operations import record
from commons.interface.errors import DomainError, refusing
from commons.people.models import Person
from commons.territories.enums import Role
from commons.territories.models import Akimat

from .models import Approval, Round

A = TypeVar("A", bound=Approval)
NEEDED = 2


class ApprovalError(DomainError):
    texts: ClassVar[Mapping[str, str | Promise]] = {
        "approved_already": _("You have approved this already. Another moderator must do it too."),
        "not_a_moderator": _("Only a moderator of this akimat can approve this."),
        "content_changed": _(
            "What you were shown has changed in the meantime, so nothing was approved. "
            "Read the page again; approve it if you still agree."
        ),
        "nothing_to_withdraw": _("There is no approval of yours that could be withdrawn."),
    }


def moderators(akimat: Akimat) -> QuerySet[Person]:
    """Those whose approval counts."""
    return Person.objects.filter(
        is_active=True, memberships__akimat=akimat, memberships__role=Role.MODERATOR
    ).order_by("name", "pk")


def standing(model: type[A], *, round: Round, step: str, fingerprint: str) -> list[A]:
    """The approvals of exactly this content by moderators of today, one of each, oldest first."""
    return list(
        model._default_manager.filter(
            round=round, step=step, fingerprint=fingerprint, person__in=moderators(round.akimat)
        )
        .select_related("person")
        .order_by("approved_at", "pk")
    )


def approve(
    model: type[A],
    *,
    round: Round,
    step: str,
    fingerprint: str,
    actor: Person,
    at: datetime,
) -> A:
    """Put on record that a moderator agrees. The caller holds the round locked.

    Raises ApprovalError: ``not_a_moderator``, ``approved_already``.
    """
    if not moderators(round.akimat).filter(pk=actor.pk).exists():
        raise ApprovalError("not_a_moderator")
    constraint = f"{round._meta.app_label}_approved_once_by_each"
    with refusing({constraint: ApprovalError("approved_already")}):
        approval = model._default_manager.create(
            round=round, step=step, fingerprint=fingerprint, person=actor, approved_at=at
        )
    _record("round.step_approved", approval, actor, at)
    return approval


def withdraw(
    model: type[A], *, round: Round, step: str, fingerprint: str, actor: Person, at: datetime
) -> None:
    """Take one's own approval back; both the giving and the taking stay on record."""
    found = model._default_manager.filter(
        round=round, step=step, fingerprint=fingerprint, person=actor
    ).first()
    if found is None:
        raise ApprovalError("nothing_to_withdraw")
    _record("round.approval_withdrawn", found, actor, at)
    found.delete()


def _record(verb: str, approval: Any, actor: Person, at: datetime) -> None:
    round = approval.round
    record(
        verb=verb,
        subject=round,
        at=at,
        actor=actor,
        akimat=round.akimat,
        step=approval.step,
        fingerprint=approval.fingerprint,
    )
