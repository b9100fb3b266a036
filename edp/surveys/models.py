"""Surveys: pages of questions, and what people answered."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .enums import Audience, QuestionKind, Reading, ResultsShown, SurveyStatus

__all__ = ["Answer", "Option", "Question", "Survey", "SurveyPage", "SurveyResponse"]


class Survey(models.Model):
    """Changed only as a draft. Whether it is open is asked of a clock."""

    round = models.ForeignKey("edp.Round", on_delete=models.CASCADE, related_name="surveys")
    title = models.CharField(_("title"), max_length=150)
    intro = models.TextField(_("what it is for"), max_length=2000)
    status = models.CharField(
        _("state"), max_length=10, choices=SurveyStatus.choices, default=SurveyStatus.DRAFT
    )
    audience = models.CharField(
        _("who may answer"), max_length=10, choices=Audience.choices, default=Audience.EVERYONE
    )
    results_shown = models.CharField(
        _("results are public"),
        max_length=8,
        choices=ResultsShown.choices,
        default=ResultsShown.AFTER_CLOSE,
    )
    # A group of fewer people is not shown, so that nobody can be recognised in it.
    min_group = models.PositiveSmallIntegerField(
        _("smallest group that is shown"),
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(50)],
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="survey_has_length"
            )
        ]

    def __str__(self) -> str:
        return self.title


class SurveyPage(models.Model):
    """A group of questions that is answered in one step."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="pages")
    title = models.CharField(_("heading"), max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """Asked always, or only of those who gave a certain answer on an earlier page."""

    page = models.ForeignKey(SurveyPage, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices)
    text = models.CharField(_("question"), max_length=300)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    # Of a scale: its last number, and what its ends mean.
    steps = models.PositiveSmallIntegerField(
        _("numbers of the scale"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
    )
    low_label = models.CharField(_("what 1 means"), max_length=80, blank=True)
    high_label = models.CharField(_("what the last number means"), max_length=80, blank=True)
    # Shown only if an earlier question has this answer: an option, or a number of a scale.
    if_question = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    if_option = models.ForeignKey(
        "Option", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    if_value = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(if_question=None, if_option=None, if_value=None)
                | Q(if_question__isnull=False, if_option__isnull=False, if_value=None)
                | Q(if_question__isnull=False, if_option=None, if_value__isnull=False),
                name="condition_names_one_answer",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Option(models.Model):
    """An answer to choose, or a line of a matrix (`is_line`)."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(_("answer"), max_length=200)
    is_line = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class SurveyResponse(models.Model):
    """One person's way through a survey; counted once it is sent."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="survey_responses",
    )
    # Known only to the signed cookie of a browser without an account.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The sector of the person's seat when the answers were sent; empty for everybody else.
    sector = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                condition=Q(person__isnull=False),
                name="one_response_per_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """What was answered to one question, by its kind: ids of options, a number, ids of options by
    the id of a line, or a text."""

    response = models.ForeignKey(SurveyResponse, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    value = models.JSONField()
    reading = models.CharField(max_length=8, choices=Reading.choices, default=Reading.WAITING)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="question_answered_once")
        ]
        indexes = [models.Index(fields=["question", "reading"], name="answers_to_read")]

    def __str__(self) -> str:
        return str(self.pk)
