"""History of an object, in words: the entries of the audit record."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from commons.audit.queries import history

from .verbs import detail_words, verb_words

PER_PAGE = 50


def lines(entries: Any) -> Iterator[dict[str, Any]]:
    """Each entry as when, who, what, and its details as pairs of words.

    People stand in the record by their number, so that their names go when they go.
    """
    entries = list(entries)
    keys = {entry.detail.get("person") for entry in entries}
    people = get_user_model().objects.in_bulk([key for key in keys if isinstance(key, int)])
    for entry in entries:
        detail = entry.detail
        if (named := people.get(detail.get("person"))) is not None:
            detail = {**detail, "person": str(named)}
        yield {
            "at": entry.at,
            "who": entry.actor.public_name if entry.actor else _("The clock or a task"),
            "what": verb_words(entry.verb),
            "details": detail_words(detail),
        }


def history_page(model_admin: Any, request: HttpRequest, obj: Any) -> HttpResponse:
    """Newest first, page by page."""
    entries = history(obj).order_by("-at", "-pk")
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("History: %(name)s") % {"name": obj},
        "object": obj,
        "opts": model_admin.opts,
        "module_name": model_admin.opts.verbose_name_plural,
        "page": page,
        "lines": list(lines(page.object_list)),
        "has_view_permission": True,
    }
    request.current_app = model_admin.admin_site.name
    return TemplateResponse(request, "admin/object_history.html", context)
