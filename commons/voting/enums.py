"""Ballot formats and the states of a poll."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BallotFormat(models.TextChoices):
    APPROVAL = "approval", _("choose several")
    KNAPSACK = "knapsack", _("spend the budget")
    SINGLE = "single", _("choose one")
    POINTS = "points", _("share points")
    SCORE = "score", _("give each a mark")
    ORDINAL = "ordinal", _("rank the best")
    YES_NO = "yes_no", _("yes or no to each")


class PollStatus(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Channel(models.TextChoices):
    ONLINE = "online", _("online")
    PAPER = "paper", _("paper")
    ASSISTED = "assisted", _("with an officer's help")


class TallyStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class BatchStatus(models.TextChoices):
    ENTERED = "entered", _("waiting for a second officer")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")


class LeafKind(models.TextChoices):
    SETUP = "setup", _("rules, options and roll")
    BALLOT = "ballot", _("ballot")
    CLOSE = "close", _("close")
    AUDIT = "audit", _("audit of the roll")
    RESULT = "result", _("result and published files")
    DESTROYED = "destroyed", _("destruction of the key")


class PublicationStatus(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("published")
    FAILED = "failed", _("failed")
