"""What residents propose, without their names."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons.interface.official import LANGUAGES, read
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal
from commons.proposals.queries import is_public, with_counts
from commons.territories.models import Akimat

from ..addresses import page
from ..declaring import Dataset, Field, Kind, integer, moment, number, string, texts
from .budget import LONG, akimat_at
from .scope import of


def proposals(akimat: Akimat | None) -> QuerySet[Proposal]:
    """Those of calls whose pages are here; opportunities and petitions have tables of their own."""
    found = Proposal.objects.filter(is_public(), of(akimat), call__has_own_pages=False)
    joined = found.select_related("akimat", "call__budget_round", "category", "territory")
    long = [f"call__budget_round__{name.removeprefix('round__')}" for name in LONG]
    return with_counts(joined).defer("plain_title", "plain_text", *long)


# The words of a return for correction are for its author.
_REASONED = (ProposalStatus.REJECTED, ProposalStatus.MERGED)


def _reason(row: Proposal) -> dict[str, str]:
    return read(row, "reason") if row.status in _REASONED else dict.fromkeys(LANGUAGES, "")


PROPOSALS = Dataset(
    name="proposals",
    title=_("Proposals"),
    about=_(
        "What residents propose, rejected and merged ones with the reason. Authors are left out: "
        "their names are on the pages only."
    ),
    group="budget",
    rows=proposals,
    round="call__budget_round",
    since="updated_at",
    fields=(
        integer("id", _("Key.")),
        akimat_at(""),
        integer(
            "round_id",
            _("Key of the budget round that called for it."),
            "call.budget_round.pk",
            nullable=True,
        ),
        texts("call", _("Call for proposals."), "call.title"),
        string("status", _("State."), codes=ProposalStatus),
        string("language", _("Language of the texts.")),
        string("title", _("Title.")),
        string("problem", _("What is wrong now.")),
        string("description", _("What should be done.")),
        string("beneficiaries", _("Who gains from it.")),
        texts("category", _("Category."), "category.name"),
        string("kato", _("KATO code of the district."), "territory.kato", nullable=True),
        string("address", _("Address or landmark.")),
        number("latitude", _("Latitude, WGS 84."), unit=_("degrees"), nullable=True),
        number("longitude", _("Longitude, WGS 84."), unit=_("degrees"), nullable=True),
        integer(
            "cost_tenge", _("Cost as its author estimates it."), unit=_("tenge"), nullable=True
        ),
        integer(
            "merged_into",
            _("Key of the proposal it was merged into."),
            "merged_into_id",
            nullable=True,
        ),
        Field("reason", Kind.TEXTS, _("Why it was rejected or merged."), _reason),
        integer("supporters", _("People who back it; not votes."), "support_count"),
        integer("comments", _("Comments."), "comment_count"),
        moment("published_at", _("Published."), nullable=True),
        moment("updated_at", _("Changed.")),
        Field(
            "page",
            Kind.ADDRESS,
            _("Its page."),
            lambda row: page("proposals:detail", row.akimat.slug, row.call.slug, row.pk),
        ),
    ),
)
