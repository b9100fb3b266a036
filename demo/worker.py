"""Background work of the demo: a Celery worker and its schedule in threads of the web process.

The in-memory broker is seen only by the process that holds it, so both live where the pages do.
"""

import logging
import threading
from typing import Any

from celery import Celery, current_app
from celery.beat import EmbeddedService
from celery.signals import task_postrun
from celery.worker import WorkController
from django.db import close_old_connections

logger = logging.getLogger(__name__)


def start() -> None:
    """Serve tasks and the schedule until the process ends."""
    app: Celery = current_app._get_current_object()
    task_postrun.connect(_close_connections, weak=False)
    threading.Thread(target=_work, args=(app,), name="worker", daemon=True).start()
    # Without a scheduler class beat would keep its times in a file in the current folder.
    beat = EmbeddedService(app, thread=True, scheduler_cls="celery.beat:Scheduler")
    beat.daemon = True
    beat.start()


def _work(app: Celery) -> None:
    try:
        worker = WorkController(
            app=app,
            pool_cls="threads",
            concurrency=2,
            hostname="demo@localhost",
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        )
        worker.start()
    except Exception:
        # A thread's end is easily overlooked, and with it every result would be missing.
        logger.exception("The demo's worker ended: nothing works in the background any more")


def _close_connections(**_signal: Any) -> None:
    close_old_connections()
