"""What can go wrong with an IIN, a verification or an account, and the words for it."""

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class IinError(DomainError):
    """The text is not an IIN. The text itself is never part of the error."""

    texts = {
        "digits": _("An IIN has 12 digits and nothing else."),
        "date": _("The first six digits of an IIN are a date of birth: year, month, day."),
        "century": _("The seventh digit of an IIN is between 0 and 6."),
        "future": _("This IIN names a date of birth that has not come yet."),
        "checksum": _(
            "The last digit does not fit the others. Check the IIN for a typing mistake."
        ),
    }


class VerificationError(DomainError):
    """Residency could not be requested or settled."""

    texts = {
        "account_closed": _("This account is closed."),
        "method_not_offered": _("This akimat does not offer this way of verification."),
        "place_outside": _("This place is not in the territory of the akimat you chose."),
        "already_open": _(
            "You already have an open request. Finish it, or withdraw it and begin again."
        ),
        "not_open": _("This request has already been settled."),
        "address_missing": _("Enter the address to which the letter with the code should go."),
        "phone_invalid": _("Enter a mobile number of Kazakhstan, for example +7 701 123 45 67."),
        "iin_taken": _(
            "Another account has been verified with this IIN. One person has one account: sign in "
            "to that one or erase it. If it is not yours, come to the akimat with your card."
        ),
        "iin_differs": _(
            "This account has been verified with another IIN. Give the same one after a move."
        ),
        "iin_mismatch": _(
            "The IIN on the card is not the one of this request. Nothing was changed."
        ),
        "not_staff": _("Only a moderator or a specialist of this akimat can do this."),
        "own_request": _("You cannot settle a request of your own. Ask a colleague."),
        "reason_missing": _("Give the reason: the person will read it."),
        "not_on_roll": _(
            "There is no line with this IIN and surname on the roll of this akimat. Check both, or "
            "choose another way of verification."
        ),
        "too_many_tries": _("Too many tries today. Try again tomorrow or come to the akimat."),
        "too_many_codes": _(
            "No more codes can be sent for now. Try again tomorrow or come to the akimat."
        ),
        "code_too_soon": _("A code was sent a short while ago. Wait for it before asking again."),
        "code_not_sent": _("The code could not be sent just now. Your request is kept: try again."),
        "no_code": _("No code has been sent to you, or it has been used."),
        "code_expired": _("This code has expired. Ask for a new one."),
        "code_wrong": _("This is not the code. Tries left: %(left)s."),
        "code_blocked": _("Too many wrong codes. Ask for a new one."),
    }


class AccountError(DomainError):
    """Something about the account itself cannot be done."""

    texts = {
        "already_erased": _("This account has already been erased."),
        "staff_role": _(
            "You hold a staff role. Ask the akimat to end it first: its work needs a name."
        ),
        "not_yours": _("Only its owner can erase an account."),
    }
