"""Settings of an akimat: names, contacts, legal periods, ways of verification, and its colour."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commons.audit.operations import record
from commons.interface import brand
from commons.interface.official import OWN_NAMES

from ..models import Akimat
from .scope import NO_ROLE, AkimatScopedAdmin

PERIODS = (
    "moderation_days",
    "review_days",
    "correction_days",
    "recheck_days",
    "appeal_days",
    "publication_days",
)
MOST_DAYS = 60
HUES = range(0, 360, 15)


class AkimatForm(forms.ModelForm):  # type: ignore[type-arg]
    """Periods count working days, at least one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            stem, _underscore, code = name.rpartition("_")
            if stem and code in OWN_NAMES:
                known: Any = Akimat._meta.get_field(stem)
                label = str(known.verbose_name)
                field.label = f"{label[:1].upper()}{label[1:]}, {OWN_NAMES[code]}"
        for name in PERIODS:
            if name in self.fields:
                self.fields[name].min_value = 1  # type: ignore[attr-defined]
                self.fields[name].widget.attrs.update({"min": 1, "max": MOST_DAYS})

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        for name in PERIODS:
            days = data.get(name)
            if days is not None and not 1 <= days <= MOST_DAYS:
                self.add_error(
                    name, _("Enter between 1 and %(most)s working days.") % {"most": MOST_DAYS}
                )
        return data


class ColourForm(forms.Form):
    hue = forms.IntegerField(label=gettext_lazy("Hue, 0 to 359"), min_value=0, max_value=359)
    chroma = forms.IntegerField(
        label=gettext_lazy("Strength, 20 to 105"), min_value=20, max_value=105
    )


class AkimatAdmin(AkimatScopedAdmin):
    akimat_path = "pk"
    add_roles = NO_ROLE
    form = AkimatForm
    list_display = ("name", "slug", "territory", "is_active")
    list_select_related = ("territory",)
    search_fields = ("name_kk", "name_ru", "name_en", "slug")
    change_form_template = "admin/territories/akimat/change_form.html"
    fieldsets = (
        (None, {"fields": ("name_kk", "name_ru", "name_en")}),
        (
            gettext_lazy("Contacts"),
            {"fields": ("email", "phone", "address_kk", "address_ru", "address_en")},
        ),
        (
            gettext_lazy("Legal periods, in working days"),
            {
                "fields": PERIODS,
                "description": gettext_lazy(
                    "A new period counts from now on; dates that were already set stay."
                ),
            },
        ),
        (
            gettext_lazy("Verification of residency"),
            {
                "fields": (
                    "verify_in_person",
                    "verify_by_roll",
                    "verify_by_code",
                    "verification_years",
                )
            },
        ),
        (gettext_lazy("Operators of the site"), {"fields": ("territory", "slug", "is_active")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if request.user.is_superuser:
            return ()
        return ("territory", "slug", "is_active")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.colour_view)
        name = "territories_akimat_colour"
        return [path("<path:object_id>/colour/", view, name=name), *super().get_urls()]

    def colour_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The whole page shows the colour that is tried; saving it makes it the akimat's."""
        akimat = self.found_to_change(request, object_id)
        tried = {"hue": akimat.brand_hue, "chroma": akimat.brand_chroma}
        form = ColourForm(
            request.POST if request.method == "POST" else {**tried, **_given(request)}
        )
        valid = form.is_valid()
        if valid:
            tried = form.cleaned_data
        if request.method == "POST" and valid:
            self._save_colour(request, akimat, tried)
            return HttpResponseRedirect(
                reverse("admin:territories_akimat_change", args=[object_id])
            )
        akimat.brand_hue, akimat.brand_chroma = tried["hue"], tried["chroma"]
        request.akimat = akimat  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": akimat,
            "title": _("Colour of the akimat"),
            "form": form,
            "hues": [(hue, _swatch(hue, tried["chroma"])) for hue in HUES],
            "tried": tried,
        }
        status = 422 if request.method == "POST" else 200
        template = "admin/territories/akimat/colour.html"
        return TemplateResponse(request, template, context, status=status)

    def _save_colour(self, request: HttpRequest, akimat: Akimat, colour: dict[str, int]) -> None:
        akimat.brand_hue, akimat.brand_chroma = colour["hue"], colour["chroma"]
        akimat.save(update_fields=["brand_hue", "brand_chroma"])
        record(
            verb="akimat.coloured",
            subject=akimat,
            at=timezone.now(),
            actor=request.user,
            akimat=akimat,
            **colour,
        )
        messages.success(
            request, _("The site of %(akimat)s wears the new colour.") % {"akimat": akimat}
        )


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("hue", "chroma") if name in request.GET}


def _swatch(hue: int, chroma_milli: int) -> str:
    return brand.hex_of(brand.ramp(hue, chroma_milli / 1000)["--brand"])
