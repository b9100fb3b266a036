"""The words of what followers of a project being built are told."""

from django.utils.translation import gettext_lazy as _

from commons.notifications.kinds import Text, register

WORDS: dict[str, tuple[Text, Text]] = {
    "delivery_step_planned": (
        _("Planned: %(project)s"),
        _("“%(project)s”: %(step)s, planned for %(planned_date)s."),
    ),
    "delivery_step_done": (
        _("A step further: %(project)s"),
        _("“%(project)s”: %(step)s, done on %(done_date)s."),
    ),
    "delivery_step_moved": (
        _("Later than planned: %(project)s"),
        _(
            "“%(project)s”: %(step)s is now expected on %(expected_date)s, "
            "planned was %(planned_date)s. The reason: %(reason)s"
        ),
    ),
    "delivery_step_expected": (
        _("On its way: %(project)s"),
        _("“%(project)s”: %(step)s is expected on %(expected_date)s."),
    ),
    "delivery_contract": (
        _("A contract: %(project)s"),
        _("For “%(project)s” a contract was signed with %(contractor)s: %(amount_tenge)s."),
    ),
    "delivery_payment": (
        _("A payment: %(project)s"),
        _("For “%(project)s” %(amount_tenge)s were paid: %(what)s."),
    ),
    "delivery_photo": (
        _("A new photo: %(project)s"),
        _("See what “%(project)s” looks like now: %(alt)s"),
    ),
}


def register_all() -> None:
    for kind, (subject, body) in WORDS.items():
        register(kind, subject=subject, body=body)
