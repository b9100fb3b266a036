"""``python -m algorithms.allocation``: see ``command``."""

import os
import sys
from contextlib import suppress

from algorithms.allocation.command import main


def _keep_the_output_clean() -> None:
    """HiGHS prints a line of its own from C, whatever it is told; it must not land in our JSON."""
    sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)


def _run() -> int:
    """The exit code; 1 where the answer could not be written."""
    try:
        _keep_the_output_clean()
        code = main(sys.argv[1:])
        sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # then whoever read along has seen enough
            print(f"The answer cannot be written: {error.strerror}.", file=sys.stderr)  # noqa: T201
        with suppress(OSError, AttributeError):  # at the end Python writes the rest; to nowhere
            os.dup2(1, sys.stdout.fileno())
        code = 1
    return code


if __name__ == "__main__":
    sys.exit(_run())
