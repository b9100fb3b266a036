"""Rounds on the desk: the list, the frame of the pages of one round, how a new one begins."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

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

from .. import clock
from ..standing import Standing
from .forms import Words
from .making import RoundForm
from .pages import form_page

View = Callable[..., HttpResponse]


class Page(NamedTuple):
    """A page of one round: its address behind the round's, and whether it changes the round."""

    address: str
    name: str
    view: View
    changes: bool = True


class Next(NamedTuple):
    """What a moderator does next: when its time comes, None for now, and whether it has."""

    url: str
    label: Words
    at: datetime | None
    is_due: bool


class RoundAdmin(AkimatScopedAdmin):
    """Each process says what its pages are, where a round stands and what comes next; the methods
    that raise NotImplementedError are its own."""

    pages: ClassVar[tuple[Page, ...]] = ()
    form_of_new: ClassVar[type[RoundForm]]
    title_of_new: ClassVar[Words]
    intro_of_new: ClassVar[Words]
    add_roles = MODERATORS
    list_display = ("name", "stands", "coming")
    list_display_links = None
    list_filter: ClassVar[Any] = ("status",)
    search_fields = ("title_kk", "title_ru", "title_en", "slug")
    ordering = ("-created_at", "-pk")

    def with_state(self, rounds: QuerySet[Any]) -> QuerySet[Any]:
        """Rounds with all that the clock and the next step ask."""
        raise NotImplementedError

    def standing(self, round: Any, at: datetime) -> Standing:
        raise NotImplementedError

    def next_step(self, round: Any, at: datetime) -> Next | None:
        raise NotImplementedError

    def is_past(self, round: Any, at: datetime) -> bool:
        """Whether the desk can forget the round."""
        raise NotImplementedError

    def overview(self, request: HttpRequest, round: Any, at: datetime) -> dict[str, Any]:
        """What the page of one round shows."""
        raise NotImplementedError

    def create(self, **fields: Any) -> Any:
        """Make the round of a form; raise a DomainError that the form can show."""
        raise NotImplementedError

    def about(self, round: Any) -> str:
        """The line below the title in the list."""
        return str(round.akimat)

    # --- addresses ---

    def get_urls(self) -> list[Any]:
        own = [
            path(
                f"<path:object_id>/{page.address}",
                self.admin_site.admin_view(self._of_round(page)),
                name=f"{self.opts.app_label}_round_{page.name}",
            )
            for page in self.pages
        ]
        return [*own, *super().get_urls()]

    def _of_round(self, page: Page) -> View:
        """Finds the round first: 404 for a foreign one, and for who may only read."""

        def view(request: HttpRequest, object_id: str, **rest: Any) -> HttpResponse:
            find = self.found_to_change if page.changes else self.found
            return page.view(self, request, find(request, object_id), **rest)

        return view

    def url(self, name: str, round: Any, *args: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_round_{name}", args=[round.pk, *args])

    # --- the list ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.with_state(super().get_queryset(request))

    @admin.display(description=gettext_lazy("round"), ordering="title")
    def name(self, obj: Any) -> str:
        return format_html(
            '<a class="desk-title" href="{}">{}</a><br><span class="meta">{}</span>',
            self.url("change", obj),
            obj.title or obj.slug,
            self.about(obj),
        )

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def stands(self, obj: Any) -> str:
        found = self.standing(obj, timezone.now())
        until = _("until %(day)s") % {"day": long_date(found.until)} if found.until else ""
        tag = status_cell(found.label, found.tone)
        return format_html('{}<br><span class="meta">{}</span>', tag, until)

    @admin.display(description=gettext_lazy("next step"))
    def coming(self, obj: Any) -> str:
        step = self.next_step(obj, timezone.now())
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
            **self.overview(request, round, timezone.now()),
            "title": round.title or round.slug,
            "may_change": self.has_change_permission(request, round),
        }
        template = f"admin/{self.opts.app_label}/round/desk.html"
        return TemplateResponse(request, template, context)

    def frame(self, request: HttpRequest, round: Any | None) -> dict[str, Any]:
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
        chosen = desk(request).chosen
        form = self.form_of_new(request.POST or None, akimats=akimats, chosen=chosen)
        if request.method == "POST" and form.is_valid():
            fields = {name: form.cleaned_data[name] for name in form.field_order or ()}
            try:
                made = self.create(
                    **fields,
                    actor=request.user,
                    at=timezone.now(),
                    changes={"title": form.title()},
                )
            except DomainError as error:
                form.refuse(error)
            else:
                return HttpResponseRedirect(self.url("change", made))
        context = {
            "title": self.title_of_new,
            "button": _("Begin"),
            "intro": self.intro_of_new,
        }
        return form_page(self, request, None, form, context)

    # --- the desk ---

    def desk_rounds(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Rounds under way with their phase and next step, the most pressing first."""
        at = timezone.now()
        rows = self.with_state(in_scope(request, self.readable(request), "akimat"))
        shown = [self._line(round, at) for round in rows if not self.is_past(round, at)]
        shown.sort(key=lambda line: (not line["step_due"], line["step_at"] or at, line["pk"]))
        return shown

    def _line(self, round: Any, at: datetime) -> dict[str, Any]:
        step = self.next_step(round, at) or Next("", "", None, is_due=False)
        now = clock.current(round, at)
        return {
            "pk": round.pk,
            "title": round.title or round.slug,
            "akimat": round.akimat,
            "url": self.url("change", round),
            "status": self.standing(round, at).label,
            "phase": now.get_kind_display() if now else "",
            "until": now.closes_at if now else None,
            "step": step.label,
            "step_url": step.url,
            "step_at": step.at,
            "step_due": step.is_due,
        }
