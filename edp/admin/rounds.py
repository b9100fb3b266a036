"""Discovery rounds on the desk: the list, the page of one round, and the pages that change it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.dates import long_date
from commons.interface.errors import DomainError
from commons.territories.admin.cells import status_cell
from commons.territories.admin.queues import in_scope
from commons.territories.admin.reach import MODERATORS, desk
from commons.territories.admin.scope import AkimatScopedAdmin
from commons.territories.models import Akimat

from ..models import Round
from ..operations import create_round
from ..queries import stages
from ..standing import standing
from . import making, overview, pages
from .steps import next_step

View = Callable[..., HttpResponse]


class RoundAdmin(AkimatScopedAdmin):
    desk_section = (11, gettext_lazy("Discovery"))
    add_roles = MODERATORS
    list_display = ("name", "stands", "coming")
    list_display_links = None
    list_filter = ("status", "kind")
    search_fields = ("title_kk", "title_ru", "title_en", "slug")
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_stages(super().get_queryset(request))

    def get_urls(self) -> list[Any]:
        views: list[tuple[str, str, View]] = [
            ("task/<slug:task>/", "task", pages.task_page),
            ("announce/", "announce", pages.announce_page),
            ("close/", "close", pages.close_page),
            ("copy/", "copy", making.copy_page),
            ("next/", "next", making.next_page),
        ]
        own = [
            path(
                f"<path:object_id>/{address}",
                self.admin_site.admin_view(self._of_round(view)),
                name=f"edp_round_{name}",
            )
            for address, name, view in views
        ]
        return [*own, *super().get_urls()]

    def _of_round(self, view: View) -> View:
        """Finds the round first: 404 for a foreign one, and for who may only read."""

        def page(request: HttpRequest, object_id: str, **rest: Any) -> HttpResponse:
            return view(self, request, self.found_to_change(request, object_id), **rest)

        return page

    def url(self, name: str, round: Round, *args: Any) -> str:
        return reverse(f"admin:edp_round_{name}", args=[round.pk, *args])

    # --- the list ---

    @admin.display(description=gettext_lazy("round"), ordering="title")
    def name(self, obj: Round) -> str:
        return format_html(
            '<a class="desk-title" href="{}">{}</a><br><span class="meta">{}, {}</span>',
            self.url("change", obj),
            obj.title or obj.slug,
            obj.akimat,
            obj.get_kind_display(),
        )

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def stands(self, obj: Round) -> str:
        found = standing(obj, timezone.now())
        until = _("until %(day)s") % {"day": long_date(found.until)} if found.until else ""
        tag = status_cell(found.label, found.tone)
        return format_html('{}<br><span class="meta">{}</span>', tag, until)

    @admin.display(description=gettext_lazy("next step"))
    def coming(self, obj: Round) -> str:
        step = next_step(obj, timezone.now())
        return format_html('<a href="{}">{}</a>', step.url, step.label) if step else "—"

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
            **overview.overview(request, round, timezone.now()),
            "title": round.title or round.slug,
            "may_change": self.has_change_permission(request, round),
        }
        return TemplateResponse(request, "admin/edp/round/desk.html", context)

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
        known = Akimat.objects.select_related("territory")
        akimats = known if ids is None else known.filter(pk__in=ids)
        form = making.RoundForm(request.POST or None, akimats=akimats, chosen=desk(request).chosen)
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            try:
                made = create_round(
                    akimat=data["akimat"],
                    territory=data["territory"],
                    kind=data["kind"],
                    slug=data["slug"],
                    actor=request.user,  # type: ignore[arg-type]
                    at=timezone.now(),
                    changes={"title": form.title()},
                )
            except DomainError as error:
                field = "territory" if error.code == "territory_outside" else "slug"
                form.add_error(field, error.message)
            else:
                return HttpResponseRedirect(self.url("change", made))
        context = {
            **self.frame(request, None),
            "title": _("Set up a discovery round"),
            "form": form,
            "button": _("Begin"),
            "intro": _(
                "A discovery round finds out, together with business, science and residents, "
                "what the territory could be good at. Everything else follows step by step; "
                "nothing is public until you announce."
            ),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/desk/form.html", context, status=status)

    # --- the desk ---

    def desk_rounds(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Rounds under way with their stage and next step, the most pressing first."""
        at = timezone.now()
        rows = with_stages(in_scope(request, self.readable(request), "akimat"))
        shown = [line for round in rows if (line := self._line(round, at)) is not None]
        shown.sort(key=lambda line: (not line["step_due"], line["step_at"] or at, line["pk"]))
        return shown

    def _line(self, round: Round, at: datetime) -> dict[str, Any] | None:
        step = next_step(round, at)
        if step is None:
            return None
        now = stages.current(round, at)
        return {
            "pk": round.pk,
            "title": round.title or round.slug,
            "akimat": round.akimat,
            "url": self.url("change", round),
            "status": standing(round, at).label,
            "phase": now.get_kind_display() if now else "",
            "until": now.closes_at if now else None,
            "step": step.label,
            "step_url": step.url,
            "step_at": step.at,
            "step_due": step.is_due(at),
        }


def with_stages(rounds: QuerySet[Any]) -> QuerySet[Any]:
    """Rounds with all that the clock and the next step ask, in two queries."""
    found: QuerySet[Any] = rounds.select_related(
        "akimat__territory", "territory", "call", "previous"
    ).prefetch_related("phases")
    return found
