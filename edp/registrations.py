"""What this app tells the ones below it: words, topics, parts of pages.

Each room of the house adds its own here by calling its `register`.
"""

from . import core_registrations
from .consultation import registrations as consultation
from .evaluation import registrations as evaluation
from .events import registrations as events
from .evidence import registrations as evidence
from .monitoring import registrations as monitoring
from .opportunities import registrations as opportunities
from .plan import registrations as plan
from .stakeholders import registrations as stakeholders
from .statistics import registrations as statistics
from .surveys import registrations as surveys


def register() -> None:
    core_registrations.register()
    evaluation.register()
    stakeholders.register()
    events.register()
    opportunities.register()
    plan.register()
    monitoring.register()
    statistics.register()
    consultation.register()
    surveys.register()
    evidence.register()
