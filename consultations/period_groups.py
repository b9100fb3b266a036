"""The settings of hearings in groups, each with the law or practice that its figures come from."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Group:
    """`fields` are names of columns of Periods."""

    title: str | Promise
    source: str | Promise
    fields: tuple[str, ...]


GROUPS = (
    Group(
        _("Public councils"),
        _("Law on Public Councils, No. 383-V of 2 November 2015"),
        (
            "civil_percent",
            "state_percent",
            "quorum_percent",
            "term_years",
            "formation_months",
            "council_min",
            "council_max",
            "centre",
        ),
    ),
    Group(
        _("Recommendations and replies"),
        _("Law on Public Control, No. 30-VIII of 2 October 2023, article 13"),
        ("document_days", "reply_days", "heard_days"),
    ),
    Group(
        _("Meetings and hearings"),
        _("Environmental and urban-planning law; the rest is set by the akimat"),
        (
            "council_notice_days",
            "hearing_notice_days",
            "environment_notice_days",
            "environment_answer_days",
            "planning_notice_days",
            "open_notice_days",
            "papers_days",
            "agenda_days",
            "agenda_answer_days",
            "minutes_days",
            "minutes_appeal_days",
            "minutes_appeal_answer_days",
        ),
    ),
    Group(
        _("Draft documents and questions"),
        _("Law on Legal Acts; the periods for answers are set by the akimat"),
        ("draft_days", "draft_answer_days", "question_days"),
    ),
    Group(
        _("Petitions"),
        _("Administrative Procedural Code, chapter on petitions"),
        (
            "petition_moderation_days",
            "petition_reply_days",
            "petition_public_at",
            "petition_months",
            "petition_akimat",
            "petition_maslikhat",
            "petition_region_akimat",
            "petition_region_maslikhat",
            "population",
            "population_source",
        ),
    ),
    Group(
        _("Protection of small groups"),
        _("Set by the akimat"),
        ("least_group",),
    ),
)
