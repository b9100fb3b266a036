"""Comments, replies, reports, supports and follows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons.audit.queries import history
from commons.notifications.models import Follow, Message
from commons.proposals import languages, operations
from commons.proposals.enums import CommentStatus, ProposalStatus
from commons.proposals.errors import ProposalError
from commons.proposals.models import Comment, Report, Support
from tests.factories.proposals import CommentFactory
from tests.fixtures.proposals import REASON

S = ProposalStatus


def here(p, name, proposal, *more):
    return reverse(f"proposals:{name}", args=[p.akimat.slug, p.call.slug, proposal.pk, *more])


def say(p, proposal, person, text="Хорошая мысль", **more):
    wanted = {"proposal": proposal, "author": person, "text": text, "at": p.at}
    return operations.comment(**{**wanted, **more})


def code_of(operation, **arguments):
    with pytest.raises(ProposalError) as caught:
        operation(**arguments)
    assert caught.value.message
    return caught.value.code


# --- operations ---


def test_comment_tells_followers_but_not_its_author(proposing):
    p = proposing
    proposal = p.proposal()
    for person in (p.author, p.resident):
        Follow.objects.create(person=person, topic=f"proposal/{proposal.pk}", followed_at=p.at)
    say(p, proposal, p.resident)
    assert list(Message.objects.values_list("person", "kind")) == [(p.author.pk, "comment_new")]


def test_reply_tells_whom_it_answers_once(proposing):
    p = proposing
    proposal = p.proposal()
    top = say(p, proposal, p.resident)
    Follow.objects.create(person=p.resident, topic=f"proposal/{proposal.pk}", followed_at=p.at)
    say(p, proposal, p.author, "Спасибо", parent=top)
    assert Message.objects.get(person=p.resident).kind == "comment_replied"


def test_reply_to_a_reply_joins_the_thread(proposing):
    p = proposing
    proposal = p.proposal()
    top = say(p, proposal, p.resident)
    answer = say(p, proposal, p.author, "Спасибо", parent=top)
    third = say(p, proposal, p.resident, "Пожалуйста", parent=answer)
    assert third.parent == top


def test_comment_of_staff_is_official(proposing):
    p = proposing
    proposal = p.proposal()
    said = {
        name: say(p, proposal, getattr(p, name), f"Говорит {name}").official
        for name in ("moderator", "specialist", "resident", "observer", "foreign_moderator")
    }
    assert [name for name, official in said.items() if official] == ["moderator", "specialist"]


@pytest.mark.parametrize("status", [s for s in S if s != S.PUBLISHED])
def test_comment_needs_a_published_proposal(proposing, status):
    p = proposing
    into = {"merged_into": p.proposal()} if status == S.MERGED else {}
    proposal = p.proposal(status=status, **into)
    assert code_of(say, p=p, proposal=proposal, person=p.resident) == "comments_closed"


@pytest.mark.parametrize(
    ("text", "code"), [("  \n ", "comment_empty"), ("ж" * 2001, "comment_too_long")]
)
def test_comment_refuses_nothing_and_too_much(proposing, text, code):
    p = proposing
    assert code_of(say, p=p, proposal=p.proposal(), person=p.resident, text=text) == code


def test_comment_sent_twice_is_one(proposing):
    p = proposing
    proposal = p.proposal()
    assert say(p, proposal, p.resident) == say(p, proposal, p.resident)
    later = p.at + timedelta(minutes=11)
    assert say(p, proposal, p.resident, at=later).created_at == later
    assert Comment.objects.count() == 2


def test_comments_of_one_person_are_limited_in_time(proposing):
    p = proposing
    proposal = p.proposal()
    for number in range(6):
        say(p, proposal, p.resident, f"Номер {number}")
    assert code_of(say, p=p, proposal=proposal, person=p.resident, text="Ещё") == (
        "comment_too_often"
    )
    say(p, proposal, p.author, "Другой человек может")
    say(p, proposal, p.resident, "Ещё", at=p.at + timedelta(minutes=10))


def test_hidden_comment_keeps_its_place_with_the_reason(proposing, client):
    p = proposing
    proposal = p.proposal()
    said = say(p, proposal, p.resident, "Плохие слова")
    operations.hide_comment(comment=said, reason=REASON, actor=p.moderator, at=p.at)
    page = client.get(here(p, "detail", proposal).replace("/kk/", "/ru/")).content.decode()
    assert "Плохие слова" not in page
    assert REASON["ru"] in page
    assert history(said).get().detail["reason"] == REASON
    assert Message.objects.get(person=p.resident).kind == "comment_hidden"
    assert code_of(say, p=p, proposal=proposal, person=p.author, parent=said) == "reply_to_hidden"
    operations.restore_comment(comment=said, actor=p.moderator, at=p.at)
    assert "Плохие слова" in client.get(here(p, "detail", proposal)).content.decode()


def test_hide_comment_needs_the_reason_in_every_language(proposing):
    p = proposing
    said = say(p, p.proposal(), p.resident)
    reason = {**REASON, "kk": ""}
    wanted = {"comment": said, "reason": reason, "actor": p.moderator, "at": p.at}
    assert code_of(operations.hide_comment, **wanted) == "reason_missing"


def test_reported_comment_stays_visible_until_it_is_judged(proposing):
    p = proposing
    said = say(p, p.proposal(), p.resident)
    wanted = {"comment": said, "reason": "Грубость", "at": p.at}
    for _ in range(2):
        operations.report_comment(**wanted, person=p.author)
    said.refresh_from_db()
    assert (said.status, Report.objects.count()) == (CommentStatus.REPORTED, 1)
    assert code_of(operations.report_comment, **wanted, person=p.resident) == "own_comment"
    operations.dismiss_reports(comment=said, actor=p.moderator, at=p.at)
    said.refresh_from_db()
    assert said.status == CommentStatus.PUBLISHED


def test_report_does_not_bring_a_hidden_comment_back(proposing):
    p = proposing
    said = say(p, p.proposal(), p.resident)
    operations.hide_comment(comment=said, reason=REASON, actor=p.moderator, at=p.at)
    operations.report_comment(comment=said, person=p.author, reason="Ещё раз", at=p.at)
    said.refresh_from_db()
    assert said.status == CommentStatus.HIDDEN


# --- pages ---


def test_comment_form_adds_a_comment_in_its_language(proposing, client):
    p = proposing
    proposal = p.proposal()
    client.force_login(p.resident)
    response = client.post(here(p, "comment", proposal), {"text": "Өте дұрыс ұсыныс!"})
    said = Comment.objects.get()
    assert response["Location"] == f"{here(p, 'detail', proposal)}#c{said.pk}"
    assert (said.language, said.author) == ("kk", p.resident)


def test_comment_with_a_mistake_keeps_what_was_typed(proposing, client):
    p = proposing
    proposal = p.proposal()
    top = say(p, proposal, p.author)
    client.force_login(p.resident)
    long = "слово " * 400
    response = client.post(here(p, "comment", proposal), {"text": long, "parent": top.pk})
    page = response.content.decode()
    assert response.status_code == 422
    assert long.strip() in page
    assert f'name="parent" value="{top.pk}"' in page
    assert client.post(here(p, "comment", proposal), {"text": " "}).status_code == 422


def test_comment_needs_a_person(proposing, client):
    p = proposing
    proposal = p.proposal()
    response = client.post(here(p, "comment", proposal), {"text": "Аноним"})
    assert reverse("account_login") in response["Location"]
    assert not Comment.objects.exists()


def test_reply_to_a_comment_of_another_proposal_is_404(proposing, client):
    p = proposing
    proposal, other = p.proposal(), p.proposal(author=p.resident)
    said = say(p, other, p.author)
    client.force_login(p.resident)
    wanted = {"text": "Ответ", "parent": said.pk}
    assert client.post(here(p, "comment", proposal), wanted).status_code == 404
    assert client.get(here(p, "reply", proposal, said.pk)).status_code == 404


def test_address_of_a_comment_leads_to_its_page(proposing, client):
    p = proposing
    proposal = p.proposal()
    for number in range(51):
        CommentFactory(
            proposal=proposal, author=p.resident, created_at=p.at + timedelta(minutes=number)
        )
    client.force_login(p.author)
    response = client.post(here(p, "comment", proposal), {"text": "Последний"}, follow=True)
    assert response.redirect_chain[0][0].startswith(f"{here(p, 'detail', proposal)}?comments=2#c")
    assert "Последний" in response.content.decode()


def test_report_page_takes_a_report(proposing, client):
    p = proposing
    proposal = p.proposal()
    said = say(p, proposal, p.resident)
    client.force_login(p.author)
    assert client.get(here(p, "report", proposal, said.pk)).status_code == 200
    assert client.post(here(p, "report", proposal, said.pk), {"reason": ""}).status_code == 422
    client.post(here(p, "report", proposal, said.pk), {"reason": "Реклама"})
    assert Report.objects.get().reason == "Реклама"
    client.force_login(p.resident)
    assert client.get(here(p, "report", proposal, said.pk)).status_code == 404


def test_support_button_answers_with_a_redirect_or_a_fragment(proposing, client):
    p = proposing
    proposal = p.proposal()
    client.force_login(p.resident)
    response = client.post(here(p, "support", proposal))
    assert response["Location"] == f"{here(p, 'detail', proposal)}#support"
    assert Support.objects.count() == 1
    response = client.post(
        here(p, "support", proposal), {"undo": "1"}, headers={"HX-Request": "true"}
    )
    page = response.content.decode()
    assert 'id="support"' in page
    assert "<html" not in page
    assert Support.objects.count() == 0


def test_support_of_ones_own_is_refused_in_words(proposing, client):
    p = proposing
    proposal = p.proposal()
    client.force_login(p.author)
    response = client.post(here(p, "support", proposal), follow=True)
    assert "notice--error" in response.content.decode()
    assert not Support.objects.exists()


def test_follow_button_starts_and_stops(proposing, client):
    p = proposing
    proposal = p.proposal()
    client.force_login(p.resident)
    client.post(here(p, "follow", proposal))
    assert Follow.objects.get().topic == f"proposal/{proposal.pk}"
    client.post(here(p, "follow", proposal), {"undo": "1"})
    assert not Follow.objects.exists()


@pytest.mark.parametrize("name", ["support", "follow", "comment"])
def test_buttons_take_no_get(proposing, client, name):
    p = proposing
    client.force_login(p.resident)
    assert client.get(here(p, name, p.proposal())).status_code == 405


@pytest.mark.parametrize(
    ("text", "fallback", "language"),
    [
        ("Өте дұрыс", "ru", "kk"),
        ("Нужна крыша над остановкой", "kk", "ru"),
        ("Рахмет", "kk", "kk"),
        ("A good idea", "kk", "en"),
        ("+1 👍", "ru", "ru"),
    ],
)
def test_guess_reads_the_letters(text, fallback, language):
    assert languages.guess(text, fallback) == language
