"""Signed heads of the public logs of votes: whoever keeps them notices when a log is rewritten."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons.territories.models import Akimat
from commons.voting.queries.several import all_heads

from ..declaring import Dataset, Field, Kind, at, integer, moment, string
from .budget import akimat_at, rounds


def heads(akimat: Akimat | None) -> QuerySet[Any]:
    found = all_heads().filter(poll__budget_envelope__round__in=rounds(akimat))
    return found.select_related("poll__akimat", "poll__budget_envelope")


HEADS = Dataset(
    name="log-heads",
    title=_("Heads of the logs of votes"),
    about=_("Size, root and signature (Ed25519) of a log at a moment. Ballots are not in it."),
    group="budget",
    rows=heads,
    round="poll__budget_envelope__round",
    since="signed_at",
    fields=(
        integer("id", _("Key.")),
        akimat_at("poll."),
        integer("round_id", _("Key of the budget round."), "poll.budget_envelope.round_id"),
        Field("poll", Kind.UUID, _("Key of the vote."), at("poll_id")),
        integer("size", _("Entries of the log under this head.")),
        string("root", _("Root of the Merkle tree (RFC 9162), hexadecimal.")),
        string("signature", _("Ed25519, hexadecimal.")),
        string("key_id", _("First 16 digits of the SHA-256 of the public key.")),
        moment("signed_at", _("Signed.")),
    ),
)
