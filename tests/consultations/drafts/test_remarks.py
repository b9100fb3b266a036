"""Remarks, agreement, answers, hiding: what they allow and whom they tell."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.people import erasers, exports
from commons.territories.workdays import end_of_day
from consultations.drafts import operations, queries
from consultations.drafts.enums import Decision, DraftStatus
from consultations.drafts.errors import DraftError
from consultations.drafts.models import Remark, RemarkAgreement
from consultations.errors import HearingError
from tests.factories import hearings_drafts as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(akimat, moderator, now):
    return make.opened(akimat, moderator, now)


def refusal(act) -> str:
    with pytest.raises(HearingError) as refused:
        act()
    return refused.value.code


def test_remark_stays_with_its_paragraph(draft, moderator, resident, now) -> None:
    remark = make.said(draft, resident, now, suggestion="Автобус ходит три раза в день.")
    text = make.RUSSIAN.replace("1.1. Автобус ходит два", "1.1. О зиме.\n1.2. Автобус ходит пять")
    make.published(draft, "ru", text, moderator, now)
    assert make.passage(draft, "2", "ru").text == "Автобус ходит пять раза в день."
    remark.refresh_from_db()
    assert (remark.paragraph.number, remark.passage.text) == ("2", "Автобус ходит два раза в день.")
    assert queries.counts_by_paragraph(draft) == {remark.paragraph_id: 1}


def test_words_left_as_they_are_suggest_nothing(draft, resident, now) -> None:
    remark = make.said(draft, resident, now, suggestion="Автобус  ходит два раза в день. ")
    assert remark.suggestion == ""
    assert make.said(draft, resident, now, "О целом", passage=None).paragraph is None


def test_remark_on_words_that_are_gone_is_refused(draft, moderator, resident, now) -> None:
    old = make.passage(draft, "2", "ru")
    make.published(draft, "ru", make.RUSSIAN.replace("два", "три"), moderator, now)
    assert refusal(lambda: make.said(draft, resident, now, passage=old)) == "no_paragraph"


def test_same_remark_sent_twice_is_one(draft, resident, now) -> None:
    first = make.said(draft, resident, now)
    assert make.said(draft, resident, now + timedelta(minutes=9)) == first
    assert make.said(draft, resident, now + timedelta(minutes=11)) != first


@pytest.mark.parametrize(
    ("text", "suggestion", "code"),
    [(" ", "", "empty"), ("а" * 2001, "", "long"), ("а", "б" * 5001, "suggestion_long")],
)
def test_remarks_are_bounded(draft, resident, now, text: str, suggestion: str, code: str) -> None:
    assert refusal(lambda: make.said(draft, resident, now, text, suggestion=suggestion)) == code


def test_many_remarks_in_a_short_time_are_refused(draft, resident, now) -> None:
    for n in range(10):
        make.said(draft, resident, now, f"Замечание {n}")
    assert refusal(lambda: make.said(draft, resident, now, "Ещё")) == "too_often"
    make.said(draft, resident, now + timedelta(minutes=11), "Ещё")


def test_staff_answer_and_do_not_remark(draft, resident, specialist, now) -> None:
    remark = make.said(draft, resident, now)
    assert refusal(lambda: make.said(draft, specialist, now, "Хорошо")) == "staff"
    assert refusal(lambda: operations.agree(remark=remark, person=specialist, at=now)) == "staff"


def test_own_words_change_for_a_day_until_others_rely_on_them(
    draft, moderator, resident, second_resident, now
) -> None:
    def change(remark, at=now, actor=resident):
        return operations.change_remark(
            remark=remark, actor=actor, text="Иначе.", language="ru", at=at
        )

    remark = make.said(draft, resident, now)
    assert change(remark, now + timedelta(hours=23)).text == "Иначе."
    assert refusal(lambda: change(remark, now + timedelta(hours=24))) == "fixed"
    assert refusal(lambda: change(remark, actor=second_resident)) == "not_yours"
    operations.agree(remark=remark, person=second_resident, at=now)
    assert refusal(lambda: change(remark)) == "fixed"
    operations.take_back_agreement(remark=remark, person=second_resident, at=now)
    make.answered(draft, remark, moderator, now)
    assert refusal(lambda: change(remark)) == "fixed"


def test_agreement_counts_each_person_once(draft, resident, second_resident, neighbour, now):
    remark = make.said(draft, resident, now)
    assert refusal(lambda: operations.agree(remark=remark, person=resident, at=now)) == "own"
    for person in (second_resident, second_resident, neighbour):
        operations.agree(remark=remark, person=person, at=now)
    assert queries.remarks(draft).get().agreed == 2
    late = end_of_day(draft.closes_on)
    assert refusal(lambda: operations.agree(remark=remark, person=neighbour, at=late)) == "not_open"


def test_hidden_remark_keeps_its_place_and_leaves_the_figures(
    draft, moderator, resident, second_resident, now
) -> None:
    remark = make.said(draft, resident, now)
    reason = make.texts("Insult")
    assert (
        refusal(
            lambda: operations.hide_remark(
                remark=remark, reason={"kk": "x"}, actor=moderator, at=now
            )
        )
        == "text_needed"
    )
    operations.hide_remark(remark=remark, reason=reason, actor=moderator, at=now)
    found = queries.standing_of(draft, now)
    assert (found.said, found.hidden, found.answered_share) == (0, 1, None)
    assert (
        refusal(lambda: operations.agree(remark=remark, person=second_resident, at=now)) == "hidden"
    )
    assert refusal(lambda: make.answered(draft, remark, moderator, now)) == "hidden"
    message = Message.objects.get(kind="remark_hidden")
    assert (message.person, message.params["reason"]["ru"]) == (resident, "Insult (ru)")
    remark = operations.restore_remark(remark=remark, actor=moderator, at=now)
    assert (remark.status, remark.hidden_reason_kk) == ("published", "")
    assert queries.standing_of(draft, now).said == 1
    assert Entry.objects.filter(verb__startswith="hearings.remark_").count() == 2


def test_one_reason_answers_several_and_tells_each_author(
    draft, moderator, specialist, resident, second_resident, now
) -> None:
    rows = [make.said(draft, person, now) for person in (resident, second_resident)]
    version = make.published(draft, "ru", make.RUSSIAN.replace("два", "три"), moderator, now)
    done = operations.answer_remarks(
        draft=draft,
        remarks=rows,
        decision="accepted",
        answer=" Три раза. ",
        language="ru",
        taken_in=version,
        actor=specialist,
        at=now,
    )
    assert {(one.decision, one.answer, one.taken_in) for one in done} == {
        (Decision.ACCEPTED, "Три раза.", version)
    }
    told = Message.objects.filter(kind="remark_answered")
    assert {one.person for one in told} == {resident, second_resident}
    assert told.first().path.startswith(f"/kk/pavlodar/hearings/drafts/{draft.pk}/remarks/")
    assert Entry.objects.filter(verb="hearings.remark_answered").count() == 2


def test_answers_have_a_reason_and_rejected_ones_no_version(
    draft, akimat, moderator, resident, now
) -> None:
    remark = make.said(draft, resident, now)
    assert refusal(lambda: make.answered(draft, remark, moderator, now, answer=" ")) == (
        "reason_needed"
    )
    other = make.ready(akimat, moderator, now)
    foreign = queries.latest(other)["ru"]
    assert (
        refusal(lambda: make.answered(draft, remark, moderator, now, taken_in=foreign))
        == "other_draft"
    )
    version = queries.latest(draft)["ru"]
    done = make.answered(draft, remark, moderator, now, decision="rejected", taken_in=version)
    assert done.taken_in is None


def test_second_answer_needs_intent_and_keeps_the_first_moment(
    draft, moderator, resident, now
) -> None:
    remark = make.said(draft, resident, now)
    make.answered(draft, remark, moderator, now)
    later = end_of_day(draft.answers_on)
    assert refusal(lambda: make.answered(draft, remark, moderator, later)) == "answered"
    done = make.answered(
        draft, remark, moderator, later, decision="partly", answer="Частично.", again=True
    )
    assert (done.decision, done.answered_at) == ("partly", now)
    entry = Entry.objects.filter(verb="hearings.remark_answered").latest("pk")
    assert entry.detail["was"] == {"decision": "accepted", "answer": "Приняли."}
    draft.status = DraftStatus.CLOSED
    draft.save()
    assert refusal(lambda: make.answered(draft, remark, moderator, later, again=True)) == "answered"


def test_remark_of_another_draft_is_not_answered_here(draft, akimat, moderator, resident, now):
    other = make.opened(akimat, moderator, now)
    remark = make.said(other, resident, now)
    assert refusal(lambda: make.answered(draft, remark, moderator, now)) == "no_remarks"


def test_shares_count_answers_in_time(draft, moderator, resident, second_resident, now) -> None:
    rows = [make.said(draft, resident, now, f"Замечание {n}") for n in range(3)]
    make.said(draft, second_resident, now, "И ещё")
    end = end_of_day(draft.answers_on)
    make.answered(draft, rows[0], moderator, now)
    make.answered(draft, rows[1], moderator, end - timedelta(seconds=1), decision="rejected")
    early = queries.standing_of(draft, end - timedelta(seconds=1))
    assert (early.answered_share, early.in_time_share, early.waiting) == (0.5, 1.0, 2)
    make.answered(draft, rows[2], moderator, end, decision="partly")
    late = queries.standing_of(draft, end)
    assert (late.answered, late.in_time, late.late, late.in_time_share) == (3, 2, 1, 0.5)
    assert (late.accepted, late.partly, late.rejected, late.people) == (1, 1, 1, 2)


def test_data_of_a_person_is_told_and_agreement_goes(draft, resident, second_resident, now):
    remark = make.said(draft, resident, now)
    theirs = make.said(draft, second_resident, now)
    operations.agree(remark=theirs, person=resident, at=now)
    told = exports.parts(resident)["remarks"]
    assert [one["number"] for one in told["remarks"]] == [remark.pk]
    assert [one["remark"] for one in told["agreements"]] == [theirs.pk]
    erasers.run(resident)
    assert (Remark.objects.count(), RemarkAgreement.objects.count()) == (2, 0)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_are_one_agreement(draft, resident, second_resident, now) -> None:
    remark = make.said(draft, resident, now)
    raised = _at_once(
        *[lambda: operations.agree(remark=remark, person=second_resident, at=now)] * 2
    )
    assert (raised, remark.agreements.count()) == ([None, None], 1)


@pytest.mark.django_db(transaction=True)
def test_limit_holds_for_remarks_sent_at_once(draft, resident, now) -> None:
    for n in range(9):
        make.said(draft, resident, now, f"Замечание {n}")
    acts = [lambda t=text: make.said(draft, resident, now, t) for text in ("Одно", "Другое")]
    raised = _at_once(*acts)
    assert [one.code for one in raised if isinstance(one, DraftError)] == ["too_often"]
    assert Remark.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(draft, moderator, specialist, resident, now) -> None:
    remark = make.said(draft, resident, now)
    raised = _at_once(
        lambda: make.answered(draft, remark, moderator, now, answer="Один"),
        lambda: make.answered(draft, remark, specialist, now, answer="Два"),
    )
    assert [one.code for one in raised if isinstance(one, DraftError)] == ["answered"]


def _at_once(*acts):
    """Run the acts in threads that start together; returns what each raised, or None."""
    barrier = threading.Barrier(len(acts))
    raised = [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait()
            act()
        except Exception as error:
            raised[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
