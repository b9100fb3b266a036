"""The one admin site: its index is the moderators' desk."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog


class DeskWords(JavaScriptCatalog):
    """Words of Django's scripts, with what its Kazakh says less well in our own words."""

    packages = ["django.contrib.admin"]

    def get_catalog(self) -> dict[str, Any]:
        words: dict[str, Any] = super().get_catalog()
        chosen = "%(sel)s of %(cnt)s selected"
        if chosen in words:
            words[chosen] = [gettext("%(sel)s of %(cnt)s selected")] * len(words[chosen])
        return words


class BirgeAdminSite(AdminSite):
    site_title = _("Birge desk")
    site_header = _("Birge desk")
    index_title = _("Desk")
    index_template = "admin/desk/index.html"
    enable_nav_sidebar = False
    empty_value_display = "—"

    def has_permission(self, request: HttpRequest) -> bool:
        from commons.territories.admin.reach import may_enter

        return may_enter(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Whoever is signed in and not staff gets 404, and so does a role that may not."""
        from commons.territories.admin.reach import desk

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            # The header wears the colours of the akimat whose desk this is.
            request.akimat = desk(request).chosen  # type: ignore[attr-defined]
            try:
                return view(request, *args, **kwargs)
            except PermissionDenied:
                raise Http404 from None

        inner = super().admin_view(guarded, cacheable)

        def outer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return inner(request, *args, **kwargs)

        for name in ("csrf_exempt", "should_append_slash"):
            if hasattr(inner, name):
                setattr(outer, name, getattr(inner, name))
        return outer

    def get_urls(self) -> list[Any]:
        return [
            path("akimat/", self.admin_view(self.choose_akimat), name="choose_akimat"),
            *super().get_urls(),
        ]

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return cast(HttpResponse, DeskWords.as_view()(request))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        from commons.territories.admin.reach import desk

        context = super().each_context(request)
        context.pop("log_entries", None)
        reached = desk(request)
        return {
            **context,
            "desk": reached,
            "desk_sections": self.sections(request) if context["has_permission"] else [],
        }

    def sections(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The lists that a person works through, in the order of the work."""
        found = []
        for model, model_admin in self._registry.items():
            section = getattr(model_admin, "desk_section", None)
            if section is None or not model_admin.has_module_permission(request):
                continue
            rank, label = section
            info = (model._meta.app_label, model._meta.model_name)
            url = reverse("admin:{}_{}_changelist".format(*info))
            here = request.path.startswith(url)
            found.append({"rank": rank, "label": label, "url": url, "here": here})
        return sorted(found, key=lambda section: (section["rank"], section["url"]))

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        queues: list[Any] = []
        rounds: list[Any] = []
        for model_admin in self._registry.values():
            if not model_admin.has_module_permission(request):
                continue
            if hasattr(model_admin, "desk_queues"):
                queues += model_admin.desk_queues(request)
            if hasattr(model_admin, "desk_rounds"):
                rounds += model_admin.desk_rounds(request)
        queues.sort(key=lambda queue: (-queue.late, -queue.count))
        urgent = sorted(
            ((row, queue) for queue in queues for row in queue.rows if row.late_days),
            key=lambda pair: (-pair[0].late_days, pair[0].since),
        )
        named = {section["url"] for section in self.sections(request)}
        others = [
            model
            for app in self.get_app_list(request)
            for model in app["models"]
            if model["admin_url"] and model["admin_url"] not in named
        ]
        return super().index(
            request,
            {
                "others": others,
                "queues": queues,
                "rounds": rounds,
                "urgent": urgent[:8],
                "waiting": sum(queue.count for queue in queues),
                "late": sum(queue.late for queue in queues),
                **(extra_context or {}),
            },
        )

    def choose_akimat(self, request: HttpRequest) -> HttpResponse:
        """Remember which akimat's desk is shown; an empty choice shows all that one may read."""
        return require_POST(_choose)(request)

    # Signing in and out, and passwords, are those of the site: one door, one second factor.

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        wanted = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
            wanted = reverse("admin:index")
        if self.has_permission(request):
            return HttpResponseRedirect(wanted)
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("account_change_password")

    def password_change_done(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return redirect("account_change_password")


def _choose(request: HttpRequest) -> HttpResponse:
    from commons.territories.admin.reach import SESSION_KEY, desk

    wanted = request.POST.get("akimat", "")
    reached = desk(request)
    if wanted and wanted not in {akimat.slug for akimat in reached.akimats}:
        raise Http404
    request.session[SESSION_KEY] = wanted
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = reverse("admin:index")
    return HttpResponseRedirect(back)
