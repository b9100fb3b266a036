"""`{% load voting %}`: hashes as people can compare them."""

from collections.abc import Iterator

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

GROUP = 8


def _groups(text: str) -> Iterator[str]:
    return (text[start : start + GROUP] for start in range(0, len(text), GROUP))


@register.filter
def grouped_hash(value: str | bytes | memoryview) -> SafeString:
    """In groups of eight that wrap between them, and that are copied without any gap."""
    text = value if isinstance(value, str) else bytes(value).hex()
    parts = format_html_join(SafeString("<wbr>"), "<span>{}</span>", ((g,) for g in _groups(text)))
    return SafeString(f'<code class="sum" translate="no">{parts}</code>')


@register.filter
def short_hash(value: str | bytes | memoryview) -> str:
    """The first eight digits, for sentences."""
    text = value if isinstance(value, str) else bytes(value).hex()
    return f"{text[:GROUP]}…"
