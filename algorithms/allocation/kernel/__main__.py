"""Compiles the kernel: ``python -m algorithms.allocation.kernel``."""

import sys

from algorithms.allocation.kernel.library import KernelError, build


def main() -> int:
    """Says where the library is, or why there is none."""
    try:
        made = build()
    except KernelError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{made}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
