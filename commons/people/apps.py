"""People, their electors, and how residency is verified."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class PeopleConfig(AppConfig):
    name = "commons.people"
    label = "people"

    def ready(self) -> None:
        from commons.territories.models import Membership

        from . import staffing, verbs

        verbs.register()
        post_save.connect(staffing.role_given, Membership, dispatch_uid="people.role_given")
        post_delete.connect(staffing.role_ended, Membership, dispatch_uid="people.role_ended")
