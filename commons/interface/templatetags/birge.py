"""Filters and tags for every page: `{% load birge %}`."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .. import charts, dates, numbers, summary, tilemap
from ..languages import language_links

register = template.Library()

register.filter("tenge", numbers.tenge)
register.filter("millions", numbers.millions)
register.filter("percent", numbers.percent)


@register.filter
def number(value: numbers.Number | None) -> str:
    return numbers.NONE if value is None else numbers.grouped(value)


def _dated(name: str, words: Callable[[Any], str]) -> None:
    """A filter that shows nothing where there is no date yet."""

    def shown(value: dates.Moment | None) -> str:
        return words(value) if value else ""

    register.filter(name, shown)


_dated("kzdate", dates.long_date)
_dated("kzday", dates.day_month)
_dated("kzmonth", dates.month_year)
_dated("kzmonthname", dates.month_name)
_dated("kztime", dates.clock)
_dated("kzdatetime", dates.date_time)
_dated("relative", dates.relative)
_dated("days_left", dates.days_left)

WHEN: dict[str, Callable[[Any], str]] = {
    "date": dates.long_date,
    "day": dates.day_month,
    "datetime": dates.date_time,
    "relative": dates.relative,
    "left": dates.days_left,
}


@register.simple_tag
def when(value: dates.Moment | None, style: str = "date") -> str:
    """`{% when round.closes_at "datetime" %}`: a time element in the reader's language."""
    if not value:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    words = WHEN[style](value)
    if style in ("relative", "left"):
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            local.isoformat(),
            dates.long_date(value),
            words,
        )
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


# --- the frame ---


@register.inclusion_tag("components/mark.html")
def mark() -> dict[str, Any]:
    return {}


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context: template.Context) -> dict[str, Any]:
    request = context.get("request")
    known = context.get("languages")  # from the context processor, where that has run
    return {"languages": known or (language_links(request) if request else [])}


@register.simple_tag
def brand_href(hue: int, chroma_milli: int) -> str:
    """Address of an akimat's colours; the chroma in thousandths."""
    return reverse("interface:brand", args=[hue % 360, min(max(chroma_milli, 20), 105)])


@register.simple_tag(takes_context=True)
def nav_item(context: template.Context, href: str, label: str, exact: bool = False) -> str:
    """A list item of the main menu, marked when the reader is on or below its address."""
    if not href:
        return ""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    here = SafeString("")
    if path == href:
        here = SafeString(' aria-current="page"')
    elif not exact and path.startswith(href) and href != "/":
        here = SafeString(' aria-current="true"')
    return format_html('<li><a href="{}"{}>{}</a></li>', href, here, label)


# --- forms ---


@register.filter
def widget_kind(bound: BoundField) -> str:
    """How field.html lays the widget out."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.CheckboxSelectMultiple, "choices"),
        (forms.RadioSelect, "choices"),
        (forms.CheckboxInput, "checkbox"),
        (forms.FileInput, "file"),
        (forms.MultiWidget, "several"),
        (forms.SelectDateWidget, "several"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
    )
    return next((kind for base, kind in kinds if isinstance(widget, base)), "text")


@register.simple_tag
def field(bound: BoundField, label: str = "", hint: str = "", **attrs: Any) -> str:
    """`{% field form.title rows=3 autocomplete="off" %}`: label, hint, error and input."""
    if label:
        bound.label = label
    if hint:
        bound.help_text = hint
    bound.field.widget.attrs.update({name.replace("_", "-"): v for name, v in attrs.items()})
    return bound.as_field_group()


@register.simple_tag
def described(bound: BoundField) -> str:
    """The widget, tied to its hint and error even where Django leaves that to a fieldset."""
    attrs: dict[str, str | bool] = {}
    if bound.use_fieldset and bound.aria_describedby:
        attrs["aria-describedby"] = bound.aria_describedby
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*shown: Any, title: str = "") -> dict[str, Any]:
    """What is wrong, with links to the fields. Takes forms and formsets."""
    return {"problems": summary.problems(shown), "title": title}


# --- lists and navigation ---


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """Links that keep the query; nothing at all for a single page."""
    request: HttpRequest | None = context.get("request")
    kept = [
        (key, value)
        for key, values in (request.GET.lists() if request else [])
        if key != name
        for value in values
    ]

    def href(number: int) -> str:
        return "?" + urlencode([*kept, (name, number)])

    pages = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "previous": href(page.previous_page_number()) if page.has_previous() else "",
        "next": href(page.next_page_number()) if page.has_next() else "",
        "links": [(n, href(n) if isinstance(n, int) else "") for n in pages],
    }


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """Items with `title`, `state` ("done", "now" or ""), and `at`, `until`, `text`, `url`."""
    return {"items": items}


@register.inclusion_tag("components/rail.html")
def rail(items: Iterable[Any]) -> dict[str, Any]:
    """Stages of a round in one row: items with `title` and `state` ("done", "now" or "")."""
    return {"items": items}


@register.inclusion_tag("components/steps.html")
def steps(current: int, *titles: str) -> dict[str, Any]:
    """`{% steps 2 _("Choose") _("Check") _("Confirm") %}`."""
    return {"current": current, "titles": titles}


@register.simple_tag
def status_tag(status: str, label: str, tone: str = "") -> str:
    """Tones: "" (brand), good, sun, bad, plain. The words carry the meaning, the colour helps."""
    css_class = f"tag tag--{tone}" if tone else "tag"
    return format_html('<span class="{}" data-status="{}">{}</span>', css_class, status, label)


# --- amounts and charts ---


@register.simple_tag
def bar(share: float | None, tone: str = "") -> str:
    """A bar without words, beside its number. A share of 1; above 1 it is full."""
    css_class = f"bar bar--{tone}" if tone else "bar"
    return format_html(
        '<svg class="{}" aria-hidden="true" preserveAspectRatio="none">'
        '<rect class="track" width="100%" height="100%" rx="3"/>'
        '<rect class="fill" width="{}" height="100%" rx="3"/></svg>',
        css_class,
        charts.width(share or 0.0),
    )


@register.inclusion_tag("components/meter.html")
def meter(value: float, maximum: float, label: str, text: str = "") -> dict[str, Any]:
    """A labelled amount of a whole: signatures of the needed number, money of the budget."""
    share = value / maximum if maximum else 0.0
    return {"label": label, "text": text or numbers.percent(share), "share": share}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str) -> dict[str, Any]:
    """Work in the background; without a total it says that it is under way."""
    share = min(1.0, done / total) if total else None
    return {"done": done, "total": total, "label": label, "share": share}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(
    rows: Iterable[Any],
    title: str = "",
    description: str = "",
    value_label: str = "",
    row_label: str = "",
    maximum: float | None = None,
) -> dict[str, Any]:
    """Rows as (label, value[, formatted]) or with `tone`, `url`, `note`, `tag`, `tag_tone` too."""
    return {
        "rows": charts.bars(rows, maximum),
        "title": title,
        "description": description,
        "value_label": value_label,
        "row_label": row_label,
    }


@register.inclusion_tag("components/stacked_bar.html")
def stacked_bar(
    rows: Iterable[Any],
    title: str = "",
    description: str = "",
    value_label: str = "",
    row_label: str = "",
) -> dict[str, Any]:
    """Parts of a whole in one bar; its key is the table of the same numbers."""
    return {
        "rows": charts.segments(rows),
        "title": title,
        "description": description,
        "value_label": value_label,
        "row_label": row_label,
    }


@register.inclusion_tag("components/tile_map.html")
def tile_map(tiles: Iterable[Any], title: str = "", count_label: str = "") -> dict[str, Any]:
    """Twenty regions; items with `iso`, `state` and perhaps `label`, `url`, `count`."""
    shown = tilemap.tiles_of(tiles)
    return {
        "tiles": shown,
        "key": tilemap.key_of(tile.state for tile in shown),
        "title": title,
        "count_label": count_label,
        "view_box": tilemap.view_box(),
        "hexagon": tilemap.hexagon(),
        "ring": tilemap.hexagon(44, 8),
        "language": get_language(),
    }


@register.inclusion_tag("components/outline_map.html")
def outline_map(
    shapes: Iterable[Any], view_box: str = "0 0 400 300", title: str = "", count_label: str = ""
) -> dict[str, Any]:
    """Real outlines: items with `d`, `label`, `state`, `url`, `count`, `x`, `y`, `short`."""
    shown = tilemap.shapes_of(shapes)
    return {
        "shapes": shown,
        "key": tilemap.key_of(shape.state for shape in shown),
        "title": title,
        "count_label": count_label,
        "view_box": view_box,
        "scale": tilemap.label_scale(view_box),
    }
