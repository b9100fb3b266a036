"""The projects of an envelope as lines of a ballot."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import Truncator

from commons.voting.formats import Rules

from ..links import link
from ..models import Envelope, Project, Round
from .forms import CHOSEN, field_name, written

# Characters of the description on a ballot; the search looks at what is shown.
ABOUT = 120


@dataclass(frozen=True)
class Row:
    """`points` is what this voter has given; `typed` what stands in the field, valid or not."""

    code: str
    title: str
    language: str
    place: str
    category: str
    text: str
    cost_tenge: int
    share: float
    url: str
    points: int
    # The points as their format says them: points, a mark, a place, a yes.
    given: str
    # The field of a format that asks for a number or a yes of each; empty where one ticks.
    name: str
    typed: str
    shown: bool

    @property
    def field_id(self) -> str:
        return f"o-{self.code}"


def on_ballot(envelope: Envelope) -> QuerySet[Project]:
    return (
        Project.objects.filter(envelope=envelope, option__isnull=False)
        .select_related("option", "proposal__territory", "proposal__category")
        .order_by("option_id")
    )


def rows(
    round: Round,
    envelope: Envelope,
    *,
    seed: str,
    choices: Mapping[str, int],
    typed: Mapping[str, str] | None = None,
    find: str = "",
    only_chosen: bool = False,
) -> list[Row]:
    """In an order of the voter's own, so that no project gains by standing first.

    What does not match is not `shown`, but stays on the form with what was chosen.
    """
    wanted = find.casefold().split()
    rules = _rules(envelope)
    found = []
    for project in on_ballot(envelope):
        row = _row(round, envelope, project, choices, typed or {}, rules)
        hay = f"№ {row.code} {row.title} {row.place} {row.category} {row.text}".casefold()
        shown = all(word in hay for word in wanted) and (row.points > 0 or not only_chosen)
        found.append(row if shown else Row(**{**vars(row), "shown": False}))
    return sorted(found, key=lambda row: _ticket(seed, row.code))


def _rules(envelope: Envelope) -> Rules:
    """As much of them as says how points are written."""
    poll = envelope.poll
    assert poll is not None  # what is on a ballot has a poll
    return Rules(poll.ballot_format, poll.budget_tenge, {}, max_choices=poll.max_choices)


def _row(
    round: Round,
    envelope: Envelope,
    project: Project,
    choices: Mapping[str, int],
    typed: Mapping[str, str],
    rules: Rules,
) -> Row:
    proposal, option = project.proposal, project.option
    assert option is not None  # `on_ballot` asks for it
    points = choices.get(option.code, 0)
    given = written(rules, points)
    return Row(
        code=option.code,
        title=proposal.title,
        language=proposal.language,
        place=proposal.address or (proposal.territory.name if proposal.territory else ""),
        category=proposal.category.name if proposal.category else "",
        text=Truncator(proposal.problem).chars(ABOUT),
        cost_tenge=option.cost_tenge,
        share=option.cost_tenge / envelope.budget_tenge,
        url=link("budgeting:project", round.akimat.slug, round.slug, project.pk),
        points=points,
        given=given,
        name="" if (name := field_name(rules, option.code)) == CHOSEN else name,
        typed=typed.get(option.code, given),
        shown=True,
    )


def _ticket(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}/{code}".encode()).hexdigest()
