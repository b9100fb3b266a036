"""A new round, from nothing or from last year's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.rounds.admin import making
from commons.rounds.admin.pages import copy_of

from ..models import Round
from ..operations import copy_round

SLUG_HINT = gettext_lazy("Latin letters, digits and hyphens, for example 2027. It never changes.")


class CopyForm(making.CopyForm):
    slug = making.address_field(60, SLUG_HINT)


class RoundForm(making.RoundForm):
    slug = making.address_field(60, SLUG_HINT)
    field_order = ("akimat", "slug")


def copy_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """The same rules, money, categories and council, all dates a year later."""
    context = {
        "title": _("Copy this round"),
        "button": _("Make the copy"),
        "intro": _(
            "Rules, money, categories and council are copied, dates move a year on. "
            "The seed of the lots must be announced anew."
        ),
    }
    return copy_of(
        model_admin,
        request,
        round,
        CopyForm,
        slug=str(timezone.localdate().year + 1),
        make=copy_round,
        done=_("This is the copy. Check its texts and dates."),
        context=context,
    )
