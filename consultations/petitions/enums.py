"""States of a petition beyond those of its text."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Addressee(models.TextChoices):
    AKIMAT = "akimat", _("the akimat")
    MASLIKHAT = "maslikhat", _("the maslikhat")


class PetitionStatus(models.TextChoices):
    """Up to `rejected` they follow the proposal that carries the text."""

    DRAFT = "draft", _("being written")
    MODERATION = "moderation", _("with the moderator")
    RETURNED = "returned", _("returned for correction")
    REJECTED = "rejected", _("rejected")
    GATHERING = "gathering", _("gathering signatures")
    LAPSED = "lapsed", _("not enough signatures in time")
    CONSIDERED = "considered", _("under consideration")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn by the author")


S = PetitionStatus
# A petition that gathers signatures is no moderator's to reject any more, and one that reached
# its threshold no author's to withdraw.
TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.MODERATION}),
    S.MODERATION: frozenset({S.GATHERING, S.RETURNED, S.REJECTED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.MODERATION, S.REJECTED, S.WITHDRAWN}),
    S.REJECTED: frozenset({S.GATHERING}),
    S.GATHERING: frozenset({S.CONSIDERED, S.LAPSED, S.WITHDRAWN}),
    S.CONSIDERED: frozenset({S.ANSWERED}),
    S.ANSWERED: frozenset(),
    S.LAPSED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
# Everybody reads them; in lists they stand from so many signatures on.
ACCEPTED = frozenset({S.GATHERING, S.LAPSED, S.CONSIDERED, S.ANSWERED})

TONES: dict[str, str] = {
    S.DRAFT: "plain",
    S.MODERATION: "sun",
    S.RETURNED: "sun",
    S.REJECTED: "bad",
    S.GATHERING: "",
    S.LAPSED: "plain",
    S.CONSIDERED: "sun",
    S.ANSWERED: "good",
    S.WITHDRAWN: "plain",
}


class PetitionDecision(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("rejected with reasons")


DECISION_TONES: dict[str, str] = {
    PetitionDecision.ACCEPTED: "good",
    PetitionDecision.PARTLY: "sun",
    PetitionDecision.REJECTED: "bad",
}
