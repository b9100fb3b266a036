"""What must hold before a round is announced, each with a sentence for the moderator."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from commons.interface.dates import long_date
from commons.interface.official import missing, read

from .check_texts import TEXTS
from .enums import STAGE_ORDER, RoundKind, StageKind
from .errors import DiscoveryError
from .models import Round
from .queries import stages

TEXTS_NEEDED = ("title", "summary", "rules")
# Without these a round would end in nothing; the others may be left out.
STAGES_NEEDED = (StageKind.DISCOVERY,)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. A failed check that blocks stops the announcement."""

    code: str
    ok: bool
    blocks: bool = True
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence, in the reader's language: what holds, or what is missing."""
        holds, fails = TEXTS[self.code]
        return str(holds if self.ok else fails) % self.params

    @property
    def state(self) -> str:
        return "ok" if self.ok else ("stop" if self.blocks else "warn")


def checks(round: Round, at: datetime) -> list[Check]:
    """All checks, in the order in which a moderator would work through them."""
    return [*_texts(round), *_mandate(round, at), *_stages(round, at), *_rules(round)]


def blocking(round: Round, at: datetime) -> list[Check]:
    return [check for check in checks(round, at) if check.blocks and not check.ok]


def require_checks(round: Round, at: datetime) -> None:
    """Raise DiscoveryError `checks_failed` with every reason at once."""
    if failed := blocking(round, at):
        raise DiscoveryError(
            "checks_failed",
            checks=" ".join(check.text for check in failed),
            codes=[check.code for check in failed],
        )


def _texts(round: Round) -> Iterator[Check]:
    for name in TEXTS_NEEDED:
        absent = missing(read(round, name))
        yield Check(f"{name}_written", not absent, params={"languages": _list(absent)})
    english = all(read(round, name)["en"] for name in TEXTS_NEEDED)
    yield Check("english_written", english, blocks=False)
    if round.kind == RoundKind.PLAN:
        absent = missing(read(round, "subject"))
        yield Check("subject_written", not absent, params={"languages": _list(absent)})


def _mandate(round: Round, at: datetime) -> Iterator[Check]:
    for name in ("mandate", "mandate_act"):
        absent = missing(read(round, name))
        yield Check(f"{name}_written", not absent, params={"languages": _list(absent)})
    day = round.mandate_date
    yield Check("mandate_dated", day is not None)
    if day is not None:
        yield Check("mandate_first", day <= at.date(), params={"date": long_date(day)})


def _stages(round: Round, at: datetime) -> Iterator[Check]:
    spans = stages.by_kind(round)
    absent = [StageKind(kind).label for kind in STAGES_NEEDED if kind not in spans]
    yield Check("stages_needed", not absent, params={"stages": _list(absent)})
    skipped = [
        str(StageKind(kind).label)
        for kind in STAGE_ORDER
        if kind not in spans and kind not in STAGES_NEEDED
    ]
    yield Check("stages_complete", not skipped, blocks=False, params={"stages": _list(skipped)})
    in_order = all(a.closes_at <= b.opens_at for a, b in pairwise(spans.values()))
    yield Check("stages_in_order", in_order)
    discovery = spans.get(StageKind.DISCOVERY)
    if discovery is None:
        return
    # A round that is over altogether is entered as a record of what was done elsewhere or before.
    is_record = all(phase.is_over(at) for phase in spans.values())
    yield Check("discovery_ahead", is_record or discovery.opens_at >= at)
    if is_record:
        yield Check("not_only_a_record", False, blocks=False)


def _rules(round: Round) -> Iterator[Check]:
    # Four sectors of at least a quarter each would leave no room for a hundred-and-first.
    yield Check("thresholds_possible", round.min_sector_percent <= 25)
    yield Check("reviews_enough", round.min_reviews >= 3, blocks=False)
    yield Check("call_ready", round.call is not None)
    if round.kind == RoundKind.COMPETITION:
        absent = missing(read(round, "label"))
        yield Check("label_written", not absent, params={"languages": _list(absent)})


def _list(words: Any) -> str:
    return ", ".join(map(str, words))
