"""What people who follow meetings, or all of an akimat, see on their page of follows."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.interface.numbers import row_key
from commons.people.models import Person
from commons.territories.models import Akimat

from .enums import MeetingStatus
from .models import Meeting
from .notices import path_of

Described = Mapping[str, tuple[str, str]]


def meetings(identifiers: list[str], reader: Person) -> Described:
    keys = [key for text in identifiers if (key := row_key(text))]
    rows = Meeting.objects.filter(pk__in=keys).exclude(status=MeetingStatus.DRAFT)
    return {str(row.pk): (row.title, path_of(row)) for row in rows.select_related("akimat")}


def akimats(identifiers: list[str], reader: Person) -> Described:
    keys = [key for text in identifiers if (key := row_key(text))]
    return {
        str(akimat.pk): (
            _("Hearings: %(akimat)s") % {"akimat": akimat.name},
            reverse("consultations:meetings", args=[akimat.slug]),
        )
        for akimat in Akimat.objects.filter(pk__in=keys, is_active=True)
    }
