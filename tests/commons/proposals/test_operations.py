"""The verbs of a proposal: what each changes, records and tells, and when it refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from commons.audit.queries import history
from commons.notifications import kinds
from commons.notifications.models import Follow, Message
from commons.people import operations as people
from commons.people.models import Elector
from commons.proposals import operations
from commons.proposals.enums import TRANSITIONS, ProposalStatus
from commons.proposals.errors import ProposalError
from commons.proposals.models import Proposal, Support
from tests.factories.proposals import CLOSES, OPENS
from tests.fixtures.proposals import REASON

S = ProposalStatus


def refused(operation, **arguments):
    with pytest.raises(ProposalError) as caught:
        operation(**arguments)
    assert caught.value.message  # it has words
    return caught.value.code


def kinds_told(person):
    return list(Message.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def draft_of(p, person=None):
    return p.proposal(author=person or p.author, status=S.DRAFT, submitted_at=None)


# --- drafting ---


def test_start_draft_returns_the_draft_one_has(proposing):
    p = proposing
    first = operations.start_draft(call=p.call, author=p.author, language="kk", at=p.at)
    again = operations.start_draft(call=p.call, author=p.author, language="ru", at=CLOSES)
    assert (again.pk, again.language) == (first.pk, "kk")


def test_start_draft_refuses_outside_the_call(proposing):
    p = proposing
    for at in (OPENS - timedelta(seconds=1), CLOSES):
        wanted = {"call": p.call, "author": p.author, "language": "kk", "at": at}
        assert refused(operations.start_draft, **wanted) == "call_not_open"


def test_save_step_changes_a_draft_without_a_record(proposing):
    p = proposing
    draft = draft_of(p)
    operations.save_step(proposal=draft, fields={"title": "Жаңа"}, actor=p.author, at=p.at)
    draft.refresh_from_db()
    assert draft.title == "Жаңа"
    assert not history(draft).exists()


def test_save_step_keeps_the_former_wording_of_a_published_text(proposing):
    p = proposing
    shown = p.proposal(title="Раньше", editable_until=p.at + timedelta(days=1))
    operations.save_step(proposal=shown, fields={"title": "Теперь"}, actor=p.author, at=p.at)
    assert history(shown).get().detail == {"was": {"title": "Раньше"}}


@pytest.mark.parametrize(
    ("status", "editable"),
    [(S.DRAFT, True), (S.RETURNED, True), (S.SUBMITTED, False), (S.PUBLISHED, False),
     (S.REJECTED, False), (S.WITHDRAWN, False)],
)  # fmt: skip
def test_save_step_depends_on_the_state(proposing, status, editable):
    p = proposing
    wanted = {"proposal": p.proposal(status=status), "fields": {"title": "Другое"}}
    if editable:
        assert operations.save_step(**wanted, actor=p.author, at=p.at).title == "Другое"
    else:
        code = refused(operations.save_step, **wanted, actor=p.author, at=p.at)
        assert code == "not_editable"


def test_save_step_refuses_another_person_and_unknown_fields(proposing):
    p = proposing
    draft = draft_of(p)
    wanted = {"proposal": draft, "fields": {"title": "Чужое"}, "actor": p.resident, "at": p.at}
    assert refused(operations.save_step, **wanted) == "not_author"
    with pytest.raises(ValueError, match="status"):
        operations.save_step(
            proposal=draft, fields={"status": "published"}, actor=p.author, at=p.at
        )


def test_allow_edits_opens_published_texts_until_then(proposing):
    p = proposing
    shown = p.proposal()
    until = p.at + timedelta(days=4)
    operations.allow_edits(proposals=[shown], until=until, at=p.at)
    save = {"proposal": shown, "actor": p.author, "fields": {"problem": "Уточнение."}}
    assert refused(operations.save_step, **save, at=until) == "not_editable"
    assert operations.save_step(**save, at=until - timedelta(seconds=1)).problem == "Уточнение."
    operations.allow_edits(proposals=[shown], until=None, at=p.at)
    assert refused(operations.save_step, **save, at=p.at) == "not_editable"


def test_discard_draft_deletes_drafts_only(proposing):
    p = proposing
    operations.discard_draft(proposal=draft_of(p), actor=p.author)
    assert not Proposal.objects.exists()
    code = refused(operations.discard_draft, proposal=p.proposal(), actor=p.author)
    assert code == "wrong_state"


# --- submitting ---


def test_submit_hands_in_records_and_follows(proposing):
    p = proposing
    done = operations.submit(proposal=draft_of(p), actor=p.author, at=p.at)
    assert (done.status, done.submitted_at) == (S.SUBMITTED, p.at)
    assert history(done).get().verb == "submit_proposal"
    assert Follow.objects.filter(person=p.author, topic=f"proposal/{done.pk}").exists()


@pytest.mark.parametrize(
    ("who", "code"), [("unverified", "needs_residency"), ("neighbour", "lives_elsewhere")]
)
def test_submit_asks_for_residency_in_the_territory(proposing, who, code):
    p = proposing
    person = getattr(p, who)
    draft = draft_of(p, person)
    assert refused(operations.submit, proposal=draft, actor=person, at=p.at) == code
    assert Proposal.objects.get().status == S.DRAFT


def test_submit_takes_anyone_where_residency_is_not_needed(proposing):
    p = proposing
    p.call.needs_residency = False
    p.call.save()
    draft = draft_of(p, p.unverified)
    assert operations.submit(proposal=draft, actor=p.unverified, at=p.at).status == S.SUBMITTED


@pytest.mark.parametrize(
    ("born", "code"),
    [(date(2008, 2, 2), None), (date(2008, 2, 3), "too_young"), (None, "too_young")],
)
def test_submit_asks_for_the_least_age(proposing, born, code):
    p = proposing
    Elector.objects.filter(person=p.author).update(birth_date=born)
    p.author.refresh_from_db()
    wanted = {"proposal": draft_of(p), "actor": p.author, "at": p.at}
    if code:
        assert refused(operations.submit, **wanted) == code
    else:
        assert operations.submit(**wanted).status == S.SUBMITTED


@pytest.mark.parametrize(
    ("status", "counts"),
    [(S.SUBMITTED, True), (S.RETURNED, True), (S.PUBLISHED, True), (S.REJECTED, False),
     (S.WITHDRAWN, False)],
)  # fmt: skip
def test_submit_counts_what_is_in_the_running(proposing, status, counts):
    p = proposing
    p.proposal(status=status)
    wanted = {"proposal": draft_of(p), "actor": p.author, "at": p.at}
    if counts:
        assert refused(operations.submit, **wanted) == "limit_reached"
    else:
        assert operations.submit(**wanted).status == S.SUBMITTED


def test_submit_refuses_an_incomplete_draft_and_a_closed_call(proposing):
    p = proposing
    draft = p.proposal(status=S.DRAFT, description="")
    wanted = {"proposal": draft, "actor": p.author}
    assert refused(operations.submit, **wanted, at=p.at) == "incomplete"
    assert refused(operations.submit, **wanted, at=CLOSES) == "call_not_open"


def test_submit_takes_a_corrected_one_after_the_call_and_beyond_the_limit(proposing):
    p = proposing
    sent = p.proposal(status=S.SUBMITTED)
    late = CLOSES - timedelta(minutes=5)
    back = operations.return_for_correction(
        proposal=sent, reason=REASON, actor=p.moderator, at=late
    )
    # Sunday 1 March; four working days end with Thursday 5 March.
    assert back.editable_until == datetime(2026, 3, 5, 19, tzinfo=UTC)
    at = CLOSES + timedelta(days=1)
    assert operations.submit(proposal=back, actor=p.author, at=at).status == S.SUBMITTED


def test_withdraw_ends_with_the_call(proposing):
    p = proposing
    shown = p.proposal()
    wanted = {"proposal": shown, "actor": p.author}
    assert refused(operations.withdraw, **wanted, at=CLOSES) == "not_editable"
    assert refused(operations.withdraw, proposal=shown, actor=p.resident, at=p.at) == "not_author"
    Follow.objects.create(person=p.resident, topic=f"proposal/{shown.pk}", followed_at=p.at)
    assert operations.withdraw(**wanted, at=p.at).status == S.WITHDRAWN
    assert kinds_told(p.resident) == ["proposal_withdrawn"]


# --- moderating ---


def moderate(p, proposal, to):
    heir = p.proposal(author=p.resident) if to == S.MERGED else None
    common = {"proposal": proposal, "actor": p.moderator, "at": p.at}
    return {
        S.PUBLISHED: lambda: operations.publish(**common),
        S.RETURNED: lambda: operations.return_for_correction(**common, reason=REASON),
        S.REJECTED: lambda: operations.reject(**common, reason=REASON),
        S.MERGED: lambda: operations.merge(**common, reason=REASON, into=heir),
    }[to]


@pytest.mark.parametrize("to", [S.PUBLISHED, S.RETURNED, S.REJECTED, S.MERGED])
@pytest.mark.parametrize("came_from", list(S))
def test_moderation_follows_the_transition_table(proposing, came_from, to):
    p = proposing
    into = {"merged_into": p.proposal(author=p.resident)} if came_from == S.MERGED else {}
    act = moderate(p, p.proposal(status=came_from, **into), to)
    if to in TRANSITIONS[came_from]:
        assert act().status == to
    else:
        assert refused(act) == "wrong_state"


@pytest.mark.parametrize(
    ("to", "verb", "kind"),
    [
        (S.PUBLISHED, "publish_proposal", "proposal_published"),
        (S.RETURNED, "return_proposal", "proposal_returned"),
        (S.REJECTED, "reject_proposal", "proposal_rejected"),
        (S.MERGED, "merge_proposal", "proposal_merged"),
    ],
)
def test_moderation_records_and_tells_the_author_once(proposing, to, verb, kind):
    p = proposing
    sent = p.proposal(status=S.SUBMITTED)
    # The author follows too and must not hear it twice.
    Follow.objects.create(person=p.author, topic=f"proposal/{sent.pk}", followed_at=p.at)
    done = moderate(p, sent, to)()
    entry = history(done).get()
    assert (entry.verb, entry.actor, entry.akimat) == (verb, p.moderator, p.akimat)
    assert kinds_told(p.author) == [kind]
    if to != S.PUBLISHED:
        assert entry.detail["reason"] == REASON
        assert (done.reason_kk, done.reason_ru, done.reason_en) == tuple(REASON.values())


@pytest.mark.parametrize("to", [S.RETURNED, S.REJECTED, S.MERGED])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_moderation_needs_the_reason_in_every_language(proposing, monkeypatch, to, language):
    p = proposing
    sent = p.proposal(status=S.SUBMITTED)
    monkeypatch.setitem(REASON, language, "  ")
    assert refused(moderate(p, sent, to)) == "reason_missing"
    sent.refresh_from_db()
    assert sent.status == S.SUBMITTED


def test_publish_takes_a_rejected_one_up_again(proposing):
    p = proposing
    sent = p.proposal(status=S.SUBMITTED)
    operations.reject(proposal=sent, reason=REASON, actor=p.moderator, at=p.at)
    back = operations.publish(proposal=sent, actor=p.moderator, at=p.at + timedelta(days=1))
    assert (back.status, back.reason_kk, back.merged_into) == (S.PUBLISHED, "", None)
    verbs = list(history(back).values_list("verb", flat=True))
    assert verbs == ["publish_proposal", "reject_proposal"]


def test_merge_refuses_wrong_heirs(proposing):
    p = proposing
    from tests.factories.proposals import CallFactory

    sent = p.proposal(status=S.SUBMITTED)
    elsewhere = p.proposal(call=CallFactory(akimat=p.akimat))
    rejected = p.proposal(status=S.REJECTED, author=p.resident)
    common = {"proposal": sent, "reason": REASON, "actor": p.moderator, "at": p.at}
    assert refused(operations.merge, **common, into=sent) == "merge_into_itself"
    assert refused(operations.merge, **common, into=elsewhere) == "merge_across_calls"
    assert refused(operations.merge, **common, into=rejected) == "merge_into_hidden"


def test_merge_lets_the_author_follow_the_heir(proposing):
    p = proposing
    heir = p.proposal(author=p.resident)
    merged = operations.merge(
        proposal=p.proposal(status=S.SUBMITTED),
        into=heir,
        reason=REASON,
        actor=p.moderator,
        at=p.at,
    )
    assert merged.merged_into == heir
    assert Follow.objects.filter(person=p.author, topic=f"proposal/{heir.pk}").exists()


# --- supports ---


def test_support_counts_once_and_can_be_taken_back(proposing):
    p = proposing
    shown = p.proposal()
    for _ in range(2):
        operations.support(proposal=shown, person=p.resident, at=p.at)
    assert Support.objects.count() == 1
    operations.unsupport(proposal=shown, person=p.resident)
    assert Support.objects.count() == 0


def test_support_refuses_ones_own_and_what_is_not_published(proposing):
    p = proposing
    code = refused(operations.support, proposal=p.proposal(), person=p.author, at=p.at)
    assert code == "own_proposal"
    rejected = p.proposal(status=S.REJECTED)
    assert refused(operations.support, proposal=rejected, person=p.resident, at=p.at) == (
        "wrong_state"
    )


# --- personal data ---


def test_export_and_erase_leave_what_is_public(proposing):
    from commons.proposals import personal_data

    p = proposing
    shown, other = p.proposal(), p.proposal(author=p.resident)
    draft_of(p)
    operations.support(proposal=other, person=p.author, at=p.at)
    operations.comment(proposal=shown, author=p.author, text="Моё слово", at=p.at)
    data = personal_data.export(p.author)
    assert [row["state"] for row in data["proposals"]] == [S.PUBLISHED, S.DRAFT]
    assert data["comments"][0]["text"] == "Моё слово"
    assert data["supports"][0]["proposal"] == other.pk
    personal_data.erase(p.author)
    assert Proposal.objects.filter(author=p.author).get() == shown
    assert not Support.objects.exists()
    assert shown.comments.count() == 1


def test_no_moderator_decides_about_what_they_wrote(proposing):
    p = proposing
    own = p.proposal(author=p.moderator, status=S.SUBMITTED)
    by_themselves = {"proposal": own, "actor": p.moderator, "at": p.at}
    assert refused(operations.publish, **by_themselves) == "own_case"
    for decide in (operations.reject, operations.return_for_correction):
        assert refused(decide, reason=REASON, **by_themselves) == "own_case"
    assert (
        refused(operations.merge, into=p.proposal(), reason=REASON, **by_themselves) == "own_case"
    )
    said = operations.comment(proposal=p.proposal(), author=p.moderator, text="Hm.", at=p.at)
    settle = {"comment": said, "actor": p.moderator, "at": p.at}
    for decide in (operations.restore_comment, operations.dismiss_reports):
        assert refused(decide, **settle) == "own_case"


def test_name_of_an_erased_author_leaves_the_messages_of_others(proposing):
    p = proposing
    shown = p.proposal()
    said = operations.comment(proposal=shown, author=p.resident, text="One.", at=p.at)
    operations.comment(proposal=shown, author=p.neighbour, text="Two.", parent=said, at=p.at)
    told = Message.objects.get(person=p.resident, kind="comment_replied")
    assert told.params["name"] == "Vera"
    people.erase(person=p.neighbour, actor=p.neighbour, at=p.at)
    told.refresh_from_db()
    with override("en"):
        assert kinds.readable(told.kind, told.params)[1].startswith("Erased account")
