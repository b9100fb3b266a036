"""How a stakeholder came to a round and stands in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StakeholderStatus(models.TextChoices):
    INVITED = "invited", _("invited")
    APPLIED = "applied", _("signed up, not yet confirmed")
    ACCEPTED = "accepted", _("takes part")
    DECLINED = "declined", _("declined the invitation")
    REFUSED = "refused", _("not admitted")
    LEFT = "left", _("left")


S = StakeholderStatus
TRANSITIONS: dict[str, frozenset[str]] = {
    S.INVITED: frozenset({S.ACCEPTED, S.DECLINED, S.LEFT}),
    S.APPLIED: frozenset({S.ACCEPTED, S.REFUSED, S.LEFT}),
    S.ACCEPTED: frozenset({S.LEFT}),
    S.DECLINED: frozenset({S.INVITED, S.ACCEPTED}),
    S.REFUSED: frozenset({S.ACCEPTED}),
    S.LEFT: frozenset({S.INVITED}),
}


class Origin(models.TextChoices):
    INVITATION = "invited", _("by invitation")
    SIGNUP = "signup", _("signed up openly")
    LIST = "list", _("entered from a list")
