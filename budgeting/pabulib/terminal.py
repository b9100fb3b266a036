"""A progress bar on a terminal, and plain lines where there is none."""

import sys
from typing import TextIO

WIDTH = 28


class Bar:
    """Called with (what, done, total); total 0 says only that it is under way."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._live = self._out.isatty()
        self._what = ""
        self._open = False

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self.finish()
            self._what = what
            if not self._live:
                self._out.write(f"{what} ...\n")
        if self._live:
            self._out.write(f"\r\x1b[K{self._line(what, done, total)}")
            self._open = True
        self._out.flush()

    def finish(self) -> None:
        if self._open:
            self._out.write("\n")
            self._open = False

    @staticmethod
    def _line(what: str, done: int, total: int) -> str:
        if not total:
            return f"{what} ..."
        full = round(WIDTH * done / total)
        return f"{what} [{'#' * full}{'.' * (WIDTH - full)}] {100 * done // total:3d}%"
