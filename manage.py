#!/usr/bin/env python
"""One command line for everything."""

import os
import sys

from demo.postgres import PostgresError


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        from demo.environment import prepare_or_exit

        # The demo chooses its database and folders before the settings are read.
        prepare_or_exit(sys.argv[2:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except PostgresError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
