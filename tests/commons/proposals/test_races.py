"""Two people, or one person twice, at the same moment: on two real connections."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from commons.audit.queries import history
from commons.interface.errors import DomainError
from commons.proposals import operations
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Attachment, Comment, Proposal, Support
from tests.factories.proposals import CallFactory, CategoryFactory
from tests.fixtures.proposals import REASON

S = ProposalStatus
pytestmark = pytest.mark.django_db(transaction=True)


Act = tuple[Callable[..., Any], dict[str, Any]]


def together(*acts: Act) -> list[Any]:
    """Run the acts at once, each on a connection of its own; errors of ours become their codes."""
    barrier = Barrier(len(acts))

    def run(act: Act) -> Any:
        operation, arguments = act
        try:
            barrier.wait(timeout=10)
            return operation(**arguments)
        except DomainError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def outcomes(results: list[Any]) -> list[str]:
    """States of what was changed and codes of what was refused, in order of the alphabet."""
    return sorted(str(getattr(result, "status", result)) for result in results)


@pytest.fixture
def many_drafts(db: None) -> Iterator[None]:
    """Lets one person have several drafts in a call, so that the limit alone decides."""
    with connection.cursor() as cursor:
        cursor.execute("drop index one_draft_per_author_and_call")
    yield
    Proposal.objects.filter(status=S.DRAFT).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "create unique index one_draft_per_author_and_call "
            "on proposals_proposal (call_id, author_id) where status = 'draft'"
        )


def test_submits_at_the_limit_leave_one(proposing, many_drafts):
    p = proposing
    submit = {"actor": p.author, "at": p.at}
    drafts = [p.proposal(status=S.DRAFT) for _ in range(4)]
    results = together(*((operations.submit, {**submit, "proposal": one}) for one in drafts))
    assert outcomes(results) == ["limit_reached"] * 3 + ["submitted"]
    assert Proposal.objects.filter(status=S.SUBMITTED).count() == 1


def test_one_draft_submitted_twice_is_submitted_once(proposing):
    p = proposing
    act = (
        operations.submit,
        {"proposal": p.proposal(status=S.DRAFT), "actor": p.author, "at": p.at},
    )
    assert outcomes(together(act, act)) == ["submitted", "wrong_state"]


def test_starts_at_once_make_one_draft(proposing):
    p = proposing
    act = (
        operations.start_draft,
        {"call": p.call, "author": p.author, "language": "kk", "at": p.at},
    )
    assert len({draft.pk for draft in together(act, act, act)}) == 1


def test_supports_of_one_person_at_once_are_one(proposing):
    p = proposing
    act = (operations.support, {"proposal": p.proposal(), "person": p.resident, "at": p.at})
    assert len({backing.pk for backing in together(*[act] * 6)}) == 1
    assert Support.objects.count() == 1


def test_pictures_sent_at_once_stay_within_the_limit(proposing, photo):
    p = proposing
    image = {"proposal": p.proposal(status=S.DRAFT), "actor": p.author, "at": p.at}
    for _ in range(4):
        operations.add_image(**image, upload=photo())
    results = together(*((operations.add_image, {**image, "upload": photo()}) for _ in range(3)))
    assert results.count("too_many_images") == 2
    assert Attachment.objects.count() == 5


def test_comments_sent_at_once_stay_within_the_rate(proposing):
    p = proposing
    said = {"proposal": p.proposal(), "author": p.resident, "at": p.at}
    results = together(
        *((operations.comment, {**said, "text": f"Номер {number}"}) for number in range(9))
    )
    assert results.count("comment_too_often") == 3
    assert Comment.objects.count() == 6


def test_publish_and_reject_at_once_follow_one_another(proposing):
    p = proposing
    sent = p.proposal(status=S.SUBMITTED)
    common = {"proposal": sent, "actor": p.moderator, "at": p.at}
    together((operations.publish, common), (operations.reject, {**common, "reason": REASON}))
    sent.refresh_from_db()
    # Either order is allowed by the table; the record must tell the order that really was.
    verbs = list(history(sent).order_by("pk").values_list("verb", flat=True))
    last = {"published": "publish_proposal", "rejected": "reject_proposal"}[sent.status]
    assert (len(verbs), verbs[-1]) == (2, last)


def test_merging_each_into_the_other_at_once_leaves_one_heir(proposing):
    p = proposing
    one, two = p.proposal(), p.proposal(author=p.resident)
    common = {"reason": REASON, "actor": p.moderator, "at": p.at}
    results = together(
        (operations.merge, {**common, "proposal": one, "into": two}),
        (operations.merge, {**common, "proposal": two, "into": one}),
    )
    assert outcomes(results) == ["merge_into_hidden", "merged"]


def test_limits_of_two_calls_do_not_mix(proposing):
    p = proposing
    other = CallFactory(akimat=p.akimat)
    CategoryFactory(call=other)
    drafts = [p.proposal(status=S.DRAFT), p.proposal(status=S.DRAFT, call=other)]
    submit = {"actor": p.author, "at": p.at}
    results = together(*((operations.submit, {**submit, "proposal": one}) for one in drafts))
    assert outcomes(results) == ["submitted", "submitted"]
