"""Words for what the record says of people."""

from django.utils.translation import gettext_lazy as _

from commons.audit import verbs


def register() -> None:
    verbs.register(
        {
            "request_verification": _("asked for residency to be verified"),
            "send_code": _("was sent a code"),
            "verify_residency": _("verified residency"),
            "refuse_verification": _("refused to verify residency"),
            "revoke_verification": _("revoked a verification of residency"),
            "withdraw_verification": _("withdrew a request to verify residency"),
            "miss_roll": _("was not found on the roll of residents"),
            "import_roll": _("imported a roll of residents"),
            "change_profile": _("changed the profile"),
            "give_consent": _("gave a consent"),
            "withdraw_consent": _("withdrew a consent"),
            "erase_account": _("erased the account"),
        }
    )
