"""Technology readiness levels 1 to 9 in plain words.

The scale is that of ISO 16290 and of the European Commission's programmes; the words are ours.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEVELS: dict[int, str | Promise] = {
    1: _("the principle is known"),
    2: _("the use is described"),
    3: _("a first trial showed that it can work"),
    4: _("it works in a laboratory or on a desk"),
    5: _("it works in conditions like the real ones"),
    6: _("a prototype was shown in conditions like the real ones"),
    7: _("a prototype works where it will be used"),
    8: _("it is finished, tested and allowed"),
    9: _("it is in everyday use or on sale"),
}


def words(level: int | None) -> str:
    return str(LEVELS[level]) if level else ""
