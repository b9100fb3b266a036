"""Where a round stands now: a code with its words, for lists, tags and the map."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = tuple[str | Promise, str, str]


@dataclass(frozen=True)
class Standing:
    """`on_map` is the state a region has on the map; `until` ends what is open now."""

    code: str
    label: str | Promise
    tone: str
    on_map: str
    until: datetime | None = None


# Before the first phase and after the last one. Code: words, tone of the tag, state on the map.
WORDS: dict[str, Words] = {
    "draft": (_("being prepared"), "plain", "none"),
    "ahead": (_("begins soon"), "plain", "preparing"),
    "finished": (_("finished"), "plain", "result"),
}
