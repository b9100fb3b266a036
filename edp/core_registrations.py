"""What the core of a round tells the apps below: words of its acts and messages, its topic."""

from django.utils.translation import gettext_lazy as _

from commons.audit import verbs
from commons.notifications import topics as followed

from . import messages, topics


def register() -> None:
    messages.register_all()
    followed.register("discovery", topics.rounds)
    verbs.register(
        {
            "discovery.created": _("set up a discovery round"),
            "discovery.copied": _("copied a discovery round"),
            "discovery.changed": _("changed a discovery round in preparation"),
            "discovery.announced": _("announced a discovery round"),
            "discovery.amended": _("amended the rules of a discovery round"),
            "discovery.stage_written": _("wrote about a stage of a discovery round"),
            "discovery.closed": _("closed a discovery round"),
        }
    )
