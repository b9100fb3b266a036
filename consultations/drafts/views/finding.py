"""Finds what an address names, in its own akimat only; what is not for you does not exist."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from commons.interface.differences import words
from commons.territories.models import Akimat
from commons.territories.permissions import require

from .. import queries
from ..enums import TONES, DraftStatus
from ..models import Draft, DraftVersion, Remark
from ..permissions import (
    can_prepare,
    can_see,
    is_fixed,
    is_late,
    may_answer,
    may_hide,
    may_remark,
    standing,
)


def draft_of(request: HttpRequest, akimat: Akimat, pk: int) -> Draft:
    """The draft, for who may see it. Its `akimat` is the one already at hand."""
    found = Draft.objects.select_related("author", "territory")
    draft: Draft = get_object_or_404(found, akimat=akimat, pk=pk)
    draft.akimat = akimat
    require(can_see(request.user, draft))
    return draft


def draft_to_prepare(request: HttpRequest, akimat: Akimat, pk: int) -> Draft:
    draft = draft_of(request, akimat, pk)
    require(can_prepare(request.user, draft))
    return draft


def draft_to_answer(request: HttpRequest, akimat: Akimat, pk: int) -> Draft:
    draft = draft_of(request, akimat, pk)
    require(may_answer(request.user, draft))
    return draft


def version_in_work(request: HttpRequest, draft: Draft, pk: int) -> DraftVersion:
    """A version that is not published yet, for who prepares it."""
    require(can_prepare(request.user, draft))
    version = get_object_or_404(draft.versions, pk=pk, published_at__isnull=True)
    version.draft = draft
    return version


def frame(request: HttpRequest, draft: Draft, **context: Any) -> dict[str, Any]:
    """What every page of a draft shows."""
    at: datetime = timezone.now()
    user: Any = request.user
    state = standing(draft, at)
    return {
        "draft": draft,
        "state": state,
        "is_open": state == DraftStatus.OPEN,
        "is_late": is_late(draft, at),
        "may_prepare": can_prepare(user, draft),
        "may_remark": may_remark(user, draft, at),
        "may_answer": may_answer(user, draft),
        "may_hide": may_hide(user, draft),
        **context,
    }


def dressed(request: HttpRequest, remarks: list[Remark], at: datetime) -> list[Remark]:
    """Remarks with what their card shows: the words that change, and what the reader may do."""
    for one in remarks:
        row: Any = one
        row.tone = TONES.get(one.decision, "")
        row.is_mine = request.user.pk == one.author_id
        row.may_change = row.is_mine and not is_fixed(one, at, row.agreed)
        row.pieces = []
        if one.suggestion and one.passage is not None:
            row.passage_language = one.passage.version.language
            row.pieces = words(one.passage.flat, one.suggestion)
    return remarks


def remarks_shown(request: HttpRequest, draft: Draft) -> Any:
    """All remarks in their order, hidden ones too: their place shows the reason."""
    return queries.agreed_by(queries.remarks(draft), request.user)
