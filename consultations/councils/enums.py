"""Seats of a council, how its members come to them, and the course of a formation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seat(models.TextChoices):
    CHAIR = "chair", _("chair")
    DEPUTY = "deputy", _("deputy chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")


class SeatedBy(models.TextChoices):
    COMPETITION = "competition", _("by competition")
    LOT = "lot", _("by lot")
    EARLIER = "earlier", _("before the council came to this site")


class EndKind(models.TextChoices):
    """Why a mandate ended; public."""

    RESIGNED = "resigned", _("resigned")
    ABSENT = "absent", _("absent from meetings without good cause")
    RECALLED = "recalled", _("recalled by those who put them forward")
    LEFT_ORGANISATION = "left", _("left the organisation")
    PUBLIC_SERVICE = "service", _("entered public service")
    MOVED = "moved", _("moved away")
    DIED = "died", _("died")
    TERM = "term", _("end of the term")
    OTHER = "other", _("another reason")


class Method(models.TextChoices):
    COMPETITION = "competition", _("by competition")
    LOT = "lot", _("by lot")


class TieRule(models.TextChoices):
    """Who goes first where two have the same score: announced beforehand."""

    EARLIER = "earlier", _("the earlier application goes first")
    LOT = "lot", _("by lots drawn with a word from a public source, named beforehand")


class FormationStatus(models.TextChoices):
    """What people do moves it on; whether applications are taken is asked of the clock."""

    DRAFT = "draft", _("being prepared")
    ANNOUNCED = "announced", _("announced")
    SCORING = "scoring", _("applications are scored")
    SCORED = "scored", _("scored, the decision is next")
    READY = "ready", _("ready for the draw")
    SEATED = "seated", _("council formed")
    CANCELLED = "cancelled", _("called off")


F = FormationStatus
FORMATION_TRANSITIONS: dict[str, frozenset[str]] = {
    F.DRAFT: frozenset({F.ANNOUNCED}),
    F.ANNOUNCED: frozenset({F.SCORING, F.READY, F.CANCELLED}),
    F.SCORING: frozenset({F.SCORED, F.CANCELLED}),
    F.SCORED: frozenset({F.SEATED, F.CANCELLED}),
    F.READY: frozenset({F.SEATED, F.CANCELLED}),
    F.SEATED: frozenset(),
    F.CANCELLED: frozenset(),
}
# Begun in the eyes of the law, and not over.
RUNNING = (F.ANNOUNCED, F.SCORING, F.SCORED, F.READY)


class ApplicationStatus(models.TextChoices):
    SUBMITTED = "submitted", _("received")
    ADMITTED = "admitted", _("admitted")
    REFUSED = "refused", _("not admitted")
    WITHDRAWN = "withdrawn", _("withdrawn")


A = ApplicationStatus
# A check can be corrected for as long as nothing was scored or drawn.
APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    A.SUBMITTED: frozenset({A.ADMITTED, A.REFUSED, A.WITHDRAWN}),
    A.ADMITTED: frozenset({A.REFUSED, A.WITHDRAWN}),
    A.REFUSED: frozenset({A.ADMITTED}),
    A.WITHDRAWN: frozenset(),
}


class Outcome(models.TextChoices):
    SEATED = "seated", _("takes a seat")
    RESERVE = "reserve", _("in reserve")
    NOT_SEATED = "not_seated", _("no seat")


class Sex(models.TextChoices):
    FEMALE = "f", _("woman")
    MALE = "m", _("man")
