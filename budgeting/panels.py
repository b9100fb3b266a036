"""What budgeting shows on the page of a proposal and in lists of proposals."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commons.proposals.models import Proposal
from commons.proposals.panels import Panel, Step

from . import links
from .enums import Decision, ProjectStatus
from .models import Project
from .queries import projects
from .queries.ballots import standing_review
from .tones import TONES

DECISIONS = {
    Decision.FEASIBLE: lambda: _("Found feasible"),
    Decision.CORRECT: lambda: _("Sent back for correction"),
    Decision.INFEASIBLE: lambda: _("Found not feasible"),
}


def of_proposals(request: HttpRequest, proposals: Sequence[Proposal]) -> Mapping[int, Panel]:
    """A panel for each proposal that is a project, in a constant number of queries."""
    found = projects.of_proposals([proposal.pk for proposal in proposals])
    return {project.proposal_id: panel(project) for project in found}


def panel(project: Project) -> Panel:
    status = ProjectStatus(project.status)
    finding = standing_review(project)
    url = links.link("budgeting:project", project.round.akimat.slug, project.round.slug, project.pk)
    return Panel(
        tag=str(status.label),
        tone=TONES[status],
        template="budgeting/panel.html",
        context={
            "project": project,
            "url": url,
            "reason": finding.reason if finding and status == ProjectStatus.INFEASIBLE else "",
        },
        steps=steps(project, url),
    )


def steps(project: Project, url: str) -> list[Step]:
    """Findings and the appeal, the oldest first."""
    found = [
        Step(title=DECISIONS[Decision(review.decision)](), at=review.made_at, url=url)
        for review in reversed(project.reviews.all())
    ]
    appeal = getattr(project, "appeal", None)
    if appeal:
        found.append(Step(title=_("Appeal filed"), at=appeal.filed_at, url=url))
    if appeal and appeal.decided_at:
        title = _("Appeal upheld") if appeal.upheld else _("Appeal dismissed")
        found.append(Step(title=title, at=appeal.decided_at, url=url))
    return found
