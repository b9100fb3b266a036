"""The filters above the list of cards. What makes no sense in an address is left out."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..events.models import Event
from ..models import Round
from . import queries
from .enums import GONE, OpportunityOrigin, OpportunityStatus
from .models import Opportunity


class FilterForm(forms.Form):
    """Reads from the query of the address; never shows an error."""

    marks_optional = False

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all that go on")), *OpportunityStatus.choices],
    )
    origin = forms.ChoiceField(
        label=_("Came from"),
        required=False,
        choices=[("", _("everywhere")), *OpportunityOrigin.choices],
    )
    group = forms.TypedChoiceField(label=_("Group"), required=False, coerce=int)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("supported", _("most supported first")),
            ("discussed", _("most discussed first")),
        ],
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        groups = Event.objects.filter(round=round, opportunities__isnull=False).distinct()
        named = [(one.pk, str(one)) for one in groups.order_by("starts_at", "pk")]
        if named:
            field: Any = self.fields["group"]
            field.choices = [("", _("all groups")), *named]
        else:
            del self.fields["group"]
        self.is_valid()

    def _value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or ""

    @property
    def is_narrowed(self) -> bool:
        return any(self._value(name) for name in ("q", "status", "origin", "group"))

    def applied(self) -> QuerySet[Opportunity]:
        """The cards that pass, with counts, in the order asked for."""
        status = self._value("status")
        base = queries.public if status in GONE else queries.standing
        found = queries.with_counts(base(self.round))
        if status:
            found = found.filter(status=status)
        if self._value("origin"):
            found = found.filter(origin=self._value("origin"))
        if self._value("group"):
            found = found.filter(event=self._value("group"))
        if self._value("q"):
            found = queries.search(found, self.round, self._value("q"))
        return queries.in_order(found, self._value("sort"))
