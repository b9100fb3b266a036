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
    "publish ballots that no message announced": {
        "task": "commons.voting.tasks.publish_polls",
        "schedule": 60.0,
    },
    "publish ballots where it failed before": {
        "task": "commons.voting.tasks.publish_polls",
        "schedule": crontab(minute=40),
        "kwargs": {"again": True},
    },
    "destroy the keys of votes that are settled": {
        "task": "commons.voting.tasks.destroy_keys",
        "schedule": crontab(hour=3, minute=30),
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
    # Hearings: what the clock changes, then reminders in the morning.
    "tell of agenda proposals and requests that are overdue": {
        "task": "consultations.meetings.tasks.settle_the_day",
        "schedule": crontab(hour=8, minute=50),
    },
    "look after sittings that were left open": {
        "task": "consultations.sittings.tasks.sweep_sittings",
        "schedule": 900.0,
    },
    "close discussions of drafts": {
        "task": "consultations.drafts.tasks.sweep_drafts",
        "schedule": crontab(minute=10),
    },
    "find groups of opinion": {"task": "consultations.opinions.sweep", "schedule": 600.0},
    "let petitions lapse": {
        "task": "consultations.petitions.tasks.sweep_petitions",
        "schedule": crontab(hour=9, minute=25),
    },
    "take up draws of which nothing was heard": {
        "task": "consultations.draws.sweep",
        "schedule": 300.0,
    },
    "remind of meetings": {
        "task": "consultations.meetings.tasks.remind_of_meetings",
        "schedule": crontab(minute=20),
    },
    "remind of minutes": {
        "task": "consultations.sittings.tasks.remind_of_minutes",
        "schedule": crontab(hour=9, minute=5),
    },
    "remind of replies to recommendations": {
        "task": "consultations.recommendations.tasks.remind_of_replies",
        "schedule": crontab(hour=9, minute=10),
    },
    "remind of answers to remarks": {
        "task": "consultations.drafts.tasks.remind_of_answers",
        "schedule": crontab(hour=9, minute=15),
    },
    "remind of questions to the akim": {
        "task": "consultations.appeals.remind_of_questions",
        "schedule": crontab(hour=9, minute=20),
    },
    "look after the terms of councils": {
        "task": "consultations.councils.tasks.look_after_terms",
        "schedule": crontab(hour=6, minute=0),
    },
}
