"""How far a project is, told by its milestones: the columns of the board."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from ..enums import MilestoneKind
from ..models import Project
from .queries import is_late

# In the order of the board: (words, tone of the tag, class of the column).
STATES = {
    "late": (_("late"), "bad", "late"),
    "works": (_("being built"), "sun", "now"),
    "tender": (_("design and tender"), "", ""),
    "planned": (_("planned"), "plain", ""),
    "done": (_("done"), "good", "good"),
}
PREPARING = {MilestoneKind.DESIGN, MilestoneKind.TENDER, MilestoneKind.CONTRACT}


def state(project: Project, today: date) -> str:
    """A code of STATES. Reads prefetched milestones and contracts."""
    steps = {milestone.kind: milestone for milestone in project.milestones.all()}
    done = {kind for kind, milestone in steps.items() if milestone.done_date}
    last = MilestoneKind.OPENED if MilestoneKind.OPENED in steps else MilestoneKind.ACCEPTANCE
    if last in done:
        return "done"
    if any(is_late(milestone, today) for milestone in steps.values()):
        return "late"
    if done & {MilestoneKind.WORKS, MilestoneKind.ACCEPTANCE}:
        return "works"
    if done & PREPARING or project.contracts.all():
        return "tender"
    return "planned"
