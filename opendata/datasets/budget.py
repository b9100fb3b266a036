"""Budget rounds held on this site: their phases, money, projects and results.

Elections read from Pabulib files are left out: they are not ours, and their money is not tenge.
Votes are here once the result of the round is published, for nobody earlier.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from budgeting.enums import PhaseKind, ProjectStatus, RoundStatus, Rule
from budgeting.models import Envelope, Phase, Project, Round
from commons.territories.models import Akimat
from commons.voting.enums import BallotFormat
from commons.voting.queries.several import done_tallies

from ..addresses import page
from ..declaring import Dataset, Field, Kind, at, flag, integer, moment, string, texts
from .scope import of

# Long texts of a round, which no row below it needs.
LONG = [f"round__{name}{end}" for name in ("rules", "summary") for end in ("", "_kk", "_ru", "_en")]
PROPOSAL = [f"proposal__{name}" for name in ("problem", "description", "estimate", "plain_text")]
PUBLISHED = RoundStatus.RESULT_PUBLISHED
DECIDED = (ProjectStatus.WON, ProjectStatus.LOST)


def rounds(akimat: Akimat | None) -> QuerySet[Round]:
    """Announced ones."""
    found = Round.objects.filter(of(akimat), imported_from="").exclude(status=RoundStatus.DRAFT)
    return found.select_related("akimat", "territory", "call")


def phases(akimat: Akimat | None) -> QuerySet[Phase]:
    found = Phase.objects.filter(round__in=rounds(akimat))
    return found.select_related("round__akimat").defer(*LONG)


def envelopes(akimat: Akimat | None) -> QuerySet[Envelope]:
    found = Envelope.objects.filter(round__in=rounds(akimat))
    return found.select_related("round__akimat", "territory").defer(*LONG)


def projects(akimat: Akimat | None) -> QuerySet[Project]:
    found = Project.objects.filter(round__in=rounds(akimat))
    return found.select_related(
        "round__akimat", "proposal__category", "proposal__territory", "option"
    ).defer(*LONG, *PROPOSAL)


def results(akimat: Akimat | None) -> QuerySet[Any]:
    """One row for each rule and envelope."""
    published = rounds(akimat).filter(status=PUBLISHED)
    found = done_tallies().filter(poll__budget_envelope__round__in=published)
    return (
        found.filter(rule__in=Rule.values)
        .select_related("poll__budget_envelope__round__akimat", "poll__budget_envelope__territory")
        .defer(*(f"poll__budget_envelope__{name}" for name in LONG), "outcome")
    )


# --- what no join brings ---


def add_turnout(rows: list[Any]) -> None:
    """`turnout` of envelopes whose result is published, in one query."""
    published = [row.pk for row in rows if row.round.status == PUBLISHED]
    numbers = ("pk", "summary__numbers__voters", "summary__numbers__roll")
    found = Envelope.objects.filter(pk__in=published, summary__isnull=False).values_list(*numbers)
    held = {pk: (voters, roll) for pk, voters, roll in found}
    for row in rows:
        row.voters, row.roll = held.get(row.pk, (None, None))


def add_votes(rows: list[Any]) -> None:
    """`votes` and `points` of projects whose result is published, in one query."""
    polls = {row.option.poll_id for row in rows if row.option and row.round.status == PUBLISHED}
    official = done_tallies().filter(poll__in=polls, official=True) if polls else ()
    held = {(tally.poll_id, one["id"]): one for tally in official for one in tally.standings}
    for row in rows:
        counted = held.get((row.option.poll_id, row.option.code), {}) if row.option else {}
        row.votes, row.points = counted.get("votes"), counted.get("points")


def _status(row: Project) -> str:
    """Nobody learns from a table who won before everybody does."""
    hidden = row.status in DECIDED and row.round.status != PUBLISHED
    return ProjectStatus.ON_BALLOT if hidden else row.status


def _of_round(name: str) -> Any:
    return lambda row: page(f"budgeting:{name}", row.akimat.slug, row.slug)


def _of_envelope(row: Envelope, name: str, is_there: bool) -> str | None:
    return page(name, row.round.akimat.slug, row.poll_id) if row.poll_id and is_there else None


def _ballots(row: Envelope) -> str | None:
    if row.round.status != PUBLISHED or row.voters is None:  # type: ignore[attr-defined]
        return None
    return page(
        "budgeting:result_ballots", row.round.akimat.slug, row.round.slug, row.territory.kato
    )


KEY = integer("id", _("Key."))
ROUND = integer("round_id", _("Key of the round."))


def akimat_at(path: str) -> Field:
    return string("akimat", _("Address of the akimat."), f"{path}akimat.slug")


ROUNDS = Dataset(
    name="budget-rounds",
    title=_("Budget rounds"),
    about=_("Rounds of participatory budgeting that are announced."),
    group="budget",
    rows=rounds,
    since="announced_at",
    fields=(
        KEY,
        akimat_at(""),
        string("slug", _("Address within the akimat.")),
        texts("title", _("Title.")),
        texts("summary", _("In one paragraph.")),
        string("kato", _("KATO code of the territory."), "territory.kato"),
        string("status", _("State."), codes=RoundStatus),
        string("ballot_format", _("How a ballot is filled in."), codes=BallotFormat),
        string("rule", _("Rule that chooses the winners."), codes=Rule),
        integer("min_age", _("Least age of a voter."), unit=_("years")),
        moment("announced_at", _("When it was announced."), nullable=True),
        string("rules_hash", _("SHA-256 of the frozen rules.")),
        Field("page", Kind.ADDRESS, _("Its page."), _of_round("round")),
        Field(
            "rules_file", Kind.ADDRESS, _("The rules as they were hashed."), _of_round("rules_file")
        ),
    ),
)
PHASES = Dataset(
    name="budget-phases",
    title=_("Phases of budget rounds"),
    about=_("When a phase begins and ends: from the first moment up to, not including, the last."),
    group="budget",
    rows=phases,
    round="round",
    since="opens_at",
    fields=(
        KEY,
        akimat_at("round."),
        ROUND,
        string("kind", _("Phase."), codes=PhaseKind),
        moment("opens_at", _("First moment.")),
        moment("closes_at", _("The moment at which it is over.")),
    ),
)
ENVELOPES = Dataset(
    name="budget-envelopes",
    title=_("Envelopes of budget rounds"),
    about=_("Money for one territory, on which one vote is held. Turnout follows with the result."),
    group="budget",
    rows=envelopes,
    round="round",
    since="round__announced_at",
    prepare=add_turnout,
    fields=(
        KEY,
        akimat_at("round."),
        ROUND,
        string("kato", _("KATO code of the territory."), "territory.kato"),
        texts("territory", _("Name of the territory."), "territory.name"),
        integer("budget_tenge", _("Money to be spent."), unit=_("tenge")),
        Field("poll", Kind.UUID, _("Key of the vote."), at("poll_id"), nullable=True),
        integer("voters", _("Voters, once the result is published."), nullable=True),
        integer("roll", _("People on the roll, once the result is published."), nullable=True),
        Field(
            "ballots",
            Kind.ADDRESS,
            _("The ballots in the Pabulib format (.pb)."),
            _ballots,
            nullable=True,
        ),
        Field(
            "log",
            Kind.ADDRESS,
            _("The public log of the vote."),
            lambda row: _of_envelope(row, "voting:poll", True),
            nullable=True,
        ),
        Field(
            "archive",
            Kind.ADDRESS,
            _("The archive with which anybody checks the vote."),
            lambda row: _of_envelope(row, "voting:archive", row.round.status == PUBLISHED),
            nullable=True,
        ),
    ),
)
PROJECTS = Dataset(
    name="budget-projects",
    title=_("Projects of budget rounds"),
    about=_(
        "Proposals that went to review. Votes are those counted officially, once the result is "
        "published."
    ),
    group="budget",
    rows=projects,
    round="round",
    since="proposal__updated_at",
    prepare=add_votes,
    fields=(
        KEY,
        akimat_at("round."),
        ROUND,
        integer("envelope_id", _("Key of the envelope."), nullable=True),
        integer("proposal_id", _("Key of the proposal.")),
        string("code", _("Number on the ballot."), "option.code", nullable=True),
        string("title", _("Title, in the language in which it was written."), "proposal.title"),
        string("language", _("Language of the title."), "proposal.language"),
        texts("category", _("Category."), "proposal.category.name"),
        string(
            "kato",
            _("KATO code of the district it is for."),
            "proposal.territory.kato",
            nullable=True,
        ),
        Field("status", Kind.STRING, _("State."), _status, codes=ProjectStatus),
        integer("cost_tenge", _("Cost set by the review."), unit=_("tenge"), nullable=True),
        integer("upkeep_tenge", _("Upkeep per year."), unit=_("tenge"), nullable=True),
        integer("votes", _("Voters who chose it, once the result is published."), nullable=True),
        integer("points", _("Points it got, once the result is published."), nullable=True),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page("budgeting:project", row.round.akimat.slug, row.round.slug, row.pk),
        ),
    ),
)
_ENVELOPE = "poll.budget_envelope."
RESULTS = Dataset(
    name="budget-results",
    title=_("Results of budget rounds by rule"),
    about=_(
        "What each rule makes of the same ballots: the official one, and the others for "
        "comparison. Published results only."
    ),
    group="budget",
    rows=results,
    round="poll__budget_envelope__round",
    since="finished_at",
    fields=(
        KEY,
        akimat_at(f"{_ENVELOPE}round."),
        integer("round_id", _("Key of the round."), f"{_ENVELOPE}round_id"),
        integer("envelope_id", _("Key of the envelope."), f"{_ENVELOPE}pk"),
        string("kato", _("KATO code of the territory."), f"{_ENVELOPE}territory.kato"),
        string("rule", _("Rule."), codes=Rule),
        flag("official", _("Whether this rule decided.")),
        integer("budget_tenge", _("Money that was there."), "money", unit=_("tenge")),
        integer("spent_tenge", _("Cost of the winners."), "spent", unit=_("tenge")),
        integer("voters", _("Voters.")),
        Field(
            "winners",
            Kind.STRINGS,
            _("Numbers of the winners on the ballot, in the order in which they were chosen."),
            at("selected"),
        ),
        string("input_hash", _("SHA-256 of what was counted.")),
        moment("finished_at", _("When it was counted."), nullable=True),
    ),
)
