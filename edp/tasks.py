"""Every background task of discovery: Celery looks for them here."""

from .events.tasks import make_report_pdf as make_report_pdf
from .events.tasks import sweep_events as sweep_events
from .stakeholders.tasks import remind_invited as remind_invited
