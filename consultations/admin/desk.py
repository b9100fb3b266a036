"""Hearings are run on pages of their own; the desk counts what waits there and leads to them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.territories.admin.queues import Queue
from commons.territories.admin.reach import NOBODY, desk
from commons.territories.admin.scope import NO_ROLE, AkimatScopedAdmin
from commons.territories.models import Akimat

from .. import sections
from ..links import link


class HearingsAdmin(AkimatScopedAdmin):
    """Only the list exists, and it sends on: meetings are never edited as rows."""

    desk_section = (12, gettext_lazy("Hearings"))
    change_roles = NO_ROLE

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The work of the chosen akimat; who reaches several chooses one first."""
        reached = desk(request)
        if reached is NOBODY:
            raise Http404
        if reached.chosen is not None:
            return HttpResponseRedirect(link("work", reached.chosen))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Hearings"),
            "opts": self.opts,
            "akimats": [(one.name, link("work", one)) for one in reached.akimats],
        }
        return TemplateResponse(request, "admin/desk/hearings.html", context)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="consultations_meeting_changelist")]

    def desk_queues(self, request: HttpRequest) -> list[Queue]:
        """What waits in the chosen akimat, where something does. The rows themselves are on the
        pages it leads to."""
        chosen: Akimat | None = desk(request).chosen
        if chosen is None:
            return []
        found = sections.work(request, chosen, timezone.now())
        return [
            Queue(one.label, one.url, one.count, one.late, (), one.text or _("Nothing waits."))
            for one in found
            if one.count
        ]
