"""Keeps `is_staff` in step with the roles people hold, however these are given and ended."""

from typing import Any

from commons.territories.models import Membership

from .models import Person


def role_given(sender: type[Membership], instance: Membership, **kwargs: Any) -> None:
    Person.objects.filter(pk=instance.person_id, is_staff=False).update(is_staff=True)


def role_ended(sender: type[Membership], instance: Membership, **kwargs: Any) -> None:
    """The last role takes the desk with it; a superuser keeps it."""
    held = Membership.objects.filter(person_id=instance.person_id).exists()
    if not held:
        Person.objects.filter(pk=instance.person_id, is_superuser=False).update(is_staff=False)
