"""The page of the demo itself: accounts, codes of the moment, and the mail that was sent."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from commons.territories.models import Akimat

from . import mailbox
from .seed.accounts import ACCOUNTS, TOTP_SECRET

PERIOD = 30  # seconds a code lives
ROLES = {
    "resident": _("Resident: verified, can vote"),
    "newcomer": _("Newcomer: residence not verified yet"),
    "author": _("Author: the proposal was sent back for correction"),
    "expert": _("Expert: decides appeals, has no desk"),
    "moderator": _("Moderator: %(akimat)s"),
    "deputy": _("Second moderator: %(akimat)s"),
    "specialist": _("Specialist: %(akimat)s"),
    "observer": _("Observer: reads all akimats"),
}


def accounts() -> list[tuple[str, str, str]]:
    """Who may sign in: as whom, with which address and which password."""
    names = {akimat.slug: akimat.name for akimat in Akimat.objects.all()}
    found = []
    for role, address, password, _note in ACCOUNTS:
        slug = address.partition("@")[2].partition(".")[0]
        found.append((ROLES[role] % {"akimat": names.get(slug, slug)}, address, password))
    return found


@never_cache
def index(request: HttpRequest) -> HttpResponse:
    now = int(time.time())
    return render(
        request,
        "demo/index.html",
        {
            "accounts": accounts(),
            "code": format_hotp_value(hotp_value(TOTP_SECRET, now // PERIOD)),
            "seconds_left": PERIOD - now % PERIOD,
            "items": mailbox.latest(),
        },
    )
