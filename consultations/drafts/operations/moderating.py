"""Moderators hide a remark that breaks the rules; its place stays, with the public reason."""

from datetime import datetime

from django.db import transaction

from commons.audit.operations import record
from commons.interface import official
from commons.interface.official import Texts
from commons.people.models import Person

from ... import texts
from ..enums import RemarkStatus
from ..errors import DraftError
from ..models import Remark
from ..notices import tell_author
from .locking import lock_remark


@transaction.atomic
def hide_remark(*, remark: Remark, reason: Texts, actor: Person, at: datetime) -> Remark:
    held = lock_remark(remark)
    if held.is_hidden:
        raise DraftError("hidden")
    texts.require(reason)
    held.status = RemarkStatus.HIDDEN
    official.write(held, "hidden_reason", reason)
    held.save()
    _record(held, "hearings.remark_hidden", actor, at, reason=official.read(held, "hidden_reason"))
    tell_author(held, "remark_hidden", at, reason=official.read(held, "hidden_reason"))
    return held


@transaction.atomic
def restore_remark(*, remark: Remark, actor: Person, at: datetime) -> Remark:
    held = lock_remark(remark)
    if not held.is_hidden:
        return held
    held.status = RemarkStatus.PUBLISHED
    official.write(held, "hidden_reason", {})
    held.save()
    _record(held, "hearings.remark_restored", actor, at)
    tell_author(held, "remark_restored", at)
    return held


def _record(remark: Remark, verb: str, actor: Person, at: datetime, **detail: object) -> None:
    draft = remark.draft
    record(
        verb=verb,
        subject=remark,
        at=at,
        actor=actor,
        akimat=draft.akimat,
        draft=draft.pk,
        **detail,
    )
