"""The demo's web process: the site, its background work, and an end when the command has ended."""

import os
import signal
import threading
import time

from django.core.wsgi import get_wsgi_application

from demo import worker


def _end_with(parent: int) -> None:
    """After `kill -9` of the command nobody else would end this process and free its port."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)


# Until granian listens to signals in this process, they are to end it and not to be overheard.
for _ending in (signal.SIGINT, signal.SIGTERM):
    signal.signal(_ending, signal.SIG_DFL)
threading.Thread(target=_end_with, args=(os.getppid(),), name="parent", daemon=True).start()
application = get_wsgi_application()
worker.start()
