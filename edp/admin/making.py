"""A new round: from nothing, from a former one, or from a review."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.rounds.admin import making
from commons.rounds.admin.pages import copy_of
from commons.territories.enums import Level
from commons.territories.models import Akimat, Territory

from .. import operations
from ..enums import RoundKind, RoundStatus
from ..models import Round

SLUG_HINT = gettext_lazy(
    "Latin letters, digits and hyphens, for example economy-2027. It never changes."
)
# "discovery-" before it makes the address of the call, which holds 60 characters.
SLUG_LENGTH = 50


class CopyForm(making.CopyForm):
    slug = making.address_field(SLUG_LENGTH, SLUG_HINT)


class RoundForm(making.RoundForm):
    slug = making.address_field(SLUG_LENGTH, SLUG_HINT)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of round"),
        choices=RoundKind.choices,
        initial=RoundKind.REGION,
        widget=forms.RadioSelect,
    )
    territory: Any = forms.ModelChoiceField(
        label=gettext_lazy("Territory"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=gettext_lazy("The whole territory of the akimat"),
        help_text=gettext_lazy("A monotown or a district gets a round of its own."),
    )
    field_order = ("akimat", "kind", "territory", "slug")

    def __init__(self, *args: Any, akimats: Any, chosen: Akimat | None, **kwargs: Any) -> None:
        super().__init__(*args, akimats=akimats, chosen=chosen, **kwargs)
        akimat, place = self.fields["akimat"].initial, self.fields["territory"]
        place.queryset = places([akimat] if akimat else list(akimats))  # type: ignore[attr-defined]


def places(akimats: list[Akimat]) -> Any:
    """Districts, cities and rural districts inside the akimats, by code."""
    inside = Q(pk__in=())
    for akimat in akimats:
        inside |= Q(kato__startswith=akimat.territory.prefix) & ~Q(pk=akimat.territory_id)
    levels = (Level.DISTRICT, Level.RURAL_DISTRICT)
    return Territory.objects.filter(inside, level__in=levels).order_by("kato")


def copy_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """The same texts and rules, all dates a year later; each round has a mandate of its own."""
    context = {"title": _("Copy this round"), "button": _("Make the copy")}
    return _made_from(model_admin, request, round, operations.copy_round, context)


def next_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """The round that follows from this one's review."""
    if round.status == RoundStatus.DRAFT:
        raise Http404
    context = {
        "title": _("Open the next round from the review"),
        "button": _("Open the next round"),
    }
    return _made_from(model_admin, request, round, operations.open_next_round, context)


def _made_from(
    model_admin: Any, request: HttpRequest, round: Round, make: Any, context: dict[str, Any]
) -> HttpResponse:
    intro = _(
        "Texts and rules are copied, dates move a year on. The act of the mandate is left "
        "empty: each round has its own."
    )
    return copy_of(
        model_admin,
        request,
        round,
        CopyForm,
        slug=f"economy-{timezone.localdate().year + 1}",
        make=make,
        done=_("This is the new round. Check its texts and dates."),
        context={**context, "intro": intro},
    )
