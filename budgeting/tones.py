"""Tones of the tags that name the state of a project; the words carry the meaning."""

from .enums import ProjectStatus

TONES = {
    ProjectStatus.REVIEW: "plain",
    ProjectStatus.FEASIBLE: "good",
    ProjectStatus.CORRECTION: "sun",
    ProjectStatus.INFEASIBLE: "bad",
    ProjectStatus.APPEALED: "sun",
    ProjectStatus.ON_BALLOT: "",
    ProjectStatus.WON: "good",
    ProjectStatus.LOST: "plain",
    ProjectStatus.LEFT: "plain",
}
