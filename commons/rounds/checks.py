"""What must hold before a round takes a step, each with a sentence for the moderator."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, ClassVar, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError
from commons.interface.official import missing, read

from .models import Phase, Round

Words = str | Promise


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. A failed check that blocks stops the step; others warn.

    Each process has a subclass with its `texts`: what is said of a code when it holds, and when
    it does not.
    """

    code: str
    ok: bool
    blocks: bool = True
    params: dict[str, Any] = field(default_factory=dict)
    texts: ClassVar[Mapping[str, tuple[Words, Words]]] = {}

    @property
    def text(self) -> str:
        """The sentence, in the reader's language: what holds, or what is missing."""
        holds, fails = self.texts[self.code]
        return str(holds if self.ok else fails) % self.params

    @property
    def state(self) -> str:
        return "ok" if self.ok else ("stop" if self.blocks else "warn")


C = TypeVar("C", bound=Check)

# The words of what `texts_of` looks at.
TEXTS: dict[str, tuple[Words, Words]] = {
    "title_written": (
        _("The title is written in Kazakh and Russian."),
        _("The title is missing in: %(languages)s."),
    ),
    "summary_written": (
        _("The summary is written in Kazakh and Russian."),
        _("The summary is missing in: %(languages)s."),
    ),
    "rules_written": (
        _("The rules are written in Kazakh and Russian."),
        _("The text of the rules is missing in: %(languages)s."),
    ),
    "english_written": (
        _("There is an English translation."),
        _("There is no complete English translation; the page will say so."),
    ),
}


def texts_of(check: type[C], round: Round) -> Iterator[C]:
    """Whether the texts that every round has are written in the languages they need."""
    names = ("title", "summary", "rules")
    for name in names:
        yield written(check, round, name)
    english = all(read(round, name)["en"].strip() for name in names)
    yield check("english_written", english, blocks=False)


def written(check: type[C], round: Round, name: str) -> C:
    absent = missing(read(round, name))
    return check(f"{name}_written", not absent, params={"languages": listed(absent)})


def in_order(phases: Iterable[Phase]) -> bool:
    """Whether each phase is over when the next one opens."""
    return all(one.closes_at <= other.opens_at for one, other in pairwise(phases))


def listed(words: Iterable[object]) -> str:
    return ", ".join(map(str, words))


def stopping(checks: Iterable[C]) -> list[C]:
    """Those that stand against the step."""
    return [check for check in checks if check.blocks and not check.ok]


def require_all(checks: Iterable[Check], error: type[DomainError]) -> None:
    """Raise the error `checks_failed` with every reason at once."""
    if failed := stopping(checks):
        raise error(
            "checks_failed",
            checks=" ".join(check.text for check in failed),
            codes=[check.code for check in failed],
        )
