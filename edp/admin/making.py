"""A new round: from nothing, from a former one, or from a review."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import validate_slug
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.interface.official import read, read_texts, text_fields
from commons.territories.enums import Level
from commons.territories.models import Akimat, Territory

from .. import operations
from ..enums import RoundKind, RoundStatus
from ..models import Round

SLUG_HINT = gettext_lazy(
    "Latin letters, digits and hyphens, for example economy-2027. It never changes."
)


class CopyForm(forms.Form):
    # "discovery-" before it makes the address of the call, which holds 60 characters.
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=50,
        validators=[validate_slug],
        help_text=SLUG_HINT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text_fields(self, "title", gettext_lazy("Title"), max_length=150)

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def title(self) -> dict[str, str]:
        return read_texts(self.cleaned_data, "title")


class RoundForm(CopyForm):
    akimat: Any = forms.ModelChoiceField(
        label=gettext_lazy("Akimat"), queryset=Akimat.objects.none()
    )
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
        super().__init__(*args, **kwargs)
        field: Any = self.fields["akimat"]
        field.queryset = akimats
        field.initial = chosen
        if akimats.count() == 1:
            field.initial = akimats.first()
            field.widget = forms.HiddenInput()
        place: Any = self.fields["territory"]
        place.queryset = places([field.initial] if field.initial else list(akimats))
        self.order_fields(self.field_order)


def places(akimats: list[Akimat]) -> Any:
    """Districts, cities and rural districts inside the akimats, by code."""
    inside = Q(pk__in=())
    for akimat in akimats:
        inside |= Q(kato__startswith=akimat.territory.prefix) & ~Q(pk=akimat.territory_id)
    levels = (Level.DISTRICT, Level.RURAL_DISTRICT)
    return Territory.objects.filter(inside, level__in=levels).order_by("kato")


def copy_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """The same texts and rules, all dates a year later; each round has a mandate of its own."""
    return _made_from(model_admin, request, round, follows=False)


def next_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """The round that follows from this one's review."""
    if round.status == RoundStatus.DRAFT:
        raise Http404
    return _made_from(model_admin, request, round, follows=True)


def _made_from(
    model_admin: Any, request: HttpRequest, round: Round, *, follows: bool
) -> HttpResponse:
    year = timezone.localdate().year + 1
    initial = {f"title_{code}": text for code, text in read(round, "title").items()}
    form = CopyForm(request.POST or None, initial={**initial, "slug": f"economy-{year}"})
    make = operations.open_next_round if follows else operations.copy_round
    if request.method == "POST" and form.is_valid():
        try:
            made = make(
                round=round,
                slug=form.cleaned_data["slug"],
                title=form.title(),
                actor=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("slug", error.message)
        else:
            messages.success(request, _("This is the new round. Check its texts and dates."))
            return HttpResponseRedirect(model_admin.url("change", made))
    title = _("Open the next round from the review") if follows else _("Copy this round")
    context = {
        **model_admin.frame(request, round),
        "title": title,
        "form": form,
        "button": _("Open the next round") if follows else _("Make the copy"),
        "intro": _(
            "Texts and rules are copied, dates move a year on. The act of the mandate is left "
            "empty: each round has its own."
        ),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/desk/form.html", context, status=status)
