"""``python -m algorithms.allocation``: see ``command``."""

import os
import sys

from algorithms.allocation.command import main


def _keep_the_output_clean() -> None:
    """HiGHS prints a line of its own from C, whatever it is told; it must not land in our JSON."""
    sys.stdout.flush()
    sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)


if __name__ == "__main__":
    _keep_the_output_clean()
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(1, sys.stdout.fileno())
        code = 1
    sys.exit(code)
