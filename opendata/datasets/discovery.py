"""Discovery rounds: stages, opportunities, what evaluators and the commission made of them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons.proposals.enums import ProposalStatus
from commons.scoring.enums import ScorecardStatus
from commons.scoring.models import Ranking
from commons.territories.models import Akimat
from edp.enums import RoundKind, RoundStatus, StageKind
from edp.evaluation.enums import Outcome, Sitting
from edp.models import Candidate, Opportunity, Phase, Round, Verdict
from edp.opportunities.enums import OpportunityOrigin, OpportunityStatus
from edp.opportunities.queries import with_counts

from ..addresses import page
from ..declaring import Dataset, Field, Kind, date, integer, moment, string, texts
from .budget import akimat_at
from .scope import of

KEY = integer("id", _("Key."))
ROUND = integer("round_id", _("Key of the discovery round."))
# Long texts of a round, which no row below it needs.
LONG = [
    f"round__{name}{end}"
    for name in ("rules", "summary", "mandate")
    for end in ("", "_kk", "_ru", "_en")
]


def rounds(akimat: Akimat | None) -> QuerySet[Round]:
    """Announced ones."""
    found = Round.objects.filter(of(akimat)).exclude(status=RoundStatus.DRAFT)
    return found.select_related("akimat", "territory")


def stages(akimat: Akimat | None) -> QuerySet[Phase]:
    found = Phase.objects.filter(round__in=rounds(akimat))
    return found.select_related("round__akimat").defer(*LONG)


def opportunities(akimat: Akimat | None) -> QuerySet[Opportunity]:
    """As the list on the site: published ones and those merged into them."""
    shown = (ProposalStatus.PUBLISHED, ProposalStatus.MERGED)
    found = Opportunity.objects.filter(round__in=rounds(akimat), proposal__status__in=shown)
    return with_counts(found.select_related("round__akimat", "proposal")).defer(*LONG)


def scores(akimat: Akimat | None) -> QuerySet[Candidate]:
    """Of scorings that are closed: nobody sees a score before."""
    found = Candidate.objects.filter(
        evaluation__round__in=rounds(akimat), evaluation__scorecard__status=ScorecardStatus.CLOSED
    )
    return found.select_related(
        "evaluation__round__akimat", "evaluation__scorecard", "alternative"
    ).defer(*(f"evaluation__{name}" for name in LONG), "evaluation__scorecard__snapshot")


def decisions(akimat: Akimat | None) -> QuerySet[Verdict]:
    """Of resolutions that are published."""
    found = Verdict.objects.filter(
        resolution__round__in=rounds(akimat), resolution__published_at__isnull=False
    )
    return found.select_related("resolution__round__akimat").defer(
        *(f"resolution__{name}" for name in LONG)
    )


def add_scores(rows: list[Any]) -> None:
    """`standing` of each candidate in the result as it was computed, in one query."""
    cards = {row.evaluation.scorecard_id for row in rows}
    found = Ranking.objects.filter(scorecard__in=cards)
    held = {
        (card, one["code"]): one
        for card, ranked in found.values_list("scorecard", "result__alternatives")
        for one in ranked
    }
    for row in rows:
        row.standing = held.get((row.evaluation.scorecard_id, row.alternative.code), {})


def _score(name: str) -> Any:
    return lambda row: row.standing.get(name)


ROUNDS = Dataset(
    name="discovery-rounds",
    title=_("Discovery rounds"),
    about=_("Rounds of the Entrepreneurial Discovery Process that are announced."),
    group="discovery",
    rows=rounds,
    since="announced_at",
    fields=(
        KEY,
        akimat_at(""),
        string("slug", _("Address within the akimat.")),
        string("kind", _("Kind."), codes=RoundKind),
        string("status", _("State."), codes=RoundStatus),
        texts("title", _("Title.")),
        texts("summary", _("In one paragraph.")),
        texts("subject", _("What it is about, where that is not the whole economy.")),
        string("kato", _("KATO code of the territory."), "territory.kato"),
        moment("announced_at", _("When it was announced."), nullable=True),
        moment("closed_at", _("Closed."), nullable=True),
        string("rules_hash", _("SHA-256 of the frozen rules.")),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page("edp:round", row.akimat.slug, row.slug),
        ),
    ),
)
STAGES = Dataset(
    name="discovery-stages",
    title=_("Stages of discovery rounds"),
    about=_("When a stage begins and ends, and what came of it."),
    group="discovery",
    rows=stages,
    round="round",
    since="opens_at",
    fields=(
        KEY,
        akimat_at("round."),
        ROUND,
        string("kind", _("Stage."), codes=StageKind),
        moment("opens_at", _("First moment.")),
        moment("closes_at", _("The moment at which it is over.")),
        texts("outcome", _("What came of it.")),
    ),
)
OPPORTUNITIES = Dataset(
    name="opportunities",
    title=_("Opportunities"),
    about=_("Activities that a region could be good at. Authors are left out."),
    group="discovery",
    rows=opportunities,
    round="round",
    since="proposal__updated_at",
    fields=(
        KEY,
        akimat_at("round."),
        ROUND,
        string("origin", _("Where it came from."), codes=OpportunityOrigin),
        string("status", _("State."), codes=OpportunityStatus),
        string("language", _("Language of the texts."), "proposal.language"),
        string("title", _("Title."), "proposal.title"),
        string("problem", _("What is wrong now."), "proposal.problem"),
        string("description", _("What is new."), "proposal.description"),
        string("activity", _("Activity, not sector.")),
        string("market", _("Market.")),
        string("assets", _("What of the region it builds on."), "assets_text"),
        string("risks", _("Risks.")),
        integer("trl", _("Technology readiness level, 1 to 9."), nullable=True),
        integer("cost_low_tenge", _("Cost from."), unit=_("tenge"), nullable=True),
        integer("cost_high_tenge", _("Cost to."), unit=_("tenge"), nullable=True),
        integer("supporters", _("People who back it; not votes."), "support_count"),
        integer("comments", _("Comments."), "comment_count"),
        moment("published_at", _("Published."), "proposal.published_at", nullable=True),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page("edp:opportunity", row.round.akimat.slug, row.round.slug, row.pk),
        ),
    ),
)
SCORES = Dataset(
    name="scores",
    title=_("Scores of opportunities"),
    about=_("Places and scores of closed scorings. Marks of single evaluators: see the page."),
    group="discovery",
    rows=scores,
    round="evaluation__round",
    prepare=add_scores,
    fields=(
        KEY,
        akimat_at("evaluation.round."),
        integer("round_id", _("Key of the discovery round."), "evaluation.round_id"),
        integer("evaluation_id", _("Key of the scoring.")),
        texts("evaluation", _("Title of the scoring."), "evaluation.scorecard.title"),
        integer("opportunity_id", _("Key of the opportunity.")),
        string("code", _("Number in the scoring."), "alternative.code"),
        string("title", _("Title in the scoring."), "alternative.title"),
        Field(
            "rank", Kind.INTEGER, _("Place; equal scores share one."), _score("rank"), nullable=True
        ),
        Field("score", Kind.NUMBER, _("Score of the method."), _score("score"), nullable=True),
        Field(
            "reviews", Kind.INTEGER, _("Reviews that counted."), _score("reviews"), nullable=True
        ),
        Field(
            "keeps_place",
            Kind.NUMBER,
            _("Share of weightings near the published one in which its place is the same."),
            _score("keeps_place"),
            nullable=True,
        ),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page(
                "edp:evaluation_detail",
                row.evaluation.round.akimat.slug,
                row.evaluation.round.slug,
                row.evaluation_id,
            ),
        ),
    ),
)
DECISIONS = Dataset(
    name="decisions",
    title=_("Decisions of commissions"),
    about=_("What a published resolution says of an opportunity, beside what the scores said."),
    group="discovery",
    rows=decisions,
    round="resolution__round",
    since="resolution__published_at",
    fields=(
        KEY,
        akimat_at("resolution.round."),
        integer("round_id", _("Key of the discovery round."), "resolution.round_id"),
        integer("opportunity_id", _("Key of the opportunity.")),
        string("sitting", _("Sitting."), "resolution.sitting", codes=Sitting),
        date("held_date", _("Held on."), "resolution.held_date", nullable=True),
        integer("recommended_rank", _("Place by the scores."), nullable=True),
        integer("rank", _("Place decided."), nullable=True),
        Field(
            "outcome",
            Kind.STRING,
            _("Outcome."),
            lambda row: row.outcome or None,
            codes=Outcome,
            nullable=True,
        ),
        texts("reason", _("Reason.")),
        integer("votes_for", _("Votes for."), nullable=True),
        integer("votes_against", _("Votes against."), nullable=True),
        integer("votes_abstained", _("Abstentions."), nullable=True),
        moment("published_at", _("Published."), "resolution.published_at"),
    ),
)
