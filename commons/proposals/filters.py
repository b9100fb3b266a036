"""The filters above a list of proposals. What makes no sense in an address is left out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons.territories.models import Akimat
from commons.territories.queries import districts

from . import queries
from .enums import PUBLIC, ProposalStatus
from .models import Call, Proposal

ALL = "all"


class FilterForm(forms.Form):
    """Reads from the query of the address; never shows an error."""

    marks_optional = False

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    category = forms.TypedChoiceField(label=_("Topic"), required=False, coerce=int)
    district = forms.TypedChoiceField(label=_("District"), required=False)
    status = forms.ChoiceField(label=_("State"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("usual order")),
            ("newest", _("newest first")),
            ("supported", _("most supported first")),
            ("random", _("drawn by lot")),
        ],
    )

    def __init__(
        self, *args: Any, akimat: Akimat, call: Call | None, calls: Sequence[Call], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        everywhere = queries.districts_of(call) if call else districts(akimat)
        self.districts = {place.kato: place for place in everywhere}
        names = [(kato, place.name) for kato, place in self.districts.items()]
        self._choose("district", _("All districts"), names)
        self._choose("language", _("All languages"), list(settings.LANGUAGES))
        states = [(ALL, _("all, also closed ones"))]
        states += [(s, label) for s, label in ProposalStatus.choices if s in PUBLIC]
        states.sort(key=lambda state: state[0] != ProposalStatus.PUBLISHED)
        self.fields["status"].choices = states  # type: ignore[attr-defined]
        categories = _categories(call)
        if categories:
            self._choose("category", _("All topics"), categories)
        else:
            del self.fields["category"]
        self.is_valid()

    def _choose(self, name: str, nothing: Any, choices: Sequence[tuple[Any, Any]]) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def _value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def order(self) -> str:
        return str(self._value("sort"))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the usual list was asked for."""
        names = ("q", "category", "district", "language", "status")
        return any(self._value(name) for name in names)

    def applied(self, found: QuerySet[Proposal], *, seed: str, usual: str) -> QuerySet[Proposal]:
        """The proposals that pass, in the order asked for; a search comes best match first."""
        state = self._value("status") or ProposalStatus.PUBLISHED
        if state != ALL:
            found = found.filter(status=state)
        if self._value("category"):
            found = found.filter(category=self._value("category"))
        if self._value("district"):
            found = self._in_district(found)
        if self._value("language"):
            found = found.filter(language=self._value("language"))
        if self._value("q"):
            found = queries.search(found, self._value("q"))
            if not self.order:
                return found
        return queries.in_order(found, self.order or usual, seed)

    def _in_district(self, found: QuerySet[Proposal]) -> QuerySet[Proposal]:
        """In the district or a part of it; a call's whole territory means those about all of it."""
        place = self.districts[self._value("district")]
        if place == next(iter(self.districts.values())) and len(self.districts) > 1:
            return found.filter(territory=place)
        return found.filter(territory__kato__startswith=place.prefix)


def _categories(call: Call | None) -> list[tuple[int, str]]:
    return [(one.pk, one.name) for one in call.categories.all()] if call else []
