"""Messages to people: the outbox, its delivery, and what is followed."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "commons.notifications"
    label = "notifications"

    def ready(self) -> None:
        from . import about_people

        about_people.connect()
