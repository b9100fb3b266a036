"""What can go wrong with a file of places or people, and the words for it."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class TableError(DomainError):
    """A table cannot be read at all; a bad line alone is reported as a Fault."""

    texts: ClassVar[Mapping[str, str | Promise]] = {
        "not_utf8": _(
            "The file is not UTF-8 text (byte %(position)s). Save it as “CSV UTF-8” and try again."
        ),
        "too_large": _("The file is larger than %(megabytes)s MB. Split it into parts."),
        "empty": _("The file is empty."),
        "header": _(
            "Line 1: expected the columns %(expected)s; missing: %(missing)s; found: %(found)s."
        ),
    }


class OutlineError(DomainError):
    """A file of outlines cannot be used; nothing of it was stored."""

    texts: ClassVar[Mapping[str, str | Promise]] = {
        "not_json": _("Line %(line)s, column %(column)s: this is not JSON: %(reason)s."),
        "kind": _("Expected a TopoJSON Topology or a GeoJSON FeatureCollection, found %(found)s."),
        "member": _("%(where)s: expected %(expected)s."),
        "no_kato": _("%(where)s: expected a property “kato” of 9 digits."),
    }
