"""Meetings and hearings: the notice, the papers, the agenda, who comes."""

from .meeting import Meeting, MeetingChange
from .papers import AgendaItem, AgendaProposal, AgendaSupport, MeetingPaper
from .people import EnvironmentRequest, MeetingRegistration

__all__ = [
    "AgendaItem",
    "AgendaProposal",
    "AgendaSupport",
    "EnvironmentRequest",
    "Meeting",
    "MeetingChange",
    "MeetingPaper",
    "MeetingRegistration",
]
