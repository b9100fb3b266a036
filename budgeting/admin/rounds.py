"""Rounds on the desk: the list, the page of one round, and the pages that carry it on."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal
from commons.rounds.admin import rounds
from commons.rounds.admin.rounds import Next, Page

from ..enums import RoundStatus
from ..models import Project, Round
from ..operations import create_round
from ..standing import Standing, standing
from . import making, overview, pages, papers, steps, urns
from .tasks import task_list


class RoundAdmin(rounds.RoundAdmin):
    desk_section = (10, gettext_lazy("Rounds"))
    pages = (
        Page("task/<slug:task>/", "task", pages.task_page),
        Page("step/<slug:step>/", "step", pages.step_page),
        Page("counting/", "counting", pages.counting_page, changes=False),
        Page("council/", "council", pages.council_page),
        Page("groups/", "groups", pages.groups_page),
        Page("take-back/", "unfix", pages.unfix_page),
        Page("copy/", "copy", making.copy_page),
        Page("paper/<int:envelope>/", "paper", papers.enter_page),
        Page("assisted/<int:envelope>/", "assisted", papers.assisted_page),
        Page("assisted/<int:envelope>/<int:paper>/slip/", "slip", papers.slip_page),
        Page("urns/<int:envelope>/", "urn", urns.urn_page),
    )
    form_of_new = making.RoundForm
    title_of_new = gettext_lazy("Set up a round")
    intro_of_new = gettext_lazy(
        "Everything else follows step by step; nothing is public until you announce."
    )

    def with_state(self, rounds: QuerySet[Any]) -> QuerySet[Any]:
        """In two queries."""
        ready = Proposal.objects.filter(
            call__budget_round=OuterRef("pk"), status=ProposalStatus.PUBLISHED, project=None
        )
        found: QuerySet[Any] = (
            rounds.select_related("akimat__territory", "territory", "call")
            .prefetch_related("phases")
            .annotate(
                has_projects=Exists(Project.objects.filter(round=OuterRef("pk"))),
                has_ready=Exists(ready),
            )
        )
        return found

    def standing(self, round: Round, at: datetime) -> Standing:
        return standing(round, at)

    def next_step(self, round: Any, at: datetime) -> Next | None:
        step = steps.next_step(round, sent=round.has_projects, left=round.has_ready)
        if step is None:
            return None
        when = steps.awaited(round, step)
        is_due = round.status == RoundStatus.COUNTED or (when is not None and when <= at)
        return Next(self.url("step", round, step), steps.STEPS[step].button, when, is_due)

    def is_past(self, round: Round, at: datetime) -> bool:
        return bool(round.imported_from) or standing(round, at).code == "finished"

    def overview(self, request: HttpRequest, round: Round, at: datetime) -> dict[str, Any]:
        return {**overview.overview(round, at), "tasks": task_list(round)}

    def create(self, **fields: Any) -> Round:
        return create_round(territory=fields["akimat"].territory, **fields)
