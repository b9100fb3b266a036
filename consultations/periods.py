"""The legal periods, quorums and thresholds of an akimat: settings, with the law's figures as
defaults. A date that was computed from a period is stored with its subject, so that a new setting
counts from then on and moves nothing."""

from datetime import date, datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.territories.models import Akimat
from commons.territories.workdays import add_working_days

_DAYS = [MinValueValidator(1), MaxValueValidator(366)]
_SHARE = [MinValueValidator(1), MaxValueValidator(100)]


def _days(label: Any, default: int) -> Any:
    return models.PositiveSmallIntegerField(label, default=default, validators=_DAYS)


class Periods(models.Model):
    """One row for each akimat that changed something; all others keep the defaults."""

    akimat = models.OneToOneField(
        "territories.Akimat", on_delete=models.CASCADE, related_name="hearing_periods"
    )
    # Law on Public Councils, No 383-V.
    civil_percent = models.PositiveSmallIntegerField(
        _("least share of civil society in a council, %"), default=67, validators=_SHARE
    )
    state_percent = models.PositiveSmallIntegerField(
        _("largest share of the state in a working group, %"), default=33, validators=_SHARE
    )
    quorum_percent = models.PositiveSmallIntegerField(_("quorum, %"), default=67, validators=_SHARE)
    term_years = models.PositiveSmallIntegerField(_("term of a council, years"), default=3)
    formation_months = models.PositiveSmallIntegerField(
        _("a working group begins before the end of the term, months"), default=2
    )
    council_min = models.PositiveSmallIntegerField(_("fewest members of a council"), default=5)
    council_max = models.PositiveSmallIntegerField(_("most members of a council"), default=30)
    # Law on Public Control, No 30-VIII, article 13.
    document_days = _days(_("final document is sent within, working days"), 7)
    reply_days = _days(_("reply to a recommendation, working days"), 10)
    heard_days = _days(_("notice to the author who is to be heard, working days"), 3)
    # Notice before a meeting: calendar days.
    council_notice_days = _days(_("notice of a council meeting, calendar days"), 10)
    hearing_notice_days = _days(_("notice of a public hearing, calendar days"), 15)
    environment_notice_days = _days(_("notice of an environmental hearing, calendar days"), 30)
    environment_answer_days = _days(
        _("answer to a request for an environmental hearing, working days"), 5
    )
    planning_notice_days = _days(_("notice of an urban-planning meeting, calendar days"), 20)
    open_notice_days = _days(_("notice of an open meeting of a state body, calendar days"), 3)
    # The law names no day for these: practice of councils, set by the akimat.
    papers_days = _days(_("papers of a meeting are open before it, calendar days"), 5)
    agenda_days = _days(_("proposals for an agenda end before the meeting, calendar days"), 5)
    agenda_answer_days = _days(_("decision on a proposal for an agenda, working days"), 3)
    minutes_days = _days(_("minutes are published within, working days"), 5)
    # No law in the sources gives a figure for these two: practice.
    minutes_appeal_days = _days(_("appeal against minutes within, working days"), 10)
    minutes_appeal_answer_days = _days(_("answer to an appeal against minutes, working days"), 15)
    draft_days = _days(_("discussion of a draft, working days"), 15)
    draft_answer_days = _days(_("answer to a remark on a draft, working days"), 10)
    question_days = _days(_("reply to a question to the akim, working days"), 15)
    petition_moderation_days = _days(_("moderation of a petition, working days"), 20)
    petition_reply_days = _days(_("consideration of a petition, working days"), 40)
    petition_public_at = models.PositiveIntegerField(
        _("a petition is listed from so many signatures"), default=50
    )
    petition_months = models.PositiveSmallIntegerField(
        _("signatures are gathered for, months"), default=6
    )
    petition_akimat = models.PositiveIntegerField(
        _("signatures for consideration by a district akimat"), default=2500
    )
    petition_maslikhat = models.PositiveIntegerField(
        _("signatures for consideration by a district maslikhat"), default=5000
    )
    # Of an oblast, in hundredths of a percent of its population.
    petition_region_akimat = models.PositiveSmallIntegerField(
        _("signatures for an oblast akimat, hundredths of a percent of the population"),
        default=100,
    )
    petition_region_maslikhat = models.PositiveSmallIntegerField(
        _("signatures for an oblast maslikhat, hundredths of a percent of the population"),
        default=200,
    )
    population = models.PositiveIntegerField(
        _("population of the territory"), null=True, blank=True
    )
    population_source = models.CharField(_("source of the population"), max_length=200, blank=True)
    # Where the akimat sits: what takes place elsewhere is outside the centre.
    centre = models.ForeignKey(
        "territories.Territory",
        verbose_name=_("district or city where the akimat sits"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Fewer people than these are never shown as a group of their own.
    least_group = models.PositiveSmallIntegerField(_("smallest group that is shown"), default=5)

    class Meta:
        verbose_name = _("periods of hearings")
        verbose_name_plural = _("periods of hearings")

    def __str__(self) -> str:
        return str(self.akimat)


def periods_of(akimat: Akimat) -> Periods:
    """The akimat's settings, or the defaults; one query, remembered on the akimat."""
    held: Periods | None = akimat.__dict__.get("_hearing_periods")
    if held is None:
        held = Periods.objects.filter(akimat=akimat).first() or Periods(akimat=akimat)
        akimat.__dict__["_hearing_periods"] = held
    return held


def due_on(since: datetime, days: int) -> date:
    """The last working day of a period that begins on the day after `since`."""
    return add_working_days(timezone.localdate(since), days)
