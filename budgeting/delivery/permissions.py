"""Who may report on what is being built."""

from typing import Any

from commons.territories.models import Akimat
from commons.territories.permissions import is_staff_of

from ..enums import ProjectStatus
from ..models import Project
from ..results.permissions import is_result_public


def may_report(person: Any, akimat: Akimat) -> bool:
    """Specialists and moderators of the akimat; observers only read."""
    return is_staff_of(person, akimat)


def is_delivery_public(project: Project) -> bool:
    """Winners of published results; until then nobody knows that there is anything to build."""
    return project.status == ProjectStatus.WON and is_result_public(project.round)
