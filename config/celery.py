"""The Celery application and its schedule: sweeps find the work that no message announced."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("birge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    "close polls whose time has come": {
        "task": "budgeting.tasks.sweep_polls",
        "schedule": 60.0,
    },
    "seal pending ballots": {"task": "commons.voting.tasks.seal_polls", "schedule": 3600.0},
    "take up counts that no message announced": {
        "task": "commons.voting.tasks.sweep_tallies",
        "schedule": 60.0,
    },
    "deliver waiting messages": {
        "task": "commons.notifications.tasks.deliver_outbox",
        "schedule": 60.0,
    },
    "remind of events and draw their reports": {
        "task": "edp.events.tasks.sweep_events",
        "schedule": 300.0,
    },
    "repeat invitations that nobody answered": {
        "task": "edp.stakeholders.remind_invited",
        "schedule": 3600.0,
    },
    "print plans that no message announced": {
        "task": "edp.plan.tasks.sweep_prints",
        "schedule": 300.0,
    },
    "remind evaluators whose sheets are due": {
        "task": "commons.scoring.tasks.remind_evaluators",
        "schedule": crontab(hour=9, minute=30),
    },
    # At nine in the morning; the task itself keeps to working days.
    "remind of readings that are due": {
        "task": "edp.monitoring.tasks.remind_of_readings",
        "schedule": crontab(hour=9, minute=0),
    },
}
