"""What must hold before a round is announced, each with a sentence for the moderator."""

from collections.abc import Iterator
from datetime import datetime

from commons.interface.dates import long_date
from commons.rounds import checks as rounds
from commons.rounds.checks import in_order, listed, require_all, texts_of, written

from .check_texts import TEXTS
from .enums import STAGE_ORDER, RoundKind, StageKind
from .errors import DiscoveryError
from .models import Round
from .queries import stages

# Without these a round would end in nothing; the others may be left out.
STAGES_NEEDED = (StageKind.DISCOVERY,)


class Check(rounds.Check):
    texts = TEXTS


def checks(round: Round, at: datetime) -> list[Check]:
    """All checks, in the order in which a moderator would work through them."""
    return [*_texts(round), *_mandate(round, at), *_stages(round, at), *_rules(round)]


def require_checks(round: Round, at: datetime) -> None:
    """Raise DiscoveryError `checks_failed` with every reason at once."""
    require_all(checks(round, at), DiscoveryError)


def _texts(round: Round) -> Iterator[Check]:
    yield from texts_of(Check, round)
    if round.kind == RoundKind.PLAN:
        yield written(Check, round, "subject")


def _mandate(round: Round, at: datetime) -> Iterator[Check]:
    for name in ("mandate", "mandate_act"):
        yield written(Check, round, name)
    day = round.mandate_date
    yield Check("mandate_dated", day is not None)
    if day is not None:
        yield Check("mandate_first", day <= at.date(), params={"date": long_date(day)})


def _stages(round: Round, at: datetime) -> Iterator[Check]:
    spans = stages.by_kind(round)
    absent = [StageKind(kind).label for kind in STAGES_NEEDED if kind not in spans]
    yield Check("stages_needed", not absent, params={"stages": listed(absent)})
    skipped = [
        str(StageKind(kind).label)
        for kind in STAGE_ORDER
        if kind not in spans and kind not in STAGES_NEEDED
    ]
    yield Check("stages_complete", not skipped, blocks=False, params={"stages": listed(skipped)})
    yield Check("stages_in_order", in_order(spans.values()))
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
        yield written(Check, round, "label")
