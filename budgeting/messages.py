"""The words of what this app tells people, by kind of message."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "budget_round_amended": (
        _("The rules were amended: %(round)s"),
        _("The rules of “%(round)s” were amended. The rules page shows what changed and why."),
    ),
    "budget_voting_opened": (
        _("Voting is open: %(round)s"),
        _("You can vote in “%(round)s” now."),
    ),
    "budget_result_published": (
        _("The result is published: %(round)s"),
        _("See which projects of “%(round)s” were chosen, and how the votes were counted."),
    ),
    "budget_review_feasible": (
        _("Feasible: %(project)s"),
        _("The specialists found “%(project)s” feasible. It can go to the ballot."),
    ),
    "budget_review_correct": (
        _("Please correct: %(project)s"),
        _(
            "“%(project)s” is feasible once it is corrected. Read the reasons, "
            "change the text until %(due_date)s and say that you are done."
        ),
    ),
    "budget_review_infeasible": (
        _("Not feasible: %(project)s"),
        _(
            "The specialists found “%(project)s” not feasible. The reason is public. "
            "You can appeal to the expert council until %(due_date)s."
        ),
    ),
    "budget_appeal_upheld": (
        _("Your appeal was upheld: %(project)s"),
        _("The expert council decided that “%(project)s” is feasible. Its reason is public."),
    ),
    "budget_appeal_dismissed": (
        _("Your appeal was dismissed: %(project)s"),
        _("The expert council confirmed that “%(project)s” is not feasible. Its reason is public."),
    ),
    "budget_project_won": (
        _("Chosen by the residents: %(project)s"),
        _("“%(project)s” won. You can follow here how it is built."),
    ),
    "budget_project_lost": (
        _("Not chosen this time: %(project)s"),
        _("“%(project)s” was not chosen. The result page says what it lacked."),
    ),
    "budget_review_waits": (
        _("To review: %(project)s"),
        _("“%(project)s” waits for your review until %(due_date)s."),
    ),
    "budget_appeal_filed": (
        _("An appeal to decide: %(project)s"),
        _("The author of “%(project)s” appealed. The council decides until %(due_date)s."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
