"""Kinds of meetings and hearings, what may follow what, and how people come to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    COUNCIL = "council", _("council meeting")
    HEARING = "hearing", _("public hearing")
    ENVIRONMENT = "environment", _("environmental hearing")
    PLANNING = "planning", _("urban-planning meeting")
    AKIMAT = "akimat", _("open meeting of the akimat")
    MASLIKHAT = "maslikhat", _("open meeting of the maslikhat")


class MeetingStatus(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


S = MeetingStatus
TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.ANNOUNCED}),
    S.ANNOUNCED: frozenset({S.HELD, S.CANCELLED}),
    S.HELD: frozenset(),
    S.CANCELLED: frozenset(),
}


class Spoken(models.TextChoices):
    """Languages in which a meeting is led or interpreted."""

    KAZAKH = "kk", _("Kazakh")
    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")
    SIGN = "sign", _("sign language")


class Access(models.TextChoices):
    """What a place offers to people with a disability."""

    STEP_FREE = "step_free", _("entrance without steps")
    LIFT = "lift", _("lift")
    TOILET = "toilet", _("accessible toilet")
    LOOP = "loop", _("hearing loop")
    PARKING = "parking", _("parking for disabled people")


class Need(models.TextChoices):
    """What somebody needs in order to take part. Only staff see it."""

    RAMP = "ramp", _("a place for a wheelchair")
    LOOP = "loop", _("a hearing loop")
    SIGN = "sign", _("sign language")
    LARGE_PRINT = "large_print", _("papers in large print")
    COMPANION = "companion", _("somebody to meet and guide me")


class Mode(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    REMOTE = "remote", _("remotely")


class RegistrationStatus(models.TextChoices):
    REGISTERED = "registered", _("registered")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


class AgendaProposalStatus(models.TextChoices):
    PROPOSED = "proposed", _("waits for a decision")
    ACCEPTED = "accepted", _("on the agenda")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RequestStatus(models.TextChoices):
    WAITING = "waiting", _("waits for an answer")
    AGREED = "agreed", _("a hearing will be held")
    REFUSED = "refused", _("refused")
