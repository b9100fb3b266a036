"""What can go wrong with petitions, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class PetitionError(DomainError):
    texts: ClassVar = {
        "wrong_state": _(
            "The petition is now “%(status)s”, so this can no longer be done. Reload the page."
        ),
        "incomplete": _("Some answers are still missing. Fill them in before you submit."),
        "no_population": _(
            "The threshold is a share of the population, and the population is not set. "
            "Set it under “Periods and thresholds” first."
        ),
        "same_moderator": _(
            "You rejected this petition yourself, so another moderator must decide the appeal."
        ),
        "appeal_open": _(
            "The author has appealed. Decide the appeal: it is on the page of the petition."
        ),
        "appealed_already": _("A rejection can be appealed once."),
        "not_author": _("Only the author can do this."),
        "own_case": _("You wrote this petition, so somebody else must do this."),
        "not_gathering": _("This petition does not gather signatures now."),
        "needs_residency": _("Only people whose residency is verified can sign."),
        "lives_elsewhere": _(
            "Your verified place of residence is %(place)s. "
            "Only residents of %(territory)s can sign here."
        ),
        "too_young": _("Only people of %(age)s years and older can sign."),
        "signed_already": _("You have already signed this petition."),
        "no_signatures": _("Enter how many signatures come from at least one district."),
        "protocol_used": _("A protocol with this number is entered already."),
        "received_late": _("The sheets came after the last day for signatures."),
        "in_future": _("This day has not come yet."),
        "same_officer": _("The officer who entered these signatures cannot confirm them."),
        "batch_settled": _("These signatures were confirmed or refused already."),
        "reason_needed": _("Say why."),
        "not_handler": _("Only the specialist who is named here and moderators can answer."),
    }
