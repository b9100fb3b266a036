"""What the ballot box refuses, and why."""

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError
from commons.interface.numbers import tenge


class VotingError(DomainError):
    """`%(…_tenge)s` in a text is shown as money."""

    texts = {
        "poll_not_draft": _("The ballot is fixed: nothing about it can change any more."),
        "poll_without_options": _("There is nothing to choose from on this ballot."),
        "cost_not_positive": _("Option %(option)s has no cost."),
        "poll_not_open": _("Voting is not open."),
        "poll_not_yet_open": _("Voting has not begun yet."),
        "poll_over": _("Voting has ended."),
        "poll_not_closed": _("Nothing is counted before voting has ended."),
        "too_early_to_close": _("Voting ends later; it cannot be closed by itself before that."),
        "log_not_sealed": _("The log is not signed to its end yet, so nothing can be counted."),
        "roll_frozen": _("The roll was frozen when voting opened."),
        "not_on_roll": _("You are not on the roll of this vote."),
        "already_voted": _("You have already voted, and here a vote is final."),
        "voted_on_paper": _("You have already voted on paper, so you cannot vote here as well."),
        "key_reused": _("This page has been used for another vote. Begin again."),
        "box_locked": _("The ballot box is locked: its key is not there. Your vote was not saved."),
        "unknown_option": _("There is no option %(option)s on this ballot."),
        "not_one_point": _("Option %(option)s can be chosen or left, nothing else."),
        "too_many_choices": _("Too many chosen: %(chosen)s, and at most %(limit)s are allowed."),
        "over_budget": _(
            "What you have chosen costs %(over_tenge)s more than the budget. Take something off."
        ),
        "one_choice_only": _("Only one option can be chosen."),
        "too_many_points": _("You have given %(given)s points, and there are %(limit)s to share."),
        "too_many_points_on_one": _("At most %(limit)s points can go to one option."),
        "mark_too_high": _("The highest mark is %(limit)s; option %(option)s has more."),
        "no_such_place": _("Places go from 1 to %(limit)s; option %(option)s has another one."),
        "place_given_twice": _("Place %(place)s is given to two projects. Give it to one of them."),
        "place_left_out": _("Place %(place)s is given to none, but a later one is. Leave no gap."),
        "unreadable_marks": _("“%(part)s” cannot be read. Look at the example below the field."),
        "number_twice": _("Number %(option)s stands there twice."),
        "points_invalid": _("Points are whole numbers from 0."),
        "voted_already_online": _(
            "This voter has already voted; a paper ballot is not added to it."
        ),
        "help_reason_needed": _("Say why an officer helps this voter."),
        "help_consent_needed": _(
            "An officer enters a vote only for a voter who agreed to it and is there."
        ),
        "urn_not_now": _("An urn is counted from the opening of the vote until its publication."),
        "urn_counted": _("The urn of this place has been entered already."),
        "urn_settled": _("This count has been confirmed or refused already."),
        "urn_needs_other_officer": _("A second officer must compare the count with the protocol."),
        "urn_place_needed": _("Say where the urn stood."),
        "urn_reason_needed": _("Say why the count cannot stand."),
        "urn_forms_wrong": _("The forms are a whole number, and no more of them are invalid."),
        "urn_total_too_large": _(
            "№ %(option)s: %(forms)s valid forms can hold at most %(limit)s, and %(found)s stand "
            "there."
        ),
        "urn_sum_too_large": _(
            "%(forms)s valid forms can hold at most %(limit)s together, and the sum is %(found)s."
        ),
        "urn_over_budget": _(
            "No %(forms)s forms that each fit the budget can hold these votes together."
        ),
        "protocol_empty": _("The file “%(name)s” is empty. Scan the protocol again."),
        "protocol_size": _("The file “%(name)s” is larger than %(limit)s MB."),
        "protocol_type": _("“%(name)s” is neither a PDF nor a JPEG or PNG."),
        "paper_exists": _("A paper ballot of this voter has been entered already."),
        "paper_number_used": _("A form with this number has been entered already."),
        "paper_settled": _("This paper ballot has been confirmed or refused already."),
        "paper_needs_other_officer": _("A second officer must confirm what the first one entered."),
        "paper_mismatch": _("The two entries differ. Look at the form again."),
        "elector_not_on_roll": _("This voter is not on the roll of this vote."),
        "unknown_rule": _("There is no rule called %(rule)s."),
        "unknown_setting": _("The rule %(rule)s has no setting called %(setting)s."),
        "not_as_announced": _(
            "The count that decides must be the one that was announced before the vote."
        ),
        "not_counted_yet": _("The count that decides is not done yet, so nothing is published."),
        "result_not_public": _("The ballots are published once the result is."),
        "not_verifiable": _(
            "This vote was opened before votes could be published for everybody to check."
        ),
        "key_destroyed": _(
            "The key of this vote was destroyed after the time for complaints, so nobody can tell "
            "any more which ballot was yours. Your receipt still shows that it is in the log."
        ),
        "key_still_needed": _("The key of this vote is still needed for complaints."),
        "key_away": _("The key of this vote is not where it must be, so it was not destroyed."),
        "audit_needs_two": _("Two different moderators must ask for the check against the roll."),
        "no_roll": _("This vote was held elsewhere, so there is no roll to check it against."),
        "import_needs_draft": _("Ballots can only be imported into a vote that was never opened."),
        "ballot_invalid": _("Ballot %(line)s: %(problem)s"),
    }

    @property
    def message(self) -> str:
        shown = {k: tenge(v) if k.endswith("_tenge") else v for k, v in self.params.items()}
        return str(self.texts[self.code]) % shown
