"""Counts of urns: shown beside the result, and in no number of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from commons.voting.published import urn_counts

from ..models import Project
from .page import Result


@dataclass(frozen=True)
class Urn:
    """`totals`: the votes (points) of each project on its forms, the most first."""

    place: str
    forms: int
    invalid: int
    totals: list[tuple[Project, int]]
    protocol: str
    file_type: str

    @property
    def valid(self) -> int:
        return self.forms - self.invalid


def urns(result: Result) -> list[Urn]:
    """One query."""
    return list(_urns(result))


def _urns(result: Result) -> Iterator[Urn]:
    address = [result.round.akimat.slug, result.round.slug, result.envelope.territory.kato]
    for urn in urn_counts(result.official.poll):
        totals = [
            (result.projects[code], count)
            for code, count in urn.totals.items()
            if code in result.projects
        ]
        name = urn.protocol.name or ""
        yield Urn(
            place=urn.place,
            forms=urn.forms,
            invalid=urn.invalid,
            totals=sorted(totals, key=lambda pair: (-pair[1], pair[0].pk)),
            protocol=reverse("budgeting:result_urn", args=[*address, urn.pk]) if name else "",
            file_type=name.rpartition(".")[2].upper() if "." in name else "",
        )
