"""What monitoring tells the rest of the house: sections, words of acts and messages, whose data."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit import verbs
from commons.people import erasers, exports

from .. import links, sections
from ..enums import StageKind
from ..models import Round
from ..plan.queries import is_published, plan_of
from . import messages, personal_data, queries, tasks  # noqa: F401 (the worker finds the tasks here)
from .permissions import can_read_in, can_set_indicators


def register() -> None:
    messages.register_all()
    exports.register("monitoring", personal_data.export)
    erasers.register("monitoring", personal_data.erase)
    sections.register(StageKind.MONITORING, key="board", order=10, read=board)
    sections.register(StageKind.MONITORING, key="reviews", order=20, read=reviews)
    verbs.register(
        {
            "indicator.added": gettext_lazy("added an indicator"),
            "indicator.changed": gettext_lazy("changed an indicator"),
            "indicator.dropped": gettext_lazy("stopped reading an indicator"),
            "indicator.removed": gettext_lazy("removed an indicator"),
            "indicator.read": gettext_lazy("entered a reading"),
            "indicator.corrected": gettext_lazy("corrected a reading"),
            "indicator.spent": gettext_lazy("entered money spent"),
            "review.started": gettext_lazy("began a review of the plan"),
            "review.changed": gettext_lazy("changed a review of the plan"),
            "review.published": gettext_lazy("published a review of the plan"),
            "review.opened_round": gettext_lazy("opened the next round"),
        }
    )


def board(request: HttpRequest, round: Round, at: datetime) -> sections.Section | None:
    plan = plan_of(round)
    public = plan is not None and is_published(plan)
    late = queries.overdue(plan, timezone.localdate(at)).count() if plan and public else 0
    actions = []
    if plan and can_read_in(request.user, round):
        actions.append((_("Enter readings"), links.of_round(round, "monitoring_work")))
    state = _("begins once the plan is published")
    if public:
        state = _("late readings: %(count)s") % {"count": late} if late else _("all read in time")
    return sections.Section(
        title=_("How far it is"),
        text=_(
            "Each indicator with its readings, whether it is on track, what is done and what was "
            "spent."
        ),
        url=links.of_round(round, "monitoring"),
        count=plan.indicators.filter(dropped_at__isnull=True).count() if plan and public else None,
        state=state,
        actions=actions,
    )


def reviews(request: HttpRequest, round: Round, at: datetime) -> sections.Section | None:
    published = queries.reviews(round).filter(published_at__isnull=False).count()
    actions = []
    if can_set_indicators(request.user, round) and plan_of(round):
        actions.append((_("Write a review"), links.of_round(round, "monitoring_review_add")))
    return sections.Section(
        title=_("Reviews"),
        text=_("What works, what does not and what changes. A review may open the next round."),
        url=links.of_round(round, "monitoring_reviews"),
        count=published,
        actions=actions,
    )
