"""What councils keep about a person: for their own copy, and cleared with their account."""

from typing import Any

from django.utils import timezone

from commons.people.models import Person

from .enums import RUNNING, ApplicationStatus, Outcome
from .models import Application, ApplicationFile, GroupMember, Mandate

_WRITTEN = ("motivation", "experience", "position", "household")


def export(person: Person) -> dict[str, Any]:
    seats = Mandate.objects.filter(person=person).select_related("council__akimat", "organisation")
    applied = Application.objects.filter(person=person).select_related(
        "formation__council__akimat", "organisation", "territory"
    )
    groups = GroupMember.objects.filter(person=person).select_related("formation__council__akimat")
    return {
        "mandates": [
            {
                "council": one.council.name,
                "akimat": one.council.akimat.slug,
                "name": one.name,
                "seat": one.seat,
                "sector": one.sector,
                "organisation": str(one.organisation or ""),
                "begins_on": one.begins_on.isoformat(),
                "ended_on": one.ended_on.isoformat() if one.ended_on else None,
            }
            for one in seats.order_by("pk")
        ],
        "applications": [
            {
                "council": one.formation.council.name,
                "number": one.number,
                "name": one.name,
                "organisation": str(one.organisation or ""),
                "sector": one.sector,
                "position": one.position,
                "motivation": one.motivation,
                "experience": one.experience,
                "district": one.territory.kato if one.territory else "",
                "sex": one.sex,
                "birth_year": one.birth_year,
                "household": one.household,
                "traits": one.traits,
                "status": one.status,
                "outcome": one.outcome,
                "submitted_at": one.submitted_at.isoformat(),
            }
            for one in applied.order_by("pk")
        ],
        "working_groups": [
            {"council": one.formation.council.name, "name": one.name, "position": one.position}
            for one in groups.order_by("pk")
        ],
    }


def erase(person: Person) -> None:
    """Who sits or sat in a council, and who chose them, stays public by law. An application that
    still runs is taken back; of the others goes what was written, and the name of those who were
    not taken."""
    at = timezone.now()
    for one in Application.objects.filter(person=person).select_related("formation"):
        if one.formation.status in RUNNING and one.status != ApplicationStatus.WITHDRAWN:
            one.status, one.withdrawn_at = ApplicationStatus.WITHDRAWN, at
        for name in _WRITTEN:
            setattr(one, name, "")
        one.sex, one.birth_year, one.traits = "", None, {}
        if one.outcome != Outcome.SEATED:
            one.name = ""
        one.save()
        for stored in ApplicationFile.objects.filter(application=one):
            stored.file.delete(save=False)
            stored.delete()
    Mandate.objects.filter(person=person).update(email="", is_woman=None)
