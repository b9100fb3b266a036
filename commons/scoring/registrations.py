"""What this app tells the ones below it: words of its acts."""

from django.utils.translation import gettext_lazy as _

from commons.audit import verbs

VERBS = {
    "open_scoring": _("opened the scoring and froze the weights"),
    "close_scoring": _("closed the scoring"),
    "assign_evaluators": _("assigned the evaluators"),
    "declare_conflict": _("declared a conflict of interest"),
    "submit_sheet": _("handed in a score sheet"),
    "compute_ranking": _("computed the ranking"),
}


def register() -> None:
    verbs.register(VERBS)
