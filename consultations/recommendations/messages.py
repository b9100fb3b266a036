"""The words of what this part tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "final_document_sent": (
        _("Recommendations were sent: %(title)s"),
        _(
            "The final document “%(title)s” was sent to the akimat. The reply to each of its "
            "recommendations is due on %(due_date)s."
        ),
    ),
    "final_document_due": (
        _("Send the final document: %(title)s"),
        _("The final document “%(title)s” is to be sent by %(due_date)s."),
    ),
    "final_document_overdue": (
        _("The final document is late: %(title)s"),
        _(
            "The final document “%(title)s” was to be sent by %(due_date)s. Send it now: everybody "
            "will see that it was late."
        ),
    ),
    "recommendation_assigned": (
        _("A recommendation for you to answer: %(title)s"),
        _(
            "You are named to answer a recommendation: “%(text)s”. The reasoned reply is due on "
            "%(due_date)s."
        ),
    ),
    "recommendation_handed_over": (
        _("Somebody else answers the recommendation: %(title)s"),
        _("“%(text)s” is now with %(name)s. The day of the reply stays: %(due_date)s."),
    ),
    "recommendation_due": (
        _("A reply is due on %(due_date)s"),
        _("The recommendation “%(text)s” waits for your reasoned reply until %(due_date)s."),
    ),
    "recommendation_overdue": (
        _("A reply is overdue: %(title)s"),
        _(
            "The reply to “%(text)s” was due on %(due_date)s and has not been given. Everybody can "
            "see that."
        ),
    ),
    "recommendation_replied": (
        _("The akimat replied: %(title)s"),
        _("The reply to “%(text)s” is here, with the decision and the reason."),
    ),
    "reply_corrected": (
        _("A reply was corrected: %(title)s"),
        _("The reply to “%(text)s” was corrected. The page shows what changed and why."),
    ),
    "heard_asked": (
        _("The author asks to be heard: %(title)s"),
        _(
            "The author of “%(text)s” asks to be heard. Set a day, and tell the author at least "
            "%(days)s working days before."
        ),
    ),
    "heard_withdrawn": (
        _("The author does not ask to be heard any more: %(title)s"),
        _("The author of “%(text)s” has withdrawn the request to be heard."),
    ),
    "heard_arranged": (
        _("You will be heard: %(title)s"),
        _("You will be heard on “%(text)s”: %(starts_at)s, %(where)s."),
    ),
    "heard_recorded": (
        _("The author was heard: %(title)s"),
        _("What was said and agreed about “%(text)s” is on its page."),
    ),
    "commitment_progress": (
        _("Progress: %(title)s"),
        _("There is news on what the akimat promised: “%(title)s”."),
    ),
    "commitment_moved": (
        _("A new date: %(title)s"),
        _(
            "The akimat promised “%(title)s” for another day: %(due_date)s. The page gives the "
            "reason."
        ),
    ),
    "commitment_done": (
        _("Done: %(title)s"),
        _(
            "The akimat says that this is done: “%(title)s”. Look at the proof. If it is not done, "
            "you can say so."
        ),
    ),
    "commitment_broken": (
        _("Not kept: %(title)s"),
        _("The akimat says that it will not do what it promised: “%(title)s”. The page says why."),
    ),
    "commitment_reopened": (
        _("Taken up again: %(title)s"),
        _("“%(title)s” was not done. The akimat promises it anew until %(due_date)s."),
    ),
    "commitment_due": (
        _("A promise is due on %(due_date)s: %(title)s"),
        _("Report what was done about “%(title)s” until %(due_date)s."),
    ),
    "commitment_overdue": (
        _("A promise is overdue: %(title)s"),
        _("“%(title)s” was promised for %(due_date)s and is not done. Everybody can see that."),
    ),
    "done_disputed": (
        _("Somebody says that it is not done: %(title)s"),
        _("An objection to “%(title)s” waits for your answer until %(due_date)s."),
    ),
    "dispute_answered": (
        _("An objection was answered: %(title)s"),
        _("The akimat answered the objection to “%(title)s”."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
