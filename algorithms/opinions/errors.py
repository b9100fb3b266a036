"""What can be wrong with votes."""


class OpinionsError(ValueError):
    """Votes that no method can work with.

    ``code`` names the fault and ``params`` hold its numbers, so that the words can be found in the
    reader's language; ``str()`` is for developers. Positions in ``params`` count from 0.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code
