"""What can go wrong with the embedded PostgreSQL, each as one sentence."""

SENTENCES = {
    "not_installed": (
        "DATABASE_URL is not set and the embedded PostgreSQL is not installed: "
        "run `make setup`, or set DATABASE_URL to a PostgreSQL server."
    ),
    "disk_full": "The disk that holds {path} is full: free some space and start again.",
    "not_writable": (
        "The database cannot be kept in {path} because that folder cannot be written: "
        "choose another folder or run as its owner."
    ),
    "not_yours": (
        "The database in {path} belongs to the user {owner}: "
        "run as that user or choose another folder."
    ),
    "other_version": (
        "The database in {path} was made by PostgreSQL {found}, and this is PostgreSQL {expected}: "
        "begin anew with `make demo ARGS=--fresh` or choose another folder."
    ),
    "not_answering": (
        "A PostgreSQL server left running from {path} (process {pid}) does not answer: "
        "end that process and start again."
    ),
    "in_use": (
        "The database in {path} is in use by another process: end that one first "
        "(a demo that still runs stops with Ctrl-C)."
    ),
    "no_account": (
        "PostgreSQL refuses to run as root and this machine has no user called {name}: "
        "run as an ordinary user, or set DATABASE_URL."
    ),
    "no_locale": (
        "This machine has no UTF-8 locale ({tried}), without which search would lose Cyrillic: "
        "install one, or set DATABASE_URL."
    ),
    "did_not_start": "The embedded PostgreSQL in {path} did not start: {reason}",
}


class PostgresError(Exception):
    """The embedded server cannot be used; `code` is a key of `SENTENCES`, `params` fill it."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(SENTENCES[code].format(**params))
