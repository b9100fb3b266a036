"""What this app tells the ones below it, which cannot know proposals: words, topics, parts."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.interface.numbers import row_key
from commons.notifications import topics
from commons.people import erasers, exports, sections
from commons.people.models import Person

from . import messages, personal_data
from .models import Proposal
from .pages import attach, links_of
from .queries import is_public, latest_of

VERBS = {
    "submit_proposal": _("submitted the proposal"),
    "correct_proposal": _("corrected the proposal"),
    "withdraw_proposal": _("withdrew the proposal"),
    "publish_proposal": _("published the proposal"),
    "return_proposal": _("returned the proposal for correction"),
    "reject_proposal": _("rejected the proposal"),
    "merge_proposal": _("merged the proposal into another"),
    "split_off_proposal": _("split the proposal off from another"),
    "allow_edits": _("opened the text for correction"),
    "end_edits": _("closed the text for correction"),
    "close_discussion": _("closed the discussion"),
    "add_file": _("added a file"),
    "remove_file": _("removed a file"),
    "report_comment": _("reported the comment"),
    "hide_comment": _("hid the comment"),
    "restore_comment": _("showed the comment again"),
    "dismiss_reports": _("found that the comment keeps the rules"),
}
ON_MY_PAGE = 5


def register() -> None:
    messages.register_all()
    verbs.register(VERBS)
    topics.register("proposal", followed)
    exports.register("proposals", personal_data.export)
    erasers.register("proposals", personal_data.erase)
    sections.register("proposals", order=20, template="proposals/section.html", read=section)


def followed(keys: list[str], reader: Person) -> dict[str, tuple[str, str]]:
    """Title and address of each proposal that is followed and public, or the reader's own."""
    numbers = [number for key in keys if (number := row_key(key))]
    found = Proposal.objects.filter(is_public() | Q(author=reader), pk__in=numbers)
    found = found.select_related("call", "akimat")
    links = links_of(found)
    return {str(one.pk): (one.title, links[one.pk].detail) for one in found}


def section(request: HttpRequest) -> dict[str, Any] | None:
    """The latest proposals of the person, of every akimat."""
    latest = list(latest_of(request.user)[:ON_MY_PAGE])
    attach(latest)
    return {"latest": latest} if latest else None
