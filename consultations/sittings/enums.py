"""What may become of questions, speakers and votes during a meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AnswerKind(models.TextChoices):
    WRITTEN = "written", _("answered in writing")
    ROOM = "room", _("answered at the meeting")


class SpeakerStatus(models.TextChoices):
    WAITING = "waiting", _("waits for their turn")
    CALLED = "called", _("speaks now")
    SPOKEN = "spoken", _("has spoken")
    WITHDRAWN = "withdrawn", _("does not speak")


class Presence(models.TextChoices):
    PRESENT = "present", _("in the room")
    REMOTE = "remote", _("remotely")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


HERE = (Presence.PRESENT, Presence.REMOTE)


class RollCallKind(models.TextChoices):
    DECISION = "decision", _("decision")
    PROCEDURE = "procedure", _("order of the meeting")
    CHAIR = "chair", _("election of the chair")
    DEPUTY = "deputy", _("election of the deputy chair")


ELECTIONS = (RollCallKind.CHAIR, RollCallKind.DEPUTY)


class Majority(models.TextChoices):
    """What a proposal needs. Half of anything is not a majority."""

    PRESENT = "present", _("more than half of the members present")
    SEATS = "seats", _("more than half of all members")
    TWO_THIRDS = "two_thirds", _("two thirds of the members present")


class RollCallStatus(models.TextChoices):
    PREPARED = "prepared", _("prepared")
    OPEN = "open", _("open for votes")
    CLOSED = "closed", _("closed")
    DROPPED = "dropped", _("not put to the vote")


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("adopted")
    REJECTED = "rejected", _("not adopted")
    NO_QUORUM = "no_quorum", _("void: the quorum was lost")


TONES: dict[str, str] = {
    Outcome.ADOPTED: "good",
    Outcome.REJECTED: "bad",
    Outcome.NO_QUORUM: "sun",
}


class Choice(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAINED = "abstained", pgettext_lazy("vote", "abstained")
    NOT_VOTING = "not_voting", pgettext_lazy("vote", "did not vote")


# What a member can say; who says nothing did not vote.
CAST = (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED)


class AppealDecision(models.TextChoices):
    UPHELD = "upheld", _("the appeal is right: the minutes are corrected")
    PARTLY = "partly", _("right in part")
    REJECTED = "rejected", _("rejected with reasons")


APPEAL_TONES: dict[str, str] = {
    AppealDecision.UPHELD: "good",
    AppealDecision.PARTLY: "sun",
    AppealDecision.REJECTED: "bad",
}
