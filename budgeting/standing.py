"""Where a round stands now, by its clock and by what its moderators have done."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from commons.rounds import standing as standings

from .enums import PhaseKind, RoundStatus
from .models import Phase, Round
from .queries import phases


class Standing(standings.Standing):
    @property
    def takes_part(self) -> bool:
        """Whether residents can propose or vote now."""
        return self.code in ("intake", "voting")


# Code: words, tone of the tag, state on the map.
WORDS: dict[str, standings.Words] = {
    **standings.WORDS,
    "intake": (_("proposals are open"), "sun", "intake"),
    "review": (_("proposals under review"), "", "review"),
    "correction": (_("corrections and appeals"), "", "review"),
    "ballot": (_("ballot being prepared"), "", "review"),
    "voting": (_("voting is open"), "sun", "voting"),
    "counting": (_("votes being counted"), "", "review"),
    "result": (_("result published"), "good", "result"),
    "delivery": (_("projects being built"), "good", "delivery"),
}
# The most pressing state of several rounds is the one shown on the map.
MAP_ORDER = ("voting", "intake", "review", "preparing", "delivery", "result", "none")


def standing(round: Round, at: datetime) -> Standing:
    """Works on prefetched phases without a query."""
    code, until = _code(round, at)
    return Standing(code, *WORDS[code], until)


def _code(round: Round, at: datetime) -> tuple[str, datetime | None]:
    if round.status == RoundStatus.DRAFT:
        return "draft", None
    if round.status == RoundStatus.RESULT_PUBLISHED:
        return _after_result(round, at)
    if round.status in (RoundStatus.VOTING_CLOSED, RoundStatus.COUNTED):
        return "counting", None
    spans = phases.by_kind(round)
    voting = spans.get(PhaseKind.VOTING)
    if round.status == RoundStatus.VOTING_OPEN:
        if voting and voting.is_over(at):
            return "counting", None
        return "voting", voting.closes_at if voting else None
    now = phases.current(round, at)
    if now and now.kind in (PhaseKind.INTAKE, PhaseKind.REVIEW, PhaseKind.CORRECTION):
        return now.kind, now.closes_at
    return _between(spans.get(PhaseKind.INTAKE), at), None


def _between(intake: Phase | None, at: datetime) -> str:
    """Between phases, or late: the clock is past the intake and no vote is open."""
    return "ahead" if intake is None or at < intake.opens_at else "ballot"


def _after_result(round: Round, at: datetime) -> tuple[str, datetime | None]:
    delivery = phases.phase(round, PhaseKind.DELIVERY)
    if delivery is None or at < delivery.opens_at:
        return "result", None
    return ("finished", None) if delivery.is_over(at) else ("delivery", delivery.closes_at)


def most_pressing(states: set[str]) -> str:
    """Of several states on the map, the one to show."""
    return next((state for state in MAP_ORDER if state in states), "none")
