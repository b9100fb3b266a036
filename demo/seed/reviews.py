"""What specialists found, and what an author thinks of it."""

from datetime import timedelta
from typing import Any

from budgeting import checklist
from budgeting.enums import Answer, Decision, PhaseKind, ReviewStage
from budgeting.models import Project, Round
from budgeting.operations import appeals, reviewing

from .content import load, texts
from .people import Cast

FINE = [
    "Жер коммуналдық меншікте, құны қазіргі бағаға сай, күтімі жергілікті бюджеттен төленеді.",
    "Земля в коммунальной собственности, стоимость соответствует ценам, содержание берёт бюджет.",
    "The land is communal, the cost follows current prices, and the local budget pays the upkeep.",
]
UPKEEP_SHARE = 0.03


def create(*, round: Round, cast: Cast, partly: bool) -> None:
    """Send the round to review; `partly` leaves those without a written finding undecided."""
    phase = round.phases.get(kind=PhaseKind.REVIEW)
    reviewing.send_to_review(round=round, at=phase.opens_at, actor=cast.moderator)
    findings = {row["title"]: row for row in load("rounds")["finding"]}
    projects = Project.objects.filter(round=round).select_related("proposal").order_by("pk")
    for number, project in enumerate(projects):
        at = phase.opens_at + timedelta(hours=3 + number)
        reviewing.assign(project=project, specialist=cast.specialist, actor=cast.moderator, at=at)
        finding = findings.get(project.proposal.title)
        if finding is None and partly:
            continue
        _review(project, finding or {"decision": Decision.FEASIBLE}, cast, at + timedelta(hours=20))


def _review(project: Project, finding: dict[str, Any], cast: Cast, at: Any) -> None:
    project.refresh_from_db()
    cost = project.proposal.cost_tenge or 0
    answers = dict.fromkeys(checklist.BY_CODE, str(Answer.YES)) | finding.get("answers", {})
    reviewing.review(
        project=project,
        specialist=cast.specialist,
        stage=ReviewStage.FIRST,
        answers=answers,
        cost_tenge=cost,
        upkeep_tenge=round(cost * UPKEEP_SHARE / 1000) * 1000,
        decision=finding["decision"],
        reason=texts(finding.get("reasons", FINE)),
        at=at,
    )
    if appeal := finding.get("appeal"):
        project.refresh_from_db()
        appeals.file_appeal(
            project=project,
            actor=project.proposal.author,
            text=appeal,
            at=at + timedelta(hours=9),
        )
