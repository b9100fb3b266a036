"""The dictionary of the data, for people: what there is, in which form, under which licence."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commons.territories.models import Akimat

from ..addresses import whole
from ..asking import MOST
from ..datasets import DATASETS
from ..declaring import Dataset, Field, Kind
from ..limits import POINTS, TABLE_COSTS
from ..schema import LICENCE

GROUPS = {
    "places": _("Places"),
    "budget": _("Participatory budgeting"),
    "hearings": _("Councils and hearings"),
    "discovery": _("Discovery"),
}
KINDS = {
    Kind.STRING: _("text"),
    Kind.INTEGER: _("whole number"),
    Kind.NUMBER: _("number"),
    Kind.BOOLEAN: _("yes or no"),
    Kind.DATE: _("day"),
    Kind.MOMENT: _("moment, UTC"),
    Kind.UUID: _("key (UUID)"),
    Kind.ADDRESS: _("address"),
    Kind.TEXTS: _("text in three languages"),
    Kind.STRINGS: _("list of texts"),
}


@require_safe
def index(request: HttpRequest, akimat: Akimat | None = None) -> HttpResponse:
    """All datasets; below an akimat the links are to its own rows."""
    query = f"?akimat={akimat.slug}" if akimat else ""
    listed = [
        (label, [_row(one, query, akimat) for one in DATASETS.values() if one.group == group])
        for group, label in GROUPS.items()
    ]
    context = {
        "groups": listed,
        "licence": LICENCE,
        "schema": reverse("opendata_api:openapi"),
        "root": whole(reverse("opendata_api:index")),
        "example": whole(reverse("opendata_api:rows", args=["budget-projects"])),
        "table_example": whole(reverse("opendata_api:table", args=["budget-projects"])),
        "points": POINTS,
        "tables": POINTS // TABLE_COSTS,
        "most": MOST,
        "slug": akimat.slug if akimat else "pavlodar",
    }
    return render(request, "opendata/index.html", context)


def _row(dataset: Dataset, query: str, akimat: Akimat | None) -> dict[str, Any]:
    """The page of the dataset is that of the whole country: its fields are the same everywhere."""
    return {
        "dataset": dataset,
        "url": reverse("opendata:dataset", args=[dataset.name]),
        "rows": reverse("opendata_api:rows", args=[dataset.name]) + query,
        "table": reverse("opendata_api:table", args=[dataset.name]) + query,
    }


@require_safe
def dataset(request: HttpRequest, name: str) -> HttpResponse:
    """Its fields, with type, unit and values."""
    found = DATASETS.get(name)
    if found is None:
        raise Http404
    context = {
        **_row(found, "", None),
        "fields": [_field(one) for one in found.fields],
        "filters": found.filters,
        "licence": LICENCE,
    }
    return render(request, "opendata/dataset.html", context)


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "columns": field.columns if field.kind is Kind.TEXTS else (),
        "kind": KINDS[field.kind],
        "about": field.about,
        "unit": field.unit,
        "codes": field.codes.choices if field.codes is not None else (),
        "nullable": field.nullable,
    }
