"""What cannot be done with a scorecard, and the words for it."""

from django.utils.translation import gettext_lazy as _

from commons.interface.errors import DomainError


class ScoringError(DomainError):
    """`params["fields"]`, where present, names what a form should point to; it is in no text."""

    texts = {
        "not_draft": _(
            "Scoring has opened, so the scorecard is frozen: criteria, weights, "
            "figures and the list of what is scored stay as they are."
        ),
        "not_open": _("Scoring is not open."),
        "not_yet_open": _("Scoring has not begun yet."),
        "not_closed": _("Nothing is shown of the scores before scoring is closed."),
        "text_needed": _("Write the text in Kazakh and in Russian: %(languages)s is missing."),
        "unknown_template": _("There is no ready-made scorecard of this name."),
        "code_taken": _("The code %(taken)s is used already."),
        "code_invalid": _("A code has letters a–z, digits, hyphens and underscores only."),
        "closes_before_it_opens": _("Scoring must close after it opens."),
        "reviews_too_few": _("Each needs at least one review."),
        "weight_negative": _("A weight cannot be negative: %(criterion)s."),
        "weight_too_large": _("A weight is at most %(most)s: %(criterion)s."),
        "weights_all_zero": _("At least one criterion must have a weight above 0."),
        "scale_not_whole": _(
            "The ends of a scale are whole numbers, at most %(most)s points apart, "
            "the lowest first: %(criterion)s."
        ),
        "ends_not_rising": _("The lowest must be less than the highest: %(criterion)s."),
        "ends_incomplete": _("Give both ends or neither: %(criterion)s."),
        "thresholds_wrong": _("q must be 0 or more and p at least q: %(criterion)s."),
        "anchor_off_scale": _("The point %(value)s is not on the scale of %(criterion)s."),
        "anchors_missing": _(
            "Say in words what the points mean, at least the lowest and the highest: %(criteria)s."
        ),
        "no_criteria": _("The scorecard has no criteria."),
        "not_of_this_scorecard": _("This does not belong to the scorecard."),
        "swing_range": _("Points run from 0 to 100, and the most important swing has 100."),
        "ratio_range": _("A comparison runs from 1/9 to 9: %(first)s and %(second)s."),
        "pair_twice": _("A pair of criteria is compared once: %(first)s and %(second)s."),
        "comparisons_missing": _("Compare every pair of criteria; %(missing)s are missing."),
        "too_many_to_compare": _(
            "Comparing in pairs works with at most %(most)s criteria; here are %(given)s. "
            "Set the weights directly or by swing."
        ),
        "swings_missing": _("Give points to every criterion: %(criteria)s is missing."),
        "too_few_alternatives": _("There must be at least two to choose from."),
        "figure_not_quantitative": _("%(criterion)s is judged on a scale; it takes no figure."),
        "figure_invalid": _("This is not a number: %(criterion)s."),
        "figure_outside": _(
            "%(value)s is outside %(low)s to %(high)s, the ends set for %(criterion)s."
        ),
        "source_needed": _("Say where the figure comes from: %(criterion)s, %(alternative)s."),
        "figures_missing": _("These figures are missing: %(missing)s."),
        "already_seated": _("%(person)s is an evaluator already."),
        "has_begun": _("%(person)s has begun to score and stays."),
        "organisation_elsewhere": _("This organisation belongs to another akimat."),
        "nobody_seated": _("There are no evaluators yet."),
        "too_few_reviewers": _(
            "There are not enough evaluators without a conflict of interest. Missing: %(lacking)s. "
            "Add evaluators, raise their limits or ask for fewer reviews."
        ),
        "not_assigned": _("Evaluators are not assigned yet, or reviews are missing: %(lacking)s."),
        "assigned_to_own": _(
            "%(person)s would score something of their own: %(alternative)s. Assign again."
        ),
        "reason_needed": _("Give the reason."),
        "already_declared": _("This conflict of interest is declared already."),
        "not_your_sheet": _("This score sheet is somebody else's."),
        "sheet_withdrawn": _("This score sheet was withdrawn for a conflict of interest."),
        "sheet_submitted": _("This score sheet is handed in and cannot change any more."),
        "sheet_changed": _(
            "This score sheet was changed in another window after you opened it here. "
            "What you wrote is still below; compare and save again."
        ),
        "value_off_scale": _(
            "Points for “%(criterion)s” are whole numbers from %(low)s to %(high)s."
        ),
        "not_scored_by_people": _("“%(criterion)s” is a figure; nobody gives it points."),
        "too_long": _("The text for “%(criterion)s” is longer than %(most)s characters."),
        "sheet_incomplete": _("Not complete yet: %(missing)s."),
        "sheets_missing": _(
            "Not all score sheets are in: %(missing)s. Wait, or close with a public reason."
        ),
        "nothing_to_rank": _("No score sheet has been handed in, so there is nothing to rank."),
        "deadline_not_later": _("The new closing time must be in the future."),
    }
