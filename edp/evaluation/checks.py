"""What still stands between a scoring and its opening, a sitting and its publication."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import ngettext

from commons.interface import official
from commons.scoring import operations as scoring
from commons.scoring.enums import CriterionKind
from commons.scoring.models import Figure, Scorecard

from ..models import Evaluation, Resolution, Verdict
from ..opportunities.enums import OpportunityStatus
from .enums import Difference, Outcome
from .errors import ResolutionError
from .rules import RANKED, Line, differences

GONE = (OpportunityStatus.MERGED, OpportunityStatus.SPLIT)


def faults_of(evaluation: Evaluation) -> list[str]:
    """What keeps a scoring from opening, in words; of many missing figures only how many."""
    scorecard = evaluation.scorecard
    return [
        _missing_figures(scorecard) if one.code == "figures_missing" else one.message
        for one in scoring.faults(scorecard)
    ]


def _missing_figures(scorecard: Scorecard) -> str:
    asked = scorecard.criteria.filter(kind=CriterionKind.QUANTITATIVE).count()
    given = Figure.objects.filter(
        alternative__scorecard=scorecard, criterion__kind=CriterionKind.QUANTITATIVE
    ).count()
    missing = asked * scorecard.alternatives.count() - given
    words = ngettext("%(n)s figure is missing.", "%(n)s figures are missing.", missing)
    return words % {"n": missing}


def departures_of(verdicts: Sequence[Verdict]) -> dict[int, Difference]:
    """Where the decision departs from the recommendation, by the number of the opportunity."""
    return differences(
        [Line(v.opportunity_id, v.recommended_rank, v.outcome, v.rank) for v in verdicts]
    )


def problems_of(
    resolution: Resolution, verdicts: Sequence[Verdict], at: datetime
) -> list[ResolutionError]:
    """All of them, those of the sitting first; empty when it can be published."""
    present = resolution.present.count()
    return [
        *_of_sitting(resolution, verdicts, present, at),
        *_of_ranks(verdicts),
        *(problem for verdict in verdicts for problem in _of_verdict(verdict, present)),
        *_of_reasons(verdicts),
    ]


def _of_sitting(
    resolution: Resolution, verdicts: Sequence[Verdict], present: int, at: datetime
) -> list[ResolutionError]:
    found = []
    if resolution.held_date is None:
        found.append(ResolutionError("no_date"))
    elif resolution.held_date > timezone.localdate(at):
        found.append(ResolutionError("in_the_future"))
    if not present:
        found.append(ResolutionError("nobody_present"))
    decided = all(v.outcome for v in verdicts)
    if decided and not any(v.outcome == Outcome.CHOSEN for v in verdicts):
        note = official.read(resolution, "note")
        if official.missing(note):
            found.append(ResolutionError("nothing_taken"))
    return found


def _of_ranks(verdicts: Sequence[Verdict]) -> list[ResolutionError]:
    found = []
    for outcome in RANKED:
        group = [v for v in verdicts if v.outcome == outcome]
        unplaced = [v for v in group if v.rank is None]
        found += [ResolutionError("rank_needed", title=_title(v)) for v in unplaced]
        ranks = sorted(v.rank for v in group if v.rank is not None)
        if not unplaced and ranks != list(range(1, len(group) + 1)):
            words = Outcome(outcome).label
            found.append(ResolutionError("ranks_not_in_row", outcome=words, count=len(group)))
    return found


def _of_verdict(verdict: Verdict, present: int) -> list[ResolutionError]:
    title, found = _title(verdict), []
    if not verdict.outcome:
        found.append(ResolutionError("undecided", title=title))
    opportunity = verdict.opportunity
    if opportunity.status in GONE:
        state = opportunity.get_status_display()
        found.append(ResolutionError("changed_meanwhile", title=title, state=state))
    votes = (verdict.votes_for, verdict.votes_against, verdict.votes_abstained)
    given = [n for n in votes if n is not None]
    if given and len(given) < len(votes):
        found.append(ResolutionError("votes_incomplete", title=title))
    if sum(given) > present > 0:
        found.append(
            ResolutionError("too_many_votes", title=title, votes=sum(given), present=present)
        )
    against, in_favour = verdict.votes_against, verdict.votes_for
    counted = against is not None and in_favour is not None
    if counted and verdict.outcome == Outcome.CHOSEN and (against or 0) > (in_favour or 0):
        found.append(ResolutionError("voted_down", title=title))
    return found


def _of_reasons(verdicts: Sequence[Verdict]) -> list[ResolutionError]:
    """Only once everything is decided: until then nobody knows where the decision departs."""
    if not all(v.outcome for v in verdicts):
        return []
    departures = departures_of(verdicts)
    return [
        ResolutionError(
            "reason_needed", title=_title(v), difference=departures[v.opportunity_id].label
        )
        for v in verdicts
        if v.opportunity_id in departures and official.missing(official.read(v, "reason"))
    ]


def _title(verdict: Verdict) -> str:
    return verdict.opportunity.proposal.title
