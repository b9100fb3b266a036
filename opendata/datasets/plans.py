"""Plans of discovery rounds as they are published: priorities, indicators and their readings."""

from typing import Any

from django.db.models import BigIntegerField, F, Func, JSONField, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from commons.interface.official import LANGUAGES
from commons.territories.models import Akimat
from edp.models import Indicator, PlanVersion, Priority, Reading
from edp.monitoring.enums import Direction, IndicatorKind

from ..addresses import page
from ..declaring import Dataset, Field, Kind, date, flag, integer, moment, number, string, texts
from .budget import akimat_at
from .discovery import LONG, rounds

KEY = integer("id", _("Key."))


def versions(akimat: Akimat | None) -> QuerySet[PlanVersion]:
    """The one in force of each published plan."""
    found = PlanVersion.objects.filter(plan__round__in=rounds(akimat))
    return found.order_by("plan", "-number").distinct("plan")


def named(akimat: Akimat | None, part: str) -> QuerySet[PlanVersion, Any]:
    """Keys of the `priorities` or `indicators` that versions in force name."""
    rows = KeyTransform(part, KeyTransform("kk", F("content")))
    each = Func(rows, function="jsonb_array_elements", output_field=JSONField(), set_returning=True)
    found = PlanVersion.objects.filter(pk__in=versions(akimat).values("pk"))
    return found.order_by().values_list(
        Cast(KeyTextTransform("id", each), BigIntegerField()), flat=True
    )


def priorities(akimat: Akimat | None) -> QuerySet[Priority]:
    found = Priority.objects.filter(pk__in=named(akimat, "priorities"))
    return found.select_related("round__akimat").defer(*LONG)


def indicators(akimat: Akimat | None) -> QuerySet[Indicator]:
    found = Indicator.objects.filter(pk__in=named(akimat, "indicators"))
    return found.select_related("plan__round__akimat").defer(*(f"plan__{name}" for name in LONG))


def readings(akimat: Akimat | None) -> QuerySet[Reading]:
    """All that were ever entered, corrected ones too."""
    found = Reading.objects.filter(indicator__in=named(akimat, "indicators"))
    return found.select_related("indicator__plan__round__akimat").defer(
        *(f"indicator__plan__{name}" for name in LONG)
    )


def add_published(rows: list[Any]) -> None:
    """`published`: the priority as the version in force has it, by language. One query.

    The rows themselves may have been rewritten since, for a version that is not out yet.
    """
    held: dict[int, dict[str, dict[str, Any]]] = {}
    found = PlanVersion.objects.filter(plan__round__in={row.round_id for row in rows})
    parts = [f"content__{code}__priorities" for code in LANGUAGES]
    for told in found.order_by("plan", "-number").distinct("plan").values_list(*parts):
        for code, listed in zip(LANGUAGES, told, strict=True):
            for one in listed:
                held.setdefault(one["id"], {})[code] = one
    for row in rows:
        row.published = held.get(row.pk, {})


def _text(name: str) -> Any:
    """Where a language is missing the version repeats another one, and says so."""

    def read(row: Any) -> dict[str, str]:
        told = {code: row.published.get(code, {}).get(name, {}) for code in LANGUAGES}
        return {code: one["text"] if one.get("lang") == code else "" for code, one in told.items()}

    return read


def _opportunities(row: Any) -> list[str]:
    return [str(card["id"]) for card in row.published.get("kk", {}).get("opportunities", [])]


PRIORITIES = Dataset(
    name="priorities",
    title=_("Priorities"),
    about=_("What a region decided to build on, as the published plan says it."),
    group="discovery",
    rows=priorities,
    round="round",
    prepare=add_published,
    fields=(
        KEY,
        akimat_at("round."),
        integer("round_id", _("Key of the discovery round.")),
        Field("title", Kind.TEXTS, _("Title."), _text("title")),
        Field("text", Kind.TEXTS, _("In a paragraph."), _text("text")),
        Field(
            "opportunities",
            Kind.STRINGS,
            _("Keys of the opportunities it is made of."),
            _opportunities,
        ),
        Field(
            "page",
            Kind.ADDRESS,
            _("The plan."),
            lambda row: page("edp:plan", row.round.akimat.slug, row.round.slug),
        ),
    ),
)
INDICATORS = Dataset(
    name="indicators",
    title=_("Indicators"),
    about=_("What a published plan is measured by."),
    group="discovery",
    rows=indicators,
    round="plan__round",
    since="baseline_date",
    fields=(
        KEY,
        akimat_at("plan.round."),
        integer("round_id", _("Key of the discovery round."), "plan.round_id"),
        integer("priority_id", _("Key of the priority, where it is of one."), nullable=True),
        texts("title", _("Title.")),
        string("kind", _("What it measures."), codes=IndicatorKind),
        texts("unit", _("Unit.")),
        string("direction", _("Direction."), codes=Direction),
        number("baseline", _("Baseline, in its unit."), "baseline_value"),
        date("baseline_date", _("Baseline measured on.")),
        number("target", _("Target, in its unit."), "target_value"),
        date("target_date", _("Target to be reached by.")),
        integer("months", _("How often it is read."), "frequency", unit=_("months")),
        date("next_due_date", _("Next reading due."), nullable=True),
        texts("source", _("Source.")),
        moment("dropped_at", _("No longer read since."), nullable=True),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page(
                "edp:monitoring_indicator", row.plan.round.akimat.slug, row.plan.round.slug, row.pk
            ),
        ),
    ),
)
READINGS = Dataset(
    name="readings",
    title=_("Readings of indicators"),
    about=_("Values on a day. A correction is another row; the corrected one stays."),
    group="discovery",
    rows=readings,
    round="indicator__plan__round",
    since="date",
    fields=(
        KEY,
        akimat_at("indicator.plan.round."),
        integer("round_id", _("Key of the discovery round."), "indicator.plan.round_id"),
        integer("indicator_id", _("Key of the indicator.")),
        date("date", _("Measured on.")),
        number("value", _("Value, in the unit of the indicator.")),
        texts("note", _("Note.")),
        string("source", _("Source.")),
        flag("is_current", _("Whether it holds: no other row corrects it.")),
        integer("replaces_id", _("Key of the reading it corrects."), nullable=True),
        moment("entered_at", _("Entered.")),
    ),
)
