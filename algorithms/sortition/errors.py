"""What can be wrong with a pool, its quotas or a draw."""

from collections.abc import Iterable


class SortitionError(ValueError):
    """An input that nothing can be drawn from.

    ``code`` names the fault and ``params`` hold its numbers, so that the words can be found in the
    reader's language; ``str()`` is for developers.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code


class UnreadableFile(SortitionError):  # noqa: N818 - the file is what cannot be read
    """A CSV file with faults: ``faults`` holds one SortitionError for each, with its ``line``."""

    def __init__(self, faults: Iterable[SortitionError]) -> None:
        def line(fault: SortitionError) -> int:
            return int(str(fault.params["line"]))

        self.faults = tuple(sorted(faults, key=line))
        super().__init__("unreadable_file", lines=tuple(line(fault) for fault in self.faults))

    def __str__(self) -> str:
        return "; ".join(str(fault) for fault in self.faults)
