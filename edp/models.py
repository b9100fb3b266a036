"""Discovery rounds and their stages; what happens in them is in the packages beside this file."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.rounds.models import Amendment as AbstractAmendment
from commons.rounds.models import Phase as AbstractPhase
from commons.rounds.models import Round as AbstractRound

from .enums import RoundKind, RoundStatus, StageKind

PERCENT = [MaxValueValidator(100)]


class Round(AbstractRound):
    """An Entrepreneurial Discovery Process of an akimat. What stands below `call` is a rule."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=RoundKind.choices, default=RoundKind.REGION
    )
    status = models.CharField(
        _("state"), max_length=10, choices=RoundStatus.choices, default=RoundStatus.DRAFT
    )
    # What the round is about where that is not the whole economy: a town's trade, a cluster.
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    mandate = models.TextField(_("mandate: who asked for the round, and why"), blank=True)
    mandate_act = models.CharField(_("act of the mandate"), max_length=200, blank=True)
    mandate_date = models.DateField(_("date of the act"), null=True, blank=True)
    previous = models.ForeignKey(
        "self",
        verbose_name=_("opened by the review of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="next_rounds",
    )
    remind_after_days = models.PositiveSmallIntegerField(
        _("an invitation without an answer is repeated once, after days"), default=5
    )
    call = models.OneToOneField(
        "proposals.Call",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="discovery_round",
    )
    open_signup = models.BooleanField(_("organisations may sign up by themselves"), default=True)
    one_seat = models.BooleanField(_("one seat per organisation"), default=True)
    min_sector_percent = models.PositiveSmallIntegerField(
        _("least share of each sector, %"), default=15, validators=PERCENT
    )
    min_newcomers_percent = models.PositiveSmallIntegerField(
        _("least share of newcomers, %"), default=30, validators=PERCENT
    )
    min_small_firms_percent = models.PositiveSmallIntegerField(
        _("least share of small firms among firms, %"), default=50, validators=PERCENT
    )
    min_women_percent = models.PositiveSmallIntegerField(
        _("least share of women, %"), default=30, validators=PERCENT
    )
    min_districts_percent = models.PositiveSmallIntegerField(
        _("least share of districts with a voice, %"), default=50, validators=PERCENT
    )
    min_reviews = models.PositiveSmallIntegerField(
        _("least reviews of each opportunity"), default=3, validators=[MinValueValidator(1)]
    )
    reply_days = models.PositiveSmallIntegerField(
        _("reply to a comment of the consultation, working days"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    # Of a competition: what the winners may call themselves and what they get.
    label = models.CharField(_("label"), max_length=120, blank=True)
    prize_tenge = models.PositiveBigIntegerField(
        _("support for each winner, tenge"), null=True, blank=True
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    close_reason = models.TextField(_("why it was closed early"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(AbstractRound.Meta):
        verbose_name = _("discovery round")
        verbose_name_plural = _("discovery rounds")
        ordering = ["-announced_at", "-pk"]


class Phase(AbstractPhase):
    """A stage of the round. Empty texts fall back to the site's own words for its kind."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("stage"), max_length=12, choices=StageKind.choices)
    what = models.TextField(_("what happens"), max_length=1500, blank=True)
    who = models.TextField(_("who takes part"), max_length=1500, blank=True)
    outcome = models.TextField(_("what came of it"), max_length=3000, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(AbstractPhase.Meta):
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            *AbstractPhase.Meta.constraints,
            models.UniqueConstraint(fields=["round", "kind"], name="discovery_stage_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Amendment(AbstractAmendment):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="amendments")


from .consultation.models import *  # noqa: E402, F403
from .evaluation.models import *  # noqa: E402, F403
from .events.models import *  # noqa: E402, F403
from .evidence.models import *  # noqa: E402, F403
from .monitoring.models import *  # noqa: E402, F403
from .opportunities.models import *  # noqa: E402, F403
from .plan.models import *  # noqa: E402, F403
from .stakeholders.models import *  # noqa: E402, F403
from .statistics.models import *  # noqa: E402, F403
from .surveys.models import *  # noqa: E402, F403
