"""Texts of a plan: `{% load plan %}`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.interface.numbers import decimal

register = template.Library()


@register.simple_tag
def words(text: Mapping[str, Any] | None) -> SafeString:
    """A text of a document in one line, marked with its language where that is another one."""
    if not text or not text["text"]:
        return SafeString("")
    if text["lang"] == get_language():
        return format_html("{}", text["text"])
    return format_html('<span lang="{}">{}</span>', text["lang"], text["text"])


@register.simple_tag
def paragraphs(text: Mapping[str, Any] | None) -> SafeString:
    """A long text of a document, and a note where the translation is older than its original."""
    if not text or not text["text"]:
        return SafeString("")
    body = format_html(
        '<div class="flow" lang="{}">{}</div>',
        text["lang"],
        SafeString(linebreaks(text["text"], autoescape=True)),
    )
    return format_html("{}{}", body, old(text))


@register.simple_tag
def old(text: Mapping[str, Any] | None) -> SafeString:
    """Says that a translation is older than its original; nothing where it is not."""
    if not text or not text["old"]:
        return SafeString("")
    note = _("This translation is older than the original text.")
    return format_html('<p class="small old-text">{}</p>', note)


@register.filter
def figure(value: Decimal | float | None) -> str:
    """A reading, a baseline or a target: no more digits than it has."""
    return "—" if value is None else decimal(float(value), 4)


@register.filter
def marks_of(marks: Mapping[str, Any], key: str) -> Any:
    """What a row of the draft lacks, found by "kind-pk"."""
    return marks.get(key, ())


@register.filter
def key(row: Any, kind: str) -> str:
    """The key of a row among the marks, and its anchor: `{{ priority|key:"priority" }}`."""
    return f"{kind}-{row.pk}"
