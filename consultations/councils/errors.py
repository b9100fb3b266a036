"""What can go wrong with the seats of a council and with its formation."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from ..errors import HearingError


class CouncilError(HearingError):
    texts: ClassVar = {
        **HearingError.texts,
        "size_outside": _("A council has from %(least)s to %(most)s seats."),
        "size_below_members": _(
            "%(members)s members sit in it now: the council cannot be smaller."
        ),
        "council_ended": _("The term of this council is over. What was, stays as it was."),
        "council_full": _("All %(size)s seats are taken."),
        "no_members": _("Enter the members first: there is nobody in this council yet."),
        "followed_already": _("Another council follows “%(council)s” already."),
        "rule_broken": _(
            "This would break the rule of the law. Of %(total)s members at least %(needed)s must "
            "come from outside the state, and there would be %(civil)s."
        ),
        "organisation_seated": _(
            "%(organisation)s has a seat already: %(holder)s holds it. "
            "One organisation has one representative in a council."
        ),
        "person_seated": _("%(name)s has a seat in this council already."),
        "chair_in_service": _(
            "%(name)s is in public service. The chair of a public council cannot be."
        ),
        "meeting_elsewhere": _("This meeting is not one of this council."),
        "not_seated": _("%(name)s does not sit in this council any more."),
        "not_ended": _("The seat of %(name)s is not free."),
        "filled_already": _("The seat of %(name)s has been filled already."),
        "reserve_empty": _(
            "Nobody in reserve can take this seat without breaking a rule. "
            "Announce a new competition for it."
        ),
        "day_outside": _("The day lies outside the term: %(begins)s to %(ends)s."),
        "chair_outside_commission": _("Who chairs a commission must be one of its members."),
        "commission_empty": _("Choose at least two members."),
        "commission_ended": _("This commission was dissolved."),
    }


class FormationError(HearingError):
    texts: ClassVar = {
        **HearingError.texts,
        "running_already": _("This council is being formed already."),
        "not_draft": _(
            "The formation is announced, and its rules stay as they were announced. "
            "If they have to change, call it off and announce a new one."
        ),
        "too_many_seats": _("The council has %(vacant)s free seats: no more can be filled."),
        "plan_too_many": _(
            "Sectors are promised %(promised)s seats together, but %(seats)s are to be filled."
        ),
        "plan_too_few": _(
            "All sectors together may have %(possible)s seats at most, "
            "but %(seats)s are to be filled."
        ),
        "plan_state": _(
            "The state can have at most %(allowed)s of these seats: "
            "two thirds of a council come from outside it."
        ),
        "plan_reversed": _("%(sector)s: “at most” is less than “at least”."),
        "deadline_needed": _("Say until when applications are taken."),
        "deadline_past": _("The last day for applications must be in the future."),
        "deadline_earlier": _("A deadline can be moved to a later time only."),
        "result_before_deadline": _("The result cannot come before the last day for applications."),
        "source_needed": _("Say in Kazakh and in Russian where the word for the lots comes from."),
        "word_needed": _(
            "Enter the word for the lots from the source that was announced, before the scoring."
        ),
        "word_fixed": _("The word for the lots is entered and stays."),
        "group_small": _("The working group needs at least three members."),
        "group_headless": _("Say who heads the working group."),
        "group_state": _(
            "Too many officials in the working group: %(state)s of %(total)s. "
            "At most %(allowed)s may be."
        ),
        "group_seated": _("%(name)s is in the working group already."),
        "group_fixed": _("The scoring has begun: the working group stays as it is."),
        "group_applied": _(
            "%(name)s has applied for a seat. Nobody decides on their own application."
        ),
        "nobody_there": _(
            "There is no account with the address %(email)s. "
            "Ask the person to sign up first, then enter the address again."
        ),
        "applications_closed": _("Applications are not taken now."),
        "applications_open": _(
            "Applications are taken until %(until)s. Until then nothing is decided."
        ),
        "applied_already": _("You have applied already. You can see your application on its page."),
        "organisation_applied": _(
            "Somebody has applied for %(organisation)s already. One organisation has one "
            "representative: agree among yourselves, or apply for yourself."
        ),
        "organisation_seated": _(
            "%(organisation)s has a seat in this council already. "
            "One organisation has one representative."
        ),
        "member_already": _("You sit in this council already."),
        "in_group": _("You are in the working group that decides on applications."),
        "sector_shut": _("No seats are given to this sector: %(sector)s."),
        "resident_needed": _(
            "Seats by lot go to residents of this territory. "
            "Have your place of residence verified, then come back."
        ),
        "consent_needed": _("Without your consent the application cannot be taken."),
        "reason_needed": _("Give the reason in Kazakh and in Russian: it is public."),
        "unchecked": _("%(count)s applications are not checked yet."),
        "too_few": _("Too few applications are admitted: %(count)s. At least two are needed."),
        "nobody_admitted": _("No application is admitted."),
        "by_lot": _("These seats are filled by lot: nothing is scored."),
        "by_competition": _("These seats are filled by competition: nothing is drawn."),
        "not_scored": _("The scoring is not closed."),
        "foreign": _("This application belongs to another formation."),
        "decided_too_many": _("%(given)s are given a seat, but there are %(seats)s."),
        "decided_rule": _(
            "Decided so, the council would break the rule: of %(total)s members at least "
            "%(needed)s must come from outside the state, and there would be %(civil)s."
        ),
        "decided_organisation": _("Decided so, %(organisation)s would have two seats."),
        "nobody_seated": _("Nobody is given a seat."),
    }
