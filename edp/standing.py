"""Where a round stands now, by its clock and by what its moderators have done."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from commons.rounds import standing as standings

from .enums import RoundStatus, StageKind
from .models import Round
from .queries import stages


class Standing(standings.Standing):
    @property
    def takes_part(self) -> bool:
        """Whether everybody can bring something in now."""
        return self.code in (StageKind.EVIDENCE, StageKind.DISCOVERY, StageKind.CONSULTATION)

    @property
    def is_past(self) -> bool:
        return self.code in ("closed", "finished")


# Code: words, tone of the tag, state on the map.
WORDS: dict[str, standings.Words] = {
    **standings.WORDS,
    StageKind.MANDATE: (_("being set up"), "plain", "preparing"),
    StageKind.EVIDENCE: (_("evidence is gathered"), "sun", "intake"),
    StageKind.DISCOVERY: (_("ideas are open"), "sun", "intake"),
    StageKind.EVALUATION: (_("ideas are scored"), "", "review"),
    StageKind.CONSULTATION: (_("public consultation is open"), "sun", "voting"),
    StageKind.DECISION: (_("decision under way"), "", "review"),
    StageKind.PLAN: (_("plan being written"), "", "result"),
    StageKind.MONITORING: (_("plan under way"), "good", "delivery"),
    "between": (_("between two stages"), "plain", "review"),
    "closed": (_("closed"), "plain", "result"),
}


def standing(round: Round, at: datetime) -> Standing:
    """Works on prefetched stages without a query."""
    code, until = _code(round, at)
    return Standing(code, *WORDS[code], until)


def _code(round: Round, at: datetime) -> tuple[str, datetime | None]:
    if round.status == RoundStatus.DRAFT:
        return "draft", None
    if round.status == RoundStatus.CLOSED:
        return "closed", None
    now = stages.current(round, at)
    if now is not None:
        return now.kind, now.closes_at
    held = list(stages.by_kind(round).values())
    if not held or at < held[0].opens_at:
        return "ahead", None
    return ("finished" if held[-1].is_over(at) else "between"), None
