"""What can go wrong with a round, and the words for it."""

from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commons.interface.dates import long_date
from commons.interface.errors import DomainError


class BudgetingError(DomainError):
    """Something asked of a round or a project that its state or its rules do not allow."""

    texts: ClassVar = {
        "wrong_state": _(
            "This cannot be done now: the round is “%(state)s”. "
            "Reload the page to see where it stands."
        ),
        "wrong_project_state": _(
            "This cannot be done now: the project is “%(state)s”. "
            "Somebody may have acted on it in the meantime."
        ),
        "checks_failed": _("%(checks)s"),
        "rules_frozen": _(
            "The rules are frozen since the round was announced. "
            "Change them by a public amendment with its reason."
        ),
        "too_late_to_amend": _(
            "This rule cannot change any more, because voting has been prepared under it: %(rule)s."
        ),
        "not_a_draft": _("Only a round that is being prepared can be changed this way."),
        "unknown_rule": _("A round has no rule called “%(rule)s”."),
        "address_reserved": _("“%(slug)s” is an address of the site. Choose another one."),
        "address_taken": _("There is already a round at the address “%(slug)s”."),
        "text_needed": _("Write the text in Kazakh and in Russian: %(languages)s is missing."),
        "phases_overlap": _(
            "The phases must follow one another: %(phase)s begins before %(before)s ends."
        ),
        "phase_without_length": _("The phase “%(phase)s” must end after it begins."),
        "envelope_outside": _("%(territory)s lies outside the territory of the round."),
        "envelope_without_money": _("The envelope of %(territory)s holds no money."),
        "envelope_in_use": _("The envelope of %(territory)s already has projects."),
        "category_in_use": _("The category “%(category)s” already has proposals."),
        "not_a_specialist": _("%(person)s is not a specialist of this akimat."),
        "wrong_stage": _("This project is now at another stage: %(stage)s."),
        "answers_missing": _("Answer every question of the checklist."),
        "unknown_answer": _("The checklist has no such question or answer: %(question)s."),
        "blocked_by_checklist": _(
            "A project cannot be feasible while this is answered “no”: %(question)s."
        ),
        "cost_needed": _("Enter the cost of the project in tenge."),
        "cost_over_envelope": _(
            "The cost is more than the whole envelope of %(budget)s ₸, "
            "so the project cannot be built from it."
        ),
        "cost_over_limit": _("The cost is more than the rules allow for one project: %(limit)s ₸."),
        "reason_needed": _("Give the reason in Kazakh and in Russian: %(languages)s is missing."),
        "corrected_once": _("A proposal is corrected once. Decide now: feasible or not feasible."),
        "not_the_author": _("Only the author of the proposal can do this."),
        "correction_over": _("The time for corrections ended on %(date)s."),
        "appeal_over": _("An appeal could be filed until %(date)s."),
        "appeal_filed": _("An appeal has already been filed for this project."),
        "appeal_decided": _("This appeal has already been decided."),
        "appeal_text_needed": _("Say why the finding is wrong."),
        "not_on_council": _("Only a member of the expert council of this round can decide."),
        "own_case": _("You take part in this case yourself, so another member must decide it."),
        "different_envelopes": _("Projects that exclude one another must be on one ballot."),
        "group_too_small": _("Choose at least two projects that exclude one another."),
        "unfix_reason_needed": _("Say why the ballot is taken back; the reason stays on record."),
        "not_in_pairs": _("This step needs no approval by two moderators."),
        "not_counted": _("The votes are still being counted."),
        "count_failed": _("The count failed and must be repeated: %(error)s"),
        "no_envelope": _("No envelope of the round covers the place of this proposal."),
        "on_ballot": _(
            "This project is on the ballot, so its proposal can no longer be taken away."
        ),
    }

    @property
    def message(self) -> str:
        """The sentence for the reader; dates are written out in the active language."""
        shown = {k: long_date(v) if isinstance(v, date) else v for k, v in self.params.items()}
        return str(self.texts[self.code]) % shown
