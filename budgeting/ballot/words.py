"""The sentences that say why somebody cannot vote, each with a next step."""

from datetime import datetime

from django.utils.translation import gettext_noop

from commons.interface.dates import date_time

# code: title, sentence, label of the link to the next step
BARRIERS: dict[str, tuple[str, str, str]] = {
    "not_yet": (
        gettext_noop("Voting has not begun"),
        gettext_noop("It begins on %(opens)s. Until then you can read the projects."),
        gettext_noop("See the projects"),
    ),
    "over": (
        gettext_noop("Voting has ended"),
        gettext_noop("It ended on %(closes)s. No vote can be cast or changed any more."),
        gettext_noop("See where the round stands"),
    ),
    "key_destroyed": (
        gettext_noop("Nobody can tell any more which ballot was yours"),
        gettext_noop(
            "The time for complaints is over and the key of this vote was destroyed. "
            "Your receipt still works: with it you find your ballot in the public log."
        ),
        gettext_noop("Check a receipt"),
    ),
    "sign_in": (
        gettext_noop("Sign in to vote"),
        gettext_noop("One person has one vote, so we need to know that you have not voted yet."),
        gettext_noop("Sign in"),
    ),
    "unverified": (
        gettext_noop("Confirm where you live"),
        gettext_noop("Residents of %(territory)s vote. Show once that you live here; then vote."),
        gettext_noop("Confirm where I live"),
    ),
    "waits": (
        gettext_noop("Your place of residence is being checked"),
        gettext_noop("You can vote as soon as it is confirmed."),
        gettext_noop("See how far the check is"),
    ),
    "elsewhere": (
        gettext_noop("You live somewhere else"),
        gettext_noop("Your confirmed residence is %(residence)s; residents of %(territory)s vote."),
        gettext_noop("I have moved here"),
    ),
    "too_young": (
        gettext_noop("You are too young for this vote"),
        gettext_noop("One must be %(age)s on the day voting opens. You can propose and discuss."),
        gettext_noop("See the projects"),
    ),
    "too_late": (
        gettext_noop("The roll of this vote is closed"),
        gettext_noop("Whoever was confirmed after voting opened can vote from the next round on."),
        gettext_noop("See the projects"),
    ),
    "not_on_roll": (
        gettext_noop("You are not on the roll of this vote"),
        gettext_noop("If you think that you should be, ask %(akimat)s: %(contacts)s."),
        gettext_noop("See the projects"),
    ),
    "other_district": (
        gettext_noop("This ballot is for residents of another district"),
        gettext_noop("Here residents of %(territory)s vote. You live in %(residence)s."),
        gettext_noop("See your own ballots"),
    ),
    "on_paper": (
        gettext_noop("You have voted on paper"),
        gettext_noop("Your paper ballot has been entered, so you cannot vote online as well."),
        gettext_noop("See your other ballots"),
    ),
    "final": (
        gettext_noop("You have voted, and here a vote is final"),
        gettext_noop("Your ballot is in the box. By the rules of this round it stays as it is."),
        gettext_noop("See your ballot"),
    ),
    "box_locked": (
        gettext_noop("The ballot box is locked"),
        gettext_noop("Nobody can vote at this moment. Nothing that was cast is lost."),
        gettext_noop("Try again"),
    ),
}


def moment(value: datetime | None) -> str:
    return date_time(value) if value else ""
