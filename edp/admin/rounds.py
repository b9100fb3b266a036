"""Discovery rounds on the desk: the list, the page of one round, and the pages that change it."""

from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from commons.rounds.admin import rounds
from commons.rounds.admin.rounds import Next, Page

from ..enums import RoundStatus
from ..models import Round
from ..operations import create_round
from ..standing import Standing, standing
from . import making, overview, pages
from .steps import next_step


class RoundAdmin(rounds.RoundAdmin):
    desk_section = (11, gettext_lazy("Discovery"))
    list_filter: ClassVar = ("status", "kind")
    pages = (
        Page("task/<slug:task>/", "task", pages.task_page),
        Page("announce/", "announce", pages.announce_page),
        Page("close/", "close", pages.close_page),
        Page("copy/", "copy", making.copy_page),
        Page("next/", "next", making.next_page),
    )
    form_of_new = making.RoundForm
    title_of_new = gettext_lazy("Set up a discovery round")
    intro_of_new = gettext_lazy(
        "A discovery round finds out, together with business, science and residents, "
        "what the territory could be good at. Everything else follows step by step; "
        "nothing is public until you announce."
    )

    def with_state(self, rounds: QuerySet[Any]) -> QuerySet[Any]:
        """In two queries."""
        found: QuerySet[Any] = rounds.select_related(
            "akimat__territory", "territory", "call", "previous"
        ).prefetch_related("phases")
        return found

    def standing(self, round: Round, at: datetime) -> Standing:
        return standing(round, at)

    def next_step(self, round: Round, at: datetime) -> Next | None:
        step = next_step(round, at)
        return Next(step.url, step.label, step.at, step.is_due(at)) if step else None

    def is_past(self, round: Round, at: datetime) -> bool:
        return round.status == RoundStatus.CLOSED

    def overview(self, request: HttpRequest, round: Round, at: datetime) -> dict[str, Any]:
        return overview.overview(request, round, at)

    def create(self, **fields: Any) -> Round:
        return create_round(**fields)

    def about(self, round: Round) -> str:
        return f"{round.akimat}, {round.get_kind_display()}"
