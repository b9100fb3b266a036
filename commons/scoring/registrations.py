"""What this app tells the ones below it: words of its acts, messages, personal data."""

from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.people import erasers, exports

from . import messages, personal_data

VERBS = {
    "create_scorecard": _("began a scorecard"),
    "change_scorecard": _("changed the scorecard"),
    "discard_scorecard": _("removed the draft of a scorecard"),
    "change_criteria": _("changed the criteria"),
    "set_weights": _("set the weights"),
    "enter_figure": _("entered a figure"),
    "clear_figure": _("removed a figure"),
    "seat_evaluator": _("seated an evaluator"),
    "change_seat": _("changed an evaluator's limit"),
    "unseat_evaluator": _("took an evaluator off the list"),
    "open_scoring": _("opened the scoring and froze the weights"),
    "extend_scoring": _("gave the evaluators more time"),
    "remind_evaluators": _("reminded the evaluators"),
    "close_scoring": _("closed the scoring"),
    "assign_evaluators": _("assigned the evaluators"),
    "declare_conflict": _("declared a conflict of interest"),
    "submit_sheet": _("handed in a score sheet"),
    "compute_ranking": _("computed the ranking"),
}


def register() -> None:
    verbs.register(VERBS)
    messages.register_all()
    exports.register("scoring", personal_data.export)
    erasers.register("scoring", personal_data.erase)
