"""Rounds on the desk: the list, the page of one round, and the pages that carry it on."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.dates import long_date
from commons.interface.errors import DomainError
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal
from commons.territories.admin.cells import status_cell
from commons.territories.admin.queues import in_scope
from commons.territories.admin.reach import MODERATORS, desk
from commons.territories.admin.scope import AkimatScopedAdmin
from commons.territories.models import Akimat

from ..enums import PhaseKind, RoundStatus
from ..models import Project, Round
from ..operations import create_round
from ..queries import phases
from ..standing import standing
from . import making, overview, pages, papers, steps
from .tasks import task_list

View = Callable[[Any, HttpRequest, Round], HttpResponse]


class RoundAdmin(AkimatScopedAdmin):
    desk_section = (10, gettext_lazy("Rounds"))
    add_roles = MODERATORS
    list_display = ("name", "stands", "coming")
    list_display_links = None
    list_filter = ("status",)
    search_fields = ("title_kk", "title_ru", "title_en", "slug")
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_state(super().get_queryset(request))

    def get_urls(self) -> list[Any]:
        views: list[tuple[str, str, Callable[..., Any], bool]] = [
            ("task/<slug:task>/", "task", pages.task_page, True),
            ("step/<slug:step>/", "step", pages.step_page, True),
            ("counting/", "counting", pages.counting_page, False),
            ("council/", "council", pages.council_page, True),
            ("groups/", "groups", pages.groups_page, True),
            ("take-back/", "unfix", pages.unfix_page, True),
            ("copy/", "copy", making.copy_page, True),
            ("paper/<int:envelope>/", "paper", papers.enter_page, True),
        ]
        own = [
            path(
                f"<path:object_id>/{address}",
                self.admin_site.admin_view(self._of_round(view, changes)),
                name=f"budgeting_round_{name}",
            )
            for address, name, view, changes in views
        ]
        return [*own, *super().get_urls()]

    def _of_round(self, view: Callable[..., Any], changes: bool) -> Callable[..., Any]:
        """Finds the round first: 404 for a foreign one, and for who may only read."""

        def page(request: HttpRequest, object_id: str, **rest: Any) -> HttpResponse:
            find = self.found_to_change if changes else self.found
            found: HttpResponse = view(self, request, find(request, object_id), **rest)
            return found

        return page

    def url(self, name: str, round: Round, *args: Any) -> str:
        return reverse(f"admin:budgeting_round_{name}", args=[round.pk, *args])

    # --- the list ---

    @admin.display(description=gettext_lazy("round"), ordering="title")
    def name(self, obj: Round) -> str:
        return format_html(
            '<a class="desk-title" href="{}">{}</a><br><span class="meta">{}</span>',
            self.url("change", obj),
            obj.title or obj.slug,
            obj.akimat,
        )

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def stands(self, obj: Round) -> str:
        found = standing(obj, timezone.now())
        until = _("until %(day)s") % {"day": long_date(found.until)} if found.until else ""
        tag = status_cell(found.label, found.tone)
        return format_html('{}<br><span class="meta">{}</span>', tag, until)

    @admin.display(description=gettext_lazy("next step"))
    def coming(self, obj: Any) -> str:
        step = steps.next_step(obj, sent=obj.has_projects, left=obj.has_ready)
        if step is None:
            return "—"
        return format_html(
            '<a href="{}">{}</a>', self.url("step", obj, step), steps.STEPS[step].button
        )

    # --- one round ---

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        round = self.found(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405)
        context = {
            **self.frame(request, round),
            **overview.overview(round, timezone.now()),
            "title": round.title or round.slug,
            "may_change": self.has_change_permission(request, round),
            "tasks": task_list(round),
        }
        return TemplateResponse(request, "admin/budgeting/round/desk.html", context)

    def frame(self, request: HttpRequest, round: Round | None) -> dict[str, Any]:
        """What every page of a round shows around itself."""
        if round is not None:
            request.akimat = round.akimat  # type: ignore[attr-defined]
        request.current_app = self.admin_site.name
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": round,
            "round": round,
        }

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            return self._get_obj_does_not_exist_redirect(request, self.opts, "")
        ids = desk(request).ids(self.add_roles)
        akimats = Akimat.objects.all() if ids is None else Akimat.objects.filter(pk__in=ids)
        chosen = desk(request).chosen
        form = making.RoundForm(request.POST or None, akimats=akimats, chosen=chosen)
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            try:
                made = create_round(
                    akimat=data["akimat"],
                    territory=data["akimat"].territory,
                    slug=data["slug"],
                    actor=request.user,  # type: ignore[arg-type]
                    at=timezone.now(),
                    changes={"title": form.title()},
                )
            except DomainError as error:
                form.add_error("slug", error.message)
            else:
                return HttpResponseRedirect(self.url("change", made))
        context = {
            **self.frame(request, None),
            "title": _("Set up a round"),
            "form": form,
            "button": _("Begin"),
            "intro": _(
                "Everything else follows step by step; nothing is public until you announce."
            ),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/desk/form.html", context, status=status)

    # --- the desk ---

    def desk_rounds(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Rounds under way with their phase and next step, the most pressing first."""
        at = timezone.now()
        rows = with_state(in_scope(request, self.readable(request), "akimat"))
        under_way = [self._line(round, at) for round in rows.filter(imported_from="")]
        shown = [line for line in under_way if line is not None]
        shown.sort(key=lambda line: (not line["step_due"], line["step_at"] or at, line["pk"]))
        return shown

    def _line(self, round: Any, at: Any) -> dict[str, Any] | None:
        found = standing(round, at)
        if found.code == "finished":
            return None
        step = steps.next_step(round, sent=round.has_projects, left=round.has_ready)
        when = steps.awaited(round, step) if step else None
        now = phases.current(round, at)
        due = step is not None and when is not None and when <= at
        return {
            "pk": round.pk,
            "title": round.title or round.slug,
            "akimat": round.akimat,
            "url": self.url("change", round),
            "status": found.label,
            "phase": PhaseKind(now.kind).label if now else "",
            "until": now.closes_at if now else None,
            "step": steps.STEPS[step].button if step else "",
            "step_url": self.url("step", round, step) if step else "",
            "step_at": when,
            "step_due": due or round.status == RoundStatus.COUNTED,
        }


def with_state(rounds: QuerySet[Any]) -> QuerySet[Any]:
    """Rounds with all that `next_step` and the clock ask, in two queries."""
    ready = Proposal.objects.filter(
        call__budget_round=OuterRef("pk"), status=ProposalStatus.PUBLISHED, project=None
    )
    rows: QuerySet[Any] = (
        rounds.select_related("akimat__territory", "territory", "call")
        .prefetch_related("phases")
        .annotate(
            has_projects=Exists(Project.objects.filter(round=OuterRef("pk"))),
            has_ready=Exists(ready),
        )
    )
    return rows
