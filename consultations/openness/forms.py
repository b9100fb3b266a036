"""Forms of office hours, registers and reports."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.interface import official
from commons.interface.dates import clock
from commons.interface.forms import DayInput, MomentInput, TengeField
from commons.proposals.documents import ACCEPT
from commons.territories.models import Akimat, Territory
from commons.territories.queries import districts

from ..councils.models import Council
from ..meetings.models import Meeting
from .enums import ExpenseKind, GiftKind, GiverKind


class HoursForm(forms.Form):
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MomentInput)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MomentInput)
    visit_minutes = forms.IntegerField(
        label=_("Time for each visitor, minutes"), min_value=5, max_value=120, initial=20
    )
    territory: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("District or city"), required=False
    )
    link = forms.URLField(
        label=_("Link for a visit by video"),
        required=False,
        assume_scheme="https",
        help_text=_("Only those who booked a visit by video see it."),
    )

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = districts(akimat)  # type: ignore[attr-defined]
        official.text_fields(
            self, "who", _("Who receives"), max_length=200,
            hint=_("Name and part in the council, for example: A. Omarova, chair."),
        )  # fmt: skip
        official.text_fields(self, "place", _("Place"), max_length=250)
        names = [f"{name}_{code}" for name in ("who", "place") for code in official.LANGUAGES]
        self.order_fields([*names[:3], "starts_at", "ends_at", "visit_minutes", *names[3:]])


class BookingForm(forms.Form):
    slot = forms.TypedChoiceField(
        label=_("Time"),
        coerce=datetime.fromisoformat,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("Somebody has just taken this time. Choose another."),
        },
    )
    topic = forms.CharField(
        label=_("What is it about?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only those who receive you read it. It helps them to prepare."),
    )
    language = forms.ChoiceField(label=_("Language of the talk"), choices=settings.LANGUAGES)
    by_video = forms.BooleanField(label=_("I will come by video"), required=False)

    def __init__(self, *args: Any, free: Sequence[datetime], has_link: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [  # type: ignore[attr-defined]
            (timezone.localtime(one).isoformat(), clock(one)) for one in free
        ]
        if not has_link:
            del self.fields["by_video"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Public."),
        error_messages={"required": _("Say why.")},
    )


class OutcomeForm(forms.Form):
    came = forms.BooleanField(label=_("Came"), required=False)
    outcome = forms.CharField(
        label=_("What came of it, without names"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Public: say nothing by which the visitor could be recognised."),
    )


class _LineForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=DayInput)
    amount_tenge = TengeField(label=_("Amount"), min_value=1)
    receipt = forms.FileField(
        label=_("Receipt or other paper"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, DOCX, XLSX or ODT. Everybody can open it: cover personal data."),
    )


class ExpenseForm(_LineForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ExpenseKind.choices)
    paid_to = forms.CharField(label=_("Paid to"), max_length=150)
    to_member = forms.BooleanField(label=_("Paid back to a member of the council"), required=False)
    meeting: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        queryset=Meeting.objects.none(), label=_("For the meeting"), required=False
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Meeting.objects.filter(council=council).order_by("-starts_at")
        self.fields["meeting"].queryset = held  # type: ignore[attr-defined]
        official.text_fields(self, "what", _("What for"), max_length=200)
        self.order_fields(["on", "kind", "amount_tenge", "what_kk", "what_ru", "what_en"])


class BudgetForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2015, max_value=2100)
    amount_tenge = TengeField(label=_("Budget of the year"), min_value=0)


class FundForm(forms.Form):
    council: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        queryset=Council.objects.none(), label=_("Council that watches over it")
    )
    territory: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        queryset=Territory.objects.none(), label=_("Town or district")
    )

    def __init__(self, *args: Any, akimat: Akimat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils = Council.objects.filter(akimat=akimat, ended_on__isnull=True)
        self.fields["council"].queryset = councils  # type: ignore[attr-defined]
        self.fields["territory"].queryset = districts(akimat)  # type: ignore[attr-defined]
        official.text_fields(self, "name", _("Name"), max_length=200)
        official.text_fields(self, "purpose", _("What it is for"), rows=4, max_length=2000)
        official.text_fields(
            self, "how_to_give", _("How to give"), rows=3, max_length=1000, required=(),
            hint=_("Account, address, hours. People who moved away read it from afar."),
        )  # fmt: skip
        names = ("name", "purpose", "how_to_give")
        self.order_fields([f"{name}_{code}" for name in names for code in official.LANGUAGES])


class GiftForm(_LineForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=GiftKind.choices)
    giver_kind = forms.ChoiceField(label=_("Who gives"), choices=GiverKind.choices)
    giver = forms.CharField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("Only if the giver wishes to be named."),
    )
    giver_place = forms.CharField(
        label=_("Where the giver lives now"), max_length=120, required=False
    )
    note = forms.CharField(label=_("What it is meant for"), max_length=300, required=False)

    field_order = ["on", "kind", "amount_tenge", "giver_kind", "giver", "giver_place", "note"]


class SpendingForm(_LineForm):
    paid_to = forms.CharField(label=_("Paid to"), max_length=150)
    decided = forms.CharField(
        label=_("Decided by"),
        max_length=200,
        help_text=_("For example: minutes of the council, No. 4 of 12 May 2026."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(self, "what", _("What for"), max_length=300)
        self.order_fields(["on", "amount_tenge", "what_kk", "what_ru", "what_en"])


class ReportForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        official.text_fields(
            self, "words", _("In the council's own words"), rows=6, max_length=5000, required=(),
            hint=_("What the figures do not say: what was learned, what is planned."),
        )  # fmt: skip
