"""The schedule with the tasks of voting every second."""

import sys

from config.celery import app

OF_VOTING = ("commons.voting.", "budgeting.")


def main(state: str) -> None:
    app.conf.beat_schedule = {
        name: {**entry, "schedule": 1.0}
        for name, entry in app.conf.beat_schedule.items()
        if entry["task"].startswith(OF_VOTING)
    }
    app.Beat(loglevel="ERROR", schedule=state).run()


if __name__ == "__main__":
    main(sys.argv[1])
