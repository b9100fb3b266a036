"""What can go wrong with recommendations, replies and commitments, and the words for it."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from ..errors import HearingError


class RecommendationError(HearingError):
    texts: ClassVar = {
        **HearingError.texts,
        "source_not_ready": _(
            "A final document is written when the meeting has been held, the discussion has "
            "begun or the petition is considered."
        ),
        "title_needed": _("Give the document a title in Kazakh or in Russian."),
        "sent": _("The document has been sent, so it stays as it is."),
        "not_ready": _("Some of what the law asks for is missing. The list below says what."),
        "too_many": _("A final document holds at most %(most)s recommendations."),
        "text_empty": _("Write what you recommend, at least in one language."),
        "not_sent": _("The document has not been sent yet."),
        "answered": _(
            "This recommendation has been answered meanwhile. Correct the reply instead."
        ),
        "not_answered": _("There is no reply yet that could be corrected."),
        "same_reply": _("This is the reply that is published already."),
        "too_many_files": _("A reply holds at most %(most)s files."),
        "too_many_commitments": _("A reply makes at most %(most)s promises."),
        "promise_past": _("A promise needs a day that is still to come."),
        "rejected_promises": _(
            "The recommendation is rejected, so nothing can be promised with it. Choose another "
            "decision, or empty the promises."
        ),
        "same_person": _("This recommendation is already with that person."),
        "asked_already": _("There is a request to be heard already."),
        "not_author": _("Only the author of the document can ask to be heard."),
        "heard_too_soon": _(
            "The author must know %(days)s working days before. The first day possible is "
            "%(first)s."
        ),
        "heard_to_come": _("Write the outcome after the meeting with the author."),
        "not_open": _("This commitment is not open any more."),
        "not_done": _("Only a commitment that is called done can be disputed."),
        "disputed_already": _("You have disputed this commitment already."),
        "not_following": _(
            "The author and those who follow the recommendation can dispute it. Follow it first."
        ),
        "dispute_answered": _("This objection has been answered already."),
        "same_day": _("This is the day that stands there already."),
        "day_past": _("The new day must be still to come."),
    }
