"""The verbs of a poll: prepare, open, cast, seal, close, count."""

from .auditing import audit_slots
from .casting import Receipt, cast_ballot
from .destroying import destroy_key
from .importing import import_ballots
from .paper import (
    confirm_paper_ballot,
    drop_paper_ballots,
    enter_assisted_ballot,
    enter_paper_ballot,
    refuse_paper_ballot,
)
from .polls import add_option, close_poll, create_poll, discard_poll, enrol, enrol_many, open_poll
from .publishing import request_publication, run_publication
from .sealing import seal
from .tallying import request_tally, run_tally
from .urns import confirm_urn_count, enter_urn_count, refuse_urn_count

__all__ = [
    "Receipt",
    "add_option",
    "audit_slots",
    "cast_ballot",
    "close_poll",
    "confirm_paper_ballot",
    "confirm_urn_count",
    "create_poll",
    "destroy_key",
    "discard_poll",
    "drop_paper_ballots",
    "enrol",
    "enrol_many",
    "enter_assisted_ballot",
    "enter_paper_ballot",
    "enter_urn_count",
    "import_ballots",
    "open_poll",
    "refuse_paper_ballot",
    "refuse_urn_count",
    "request_publication",
    "request_tally",
    "run_publication",
    "run_tally",
    "seal",
]
