"""Who may do what with a proposal: every role in every state, and the clock."""

from datetime import timedelta

import pytest

from commons.proposals import permissions
from commons.proposals.enums import ProposalStatus
from tests.factories.proposals import CLOSES, DURING, OPENS

S = ProposalStatus
CAST = (
    "visitor", "author", "resident", "neighbour", "unverified", "moderator", "specialist",
    "observer", "foreign_moderator",
)  # fmt: skip
SIGNED_IN = set(CAST) - {"visitor"}
NOBODY: set[str] = set()

WHO = {
    "edit": {S.DRAFT: {"author"}, S.RETURNED: {"author"}},
    "withdraw": {S.SUBMITTED: {"author"}, S.RETURNED: {"author"}, S.PUBLISHED: {"author"}},
    "support": {S.PUBLISHED: SIGNED_IN - {"author"}},
    "comment": {S.PUBLISHED: SIGNED_IN},
    "moderate": {status: {"moderator"} for status in S},
}


def allowed(p, verb, who, proposal):
    person = getattr(p, who)
    if verb in ("edit", "withdraw"):
        return getattr(permissions, f"may_{verb}")(person, proposal, DURING)
    return getattr(permissions, f"may_{verb}")(person, proposal)


@pytest.mark.parametrize("verb", WHO)
@pytest.mark.parametrize("status", list(S))
def test_permission_by_role_and_state(proposing, verb, status):
    p = proposing
    into = {"merged_into": p.proposal()} if status == S.MERGED else {}
    proposal = p.proposal(status=status, **into)
    may = {who for who in CAST if allowed(p, verb, who, proposal)}
    assert may == WHO[verb].get(status, NOBODY)


@pytest.mark.parametrize(
    ("status", "at", "until", "editable"),
    [
        (S.DRAFT, OPENS, None, True),
        (S.DRAFT, CLOSES, None, False),
        (S.RETURNED, CLOSES, CLOSES + timedelta(days=4), True),
        (S.RETURNED, CLOSES + timedelta(days=4), CLOSES + timedelta(days=4), False),
        (S.PUBLISHED, DURING, None, False),
        (S.PUBLISHED, CLOSES, CLOSES + timedelta(days=4), True),
        (S.PUBLISHED, CLOSES + timedelta(days=4), CLOSES + timedelta(days=4), False),
        (S.SUBMITTED, DURING, CLOSES, False),
        (S.REJECTED, DURING, CLOSES, False),
        (S.WITHDRAWN, DURING, CLOSES, False),
    ],
)
def test_editing_by_the_clock(proposing, status, at, until, editable):
    proposal = proposing.proposal(status=status, editable_until=until)
    assert permissions.is_editable(proposal, at) is editable


def test_the_call_is_open_from_its_first_moment_until_before_its_last(proposing):
    call = proposing.call
    second = timedelta(seconds=1)
    moments = (OPENS - second, OPENS, CLOSES - second, CLOSES)
    assert [permissions.is_call_open(call, at) for at in moments] == [False, True, True, False]


def test_ones_own_comment_cannot_be_reported(proposing):
    from tests.factories.proposals import CommentFactory

    p = proposing
    said = CommentFactory(proposal=p.proposal(), author=p.resident)
    may = {who for who in CAST if permissions.may_report(getattr(p, who), said)}
    assert may == SIGNED_IN - {"resident"}
