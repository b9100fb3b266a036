"""How residency is verified and what a verification's state may become."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Method(models.TextChoices):
    IN_PERSON = "in_person", _("in person at the akimat")
    ROLL = "roll", _("by the roll of residents")
    POST = "post", _("by a code sent by post")
    SMS = "sms", _("by a code sent by SMS")
    EGOV = "egov", _("through eGov")


class VerificationStatus(models.TextChoices):
    REQUESTED = "requested", _("requested")
    CODE_SENT = "code_sent", _("code sent")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REPLACED = "replaced", _("replaced by a newer one")
    EXPIRED = "expired", _("expired")


_S = VerificationStatus
OPEN = (_S.REQUESTED, _S.CODE_SENT)
# A verified claim ends by its time, by a newer one, or when staff find it was wrong.
TRANSITIONS: dict[str, frozenset[str]] = {
    _S.REQUESTED: frozenset({_S.CODE_SENT, _S.VERIFIED, _S.REFUSED, _S.WITHDRAWN}),
    _S.CODE_SENT: frozenset({_S.CODE_SENT, _S.VERIFIED, _S.REFUSED, _S.WITHDRAWN}),
    _S.VERIFIED: frozenset({_S.REPLACED, _S.EXPIRED, _S.REFUSED}),
}


class ConsentKind(models.TextChoices):
    TERMS = "terms", _("terms of use and processing of personal data")
    MAIL = "mail", _("messages by e-mail")


class Sector(models.TextChoices):
    """The four strands of the quadruple helix, in the order in which they are always shown."""

    GOVERNMENT = "gov", _("government")
    BUSINESS = "biz", _("business")
    ACADEMIA = "sci", _("academia")
    CIVIL_SOCIETY = "civ", _("civil society")


class OrganisationSize(models.TextChoices):
    MICRO = "micro", _("micro, up to 15 people")
    SMALL = "small", _("small, up to 100 people")
    MEDIUM = "medium", _("medium, up to 250 people")
    LARGE = "large", _("large, over 250 people")
    UNKNOWN = "unknown", _("size not stated")


# What counts as a small firm in the balance of a round.
SMALL_SIZES = frozenset({OrganisationSize.MICRO, OrganisationSize.SMALL})
