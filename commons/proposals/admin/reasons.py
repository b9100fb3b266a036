"""Ready reasons for moderators; the translations make them public texts in three languages."""

from django.utils.translation import gettext_lazy as _

from commons.territories.admin.reasons import ReasonForm


class ReturnForm(ReasonForm):
    ready_reasons = (
        ("place", _("Say more exactly where it should be built: an address or a landmark.")),
        ("cost", _("Say how the cost was estimated.")),
        ("clear", _("Describe more clearly what should be done.")),
        (
            "picture",
            _("Replace the picture: it shows people or documents that must not be public."),
        ),
        ("personal", _("Remove personal data of other people from the text.")),
        ("one", _("One proposal is for one object: leave one of them.")),
    )


class RejectForm(ReasonForm):
    ready_reasons = (
        ("power", _("This is not within the powers of the akimat.")),
        ("land", _("The land is not communal property.")),
        ("budget", _("It is already paid for by another programme of the budget.")),
        ("cost", _("It costs more than the rules of the round allow.")),
        ("public", _("It would not serve the public: only a closed group could use it.")),
        ("insult", _("The text insults people or calls for what the law forbids.")),
        ("spam", _("This is an advertisement, not a proposal.")),
    )


class MergeReasons(ReasonForm):
    ready_reasons = (
        ("same", _("Both proposals ask for the same thing in the same place.")),
        ("part", _("It is a part of the other proposal.")),
    )


class HideForm(ReasonForm):
    ready_reasons = (
        ("insult", _("The comment insults somebody.")),
        ("personal", _("The comment reveals personal data.")),
        ("spam", _("The comment is an advertisement.")),
        ("topic", _("The comment is not about the proposal.")),
        ("law", _("The comment calls for what the law forbids.")),
    )
