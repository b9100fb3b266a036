"""The words of each check: when it holds, and when it does not."""

from django.utils.translation import gettext_lazy as _

from commons.rounds import checks

TEXTS: dict[str, tuple[checks.Words, checks.Words]] = {
    **checks.TEXTS,
    "subject_written": (
        _("The plan that the round works inside is named."),
        _("Name the plan that the round works inside. Missing in: %(languages)s."),
    ),
    "mandate_written": (
        _("The mandate says who asked for the round and why."),
        _("Say who asked for the round and why. Missing in: %(languages)s."),
    ),
    "mandate_act_written": (
        _("The act of the mandate is named."),
        _("Name the act that orders the round. Missing in: %(languages)s."),
    ),
    "mandate_dated": (
        _("The act has its date."),
        _("The date of the act is missing."),
    ),
    "mandate_first": (
        _("The act came before the announcement."),
        _("The act is dated %(date)s, which is still ahead. Announce after it."),
    ),
    "stages_needed": (
        _("The stage in which people bring ideas has its dates."),
        _("These stages have no dates yet: %(stages)s."),
    ),
    "stages_complete": (
        _("Every stage has its dates."),
        _("The round goes without these stages: %(stages)s."),
    ),
    "stages_in_order": (
        _("The stages follow one another without overlap."),
        _("The stages must follow one another in order and may not overlap."),
    ),
    "discovery_ahead": (
        _("Discovery opens after the announcement."),
        _("Discovery must open after the announcement: people learn the rules first."),
    ),
    "not_only_a_record": (
        _("The round has stages ahead."),
        _("Every stage is over already: the round is entered as a record of the past."),
    ),
    "thresholds_possible": (
        _("The balance of the four sectors can be reached."),
        _("Four sectors cannot each have more than 25 percent. Lower the least share."),
    ),
    "reviews_enough": (
        _("Each opportunity gets at least three reviews."),
        _("Fewer than three reviews: one harsh or generous reviewer will decide a rank."),
    ),
    "call_ready": (
        _("The open call for opportunities is ready."),
        _("The open call has no dates yet; it takes those of the discovery stage."),
    ),
    "label_written": (
        _("The label that winners may carry is named."),
        _("Name the label that winners may carry. Missing in: %(languages)s."),
    ),
}
