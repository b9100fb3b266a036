"""The words of what people are told about councils and their seats."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "council_seated": (
        _("You are a member: %(council)s"),
        _(
            "You have a seat in “%(council)s” (%(akimat)s) from %(begins_date)s until "
            "%(ends_date)s. Its page shows who sits in it and when it meets next."
        ),
    ),
    "council_seated_letter": (
        _("You are a member: %(council)s"),
        _(
            "You have a seat in “%(council)s” (%(akimat)s) from %(begins_date)s until "
            "%(ends_date)s. Sign up on this site with this e-mail address, and the seat is tied "
            "to your account: then you can propose agenda items and vote in roll calls."
        ),
    ),
    "council_mandate_ended": (
        _("Your seat has ended: %(council)s"),
        _("Your seat in “%(council)s” ended on %(ended_date)s. Reason: %(reason)s."),
    ),
    "council_rule_broken": (
        _("The composition breaks the rule: %(council)s"),
        _(
            "Since a member left, “%(council)s” has fewer members from outside the state than the "
            "law asks for: %(lacking)s must join. Everybody sees this on its page."
        ),
    ),
    "council_formation_soon": (
        _("Begin forming the next council: %(council)s"),
        _(
            "The term of “%(council)s” ends on %(ends_date)s. The working group for the next one "
            "must begin by %(due_date)s."
        ),
    ),
    "council_formation_late": (
        _("Late: the next council is not being formed: %(council)s"),
        _(
            "The working group for the council after “%(council)s” should have begun by "
            "%(due_date)s. Everybody sees that it has not."
        ),
    ),
    "council_term_ends": (
        _("The term ends on %(ends_date)s: %(council)s"),
        _("Your seat in “%(council)s” ends with its term on %(ends_date)s."),
    ),
    "council_formation_announced": (
        _("Seats in a public council: %(council)s"),
        _(
            "Applications for %(seats)s seats in “%(council)s” (%(akimat)s) are taken until "
            "%(until_at)s. Anybody can apply."
        ),
    ),
    "council_formation_extended": (
        _("More time to apply: %(council)s"),
        _("Applications for “%(council)s” are now taken until %(until_at)s."),
    ),
    "council_formation_cancelled": (
        _("Called off: %(council)s"),
        _("The formation of “%(council)s” was called off. Reason: %(reason)s"),
    ),
    "council_group_named": (
        _("You are in a working group: %(council)s"),
        _(
            "You were named a member of the working group that forms “%(council)s”. Your name and "
            "position are published with its list."
        ),
    ),
    "council_applied": (
        _("Application received: %(council)s"),
        _("Your application for “%(council)s” has number %(number)s. You can follow it here."),
    ),
    "council_application_admitted": (
        _("Your application is admitted: %(council)s"),
        _("Application %(number)s for “%(council)s” is admitted and goes on."),
    ),
    "council_applications_admitted": (
        _("Your application is admitted: %(council)s"),
        _("Your application for “%(council)s” is admitted and goes on."),
    ),
    "council_application_refused": (
        _("Your application is not admitted: %(council)s"),
        _("Application %(number)s for “%(council)s” is not admitted. Reason: %(reason)s"),
    ),
    "council_result_seated": (
        _("You have a seat: %(council)s"),
        _(
            "You have a seat in “%(council)s”, and your name is published with its members. The "
            "head of the working group opens the first meeting."
        ),
    ),
    "council_result_reserve": (
        _("You are in reserve: %(council)s"),
        _(
            "You are in place %(place)s of the reserve for “%(council)s”. When a member leaves, "
            "the seat goes to the reserve. The page says why."
        ),
    ),
    "council_result_not_seated": (
        _("The result: %(council)s"),
        _("There was no seat for you in “%(council)s” this time. The page says why."),
    ),
    "council_formed": (
        _("The council is formed: %(council)s"),
        _("The members of “%(council)s” (%(akimat)s) are published, with how they were chosen."),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
