"""A new round, from nothing or from last year's."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import validate_slug
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.interface.errors import DomainError
from commons.interface.official import read_texts, text_fields
from commons.territories.models import Akimat

from .. import texts
from ..models import Round
from ..operations import copy_round

SLUG_HINT = gettext_lazy("Latin letters, digits and hyphens, for example 2027. It never changes.")


class CopyForm(forms.Form):
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=60,
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
    field_order = ("akimat", "slug")

    def __init__(self, *args: Any, akimats: Any, chosen: Akimat | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["akimat"]
        field.queryset = akimats
        field.initial = chosen
        if akimats.count() == 1:
            field.initial = akimats.first()
            field.widget = forms.HiddenInput()
        self.order_fields(self.field_order)


def copy_page(model_admin: Any, request: HttpRequest, round: Round) -> HttpResponse:
    """The same rules, money, categories and council, all dates a year later."""
    year = timezone.localdate().year + 1
    initial = {f"title_{code}": text for code, text in texts.read(round, "title").items()}
    form = CopyForm(request.POST or None, initial={**initial, "slug": str(year)})
    if request.method == "POST" and form.is_valid():
        try:
            copy = copy_round(
                round=round,
                slug=form.cleaned_data["slug"],
                title=form.title(),
                actor=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("slug", error.message)
        else:
            messages.success(request, _("This is the copy. Check its texts and dates."))
            return HttpResponseRedirect(model_admin.url("change", copy))
    context = {
        **model_admin.frame(request, round),
        "title": _("Copy this round"),
        "form": form,
        "button": _("Make the copy"),
        "intro": _(
            "Rules, money, categories and council are copied, dates move a year on. "
            "The seed of the lots must be announced anew."
        ),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/desk/form.html", context, status=status)
