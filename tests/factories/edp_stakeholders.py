"""Lists to invite from, and people who wait."""

import io
from datetime import datetime
from typing import Any

from commons.people.enums import Sector
from commons.people.models import Person
from edp.models import Round, Stakeholder
from edp.stakeholders import operations
from tests.factories.edp import organisation


def a_list(*lines: str, header: str = "name;email;organisation;sector") -> io.BytesIO:
    return io.BytesIO("\n".join([header, *lines]).encode())


def invited(round: Round, actor: Person, at: datetime, **more: Any) -> Stakeholder:
    """Somebody without an account, invited for an organisation of their own."""
    sector = more.pop("sector", Sector.ACADEMIA)
    values: dict[str, Any] = {
        "name": "Дана Есенова",
        "email": "dana@example.kz",
        "organisation": organisation(round.akimat, sector),
        "language": "ru",
    }
    return operations.invite(round=round, sector=sector, actor=actor, at=at, **{**values, **more})
