"""What plans tell the rest of the house: a section of a stage, words of acts and messages."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs

from .. import links, sections
from ..enums import StageKind
from ..models import Round
from . import notices, queries, tasks  # noqa: F401 (the worker finds the tasks here)
from .permissions import can_read_draft, can_write


def register() -> None:
    notices.register_all()
    sections.register(StageKind.PLAN, key="plan", order=10, read=section)
    verbs.register(
        {
            "plan.started": gettext_lazy("started the plan"),
            "plan.added": gettext_lazy("added something to the plan"),
            "plan.changed": gettext_lazy("changed the plan"),
            "plan.moved": gettext_lazy("changed the order of the plan"),
            "plan.removed": gettext_lazy("removed something from the plan"),
            "plan.joined": gettext_lazy("joined priorities"),
            "plan.checked": gettext_lazy("wrote an ex ante check"),
            "plan.action_moved": gettext_lazy("changed the state of an action"),
            "plan.published": gettext_lazy("published the plan"),
            "register.added": gettext_lazy("added to a register"),
            "register.changed": gettext_lazy("changed a register"),
            "register.removed": gettext_lazy("removed from a register"),
        }
    )


def section(request: HttpRequest, round: Round, at: datetime) -> sections.Section | None:
    plan = queries.plan_of(round)
    version = queries.latest(plan) if plan else None
    actions: list[tuple[str, str]] = []
    if can_write(request.user, round):
        page = "plan_edit" if plan else "plan_start"
        label = _("Write the plan") if plan else _("Start the plan")
        actions.append((label, links.of_round(round, page)))
    elif plan and can_read_draft(request.user, round):
        actions.append((_("Read the draft"), links.of_round(round, "plan_draft")))
    if version:
        state = _("version %(number)s is published") % {"number": version.number}
    else:
        state = _("it is being written") if plan else _("not begun")
    return sections.Section(
        title=_("Action plan"),
        text=_(
            "What will be done about each priority: by whom, until when, with what money, and how "
            "one will know whether it worked."
        ),
        url=links.of_round(round, "plan"),
        count=round.priorities.count() if version else None,
        state=state,
        actions=actions,
    )
