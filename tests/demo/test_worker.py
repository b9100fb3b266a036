"""The demo's worker serves tasks sent by the same process, and closes what they opened."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

SEND_AND_WAIT = """
import threading
import django
django.setup()
from celery import current_app
from django.db import connection
from demo import worker

done = threading.Event()
sent_by = threading.get_ident()
found = {}

@current_app.task(name="test.report")
def report(number):
    found["answer"] = number + 1
    found["elsewhere"] = threading.get_ident() != sent_by
    done.set()

@current_app.task(name="test.fail")
def fail():
    raise ValueError("expected by the test")

worker.start()
fail.delay()
threading.Thread(target=report.delay, args=(41,)).start()
assert done.wait(30), "no worker served the task"
print(found)
"""


def test_task_runs_in_the_background_of_the_process_that_sent_it(tmp_path: Path):
    ended = subprocess.run(
        [sys.executable, "-c", SEND_AND_WAIT],
        cwd=PROJECT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "BIRGE_VAR_DIR": str(tmp_path),
            "REDIS_URL": "",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.stdout == "{'answer': 42, 'elsewhere': True}\n", ended.stderr
    assert "expected by the test" in ended.stderr
    assert list(PROJECT.glob("celerybeat-schedule*")) == []
