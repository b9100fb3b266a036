"""What this part tells the rooms below and the pages of hearings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.interface.numbers import row_key
from commons.notifications import topics
from commons.people import erasers, exports
from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from commons.territories.permissions import can_read_desk

from .. import sections
from ..meetings import near
from ..permissions import can_answer, can_run
from . import messages, personal_data, queries
from .enums import DraftStatus
from .models import Draft
from .notices import path_of
from .permissions import is_late

VERBS = {
    "hearings.draft_created": gettext_lazy("prepared a draft document"),
    "hearings.draft_changed": gettext_lazy("changed what is said about a draft document"),
    "hearings.draft_text_taken": gettext_lazy("uploaded a text of a draft document"),
    "hearings.draft_version_discarded": gettext_lazy("discarded a version of a draft document"),
    "hearings.draft_version_published": gettext_lazy("published a version of a draft document"),
    "hearings.draft_realigned": gettext_lazy("mended which paragraphs belong together"),
    "hearings.draft_opened": gettext_lazy("opened the discussion of a draft document"),
    "hearings.draft_extended": gettext_lazy("gave more time for remarks"),
    "hearings.draft_ended": gettext_lazy("ended the discussion of a draft document"),
    "hearings.draft_closed": gettext_lazy("closed a discussion and said what changed"),
    "hearings.remark_hidden": gettext_lazy("hid the remark"),
    "hearings.remark_restored": gettext_lazy("showed the remark again"),
    "hearings.remark_answered": gettext_lazy("answered the remark"),
}


def register() -> None:
    """Called once, when the apps are ready."""
    verbs.register(VERBS)
    messages.register_all()
    topics.register("draft", followed)
    exports.register("remarks", personal_data.export)
    erasers.register("remarks", personal_data.erase)
    sections.register(
        "drafts", order=30, template="consultations/drafts/section.html", read=section
    )
    sections.register_work("drafts", order=30, read=work)
    near.register("drafts", near_rows)


def followed(identifiers: list[str], reader: Person) -> Mapping[str, tuple[str, str]]:
    """Title and address of each draft that is public, by its id as text."""
    keys = [key for text in identifiers if (key := row_key(text))]
    found = Draft.objects.filter(pk__in=keys).exclude(status=DraftStatus.DRAFT)
    return {
        str(draft.pk): (draft.title, path_of(draft)) for draft in found.select_related("akimat")
    }


def section(request: HttpRequest, akimat: Akimat, at: datetime) -> dict[str, Any] | None:
    """Drafts under discussion, then those whose remarks are being answered."""
    today = timezone.localdate(at)
    open_ = list(queries.open_drafts(akimat, today)[:5])
    waiting = list(queries.waiting_drafts(akimat, today)[:5])
    for draft in waiting:
        draft.late = is_late(draft, at)  # type: ignore[attr-defined]
    if not open_ and not waiting:
        return None
    return {"open": open_, "waiting": waiting}


def work(request: HttpRequest, akimat: Akimat, at: datetime) -> Sequence[sections.Work]:
    found: list[sections.Work] = []
    if not can_read_desk(request.user, akimat):
        return found
    drafts_url = reverse("consultations:drafts", args=[akimat.slug])
    if can_run(request.user, akimat):
        new = reverse("consultations:draft_new", args=[akimat.slug])
        text = _("Upload a budget programme, a strategy or an act; residents read it line by line.")
        found.append(sections.Work(_("Put a draft document up for discussion"), new, text))
    if can_answer(request.user, akimat):
        waiting = late = 0
        for draft in queries.public_drafts(akimat).exclude(status=DraftStatus.CLOSED):
            left = draft.said - draft.answered  # type: ignore[attr-defined]
            waiting += left
            late += left if is_late(draft, at) else 0
        text = _("Each remark on a draft gets a decision and its reason.")
        url = f"{drafts_url}?show=running"
        found.append(sections.Work(_("Remarks to answer"), url, text, count=waiting, late=late))
    return found


def near_rows(akimat: Akimat, territories: Sequence[Territory], at: datetime) -> Sequence[near.Row]:
    """Drafts that are open now, about the chosen place or about the whole akimat."""
    found = queries.open_drafts(akimat, timezone.localdate(at)).select_related("territory")
    keys = {territory.pk for territory in territories}
    rows = []
    for draft in found:
        if keys and draft.territory_id and draft.territory_id not in keys:
            continue
        url = reverse("consultations:draft", args=[akimat.slug, draft.pk])
        place = draft.territory.name if draft.territory else ""
        kind = str(draft.get_kind_display())
        act = _("Read it and write remarks")
        rows.append(near.Row(url, draft.title, kind, draft.closes_on, place, act=act))
    return rows
