"""What this app tells the ones below it and its own front page, part by part."""

from django.utils.translation import gettext_lazy as _

from commons.audit import verbs

from .appeals import registrations as appeals
from .councils import registrations as councils
from .drafts import registrations as drafts
from .draws import registrations as draws
from .meetings import registrations as meetings
from .openness import registrations as openness
from .opinions import registrations as opinions
from .petitions import registrations as petitions
from .recommendations import registrations as recommendations
from .sittings import registrations as sittings


def register() -> None:
    verbs.register({"hearings.periods_set": _("changed the periods of hearings")})
    councils.register()
    draws.register()
    meetings.register()
    sittings.register()
    drafts.register()
    opinions.register()
    recommendations.register()
    petitions.register()
    appeals.register()
    openness.register()
