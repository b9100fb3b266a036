"""The pages of a round: who sees them, what they say in each stage."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commons.territories.models import Membership
from edp import operations
from edp.models import Amendment, Phase, Round
from tests.factories.edp import DAYS, columns, texts
from tests.factories.edp_core import draft
from tests.fixtures.discovery import Discovery, discovery_in
from tests.fixtures.people import give_second_factor

pytestmark = pytest.mark.django_db
BASE = "/en/pavlodar/discovery/"
ROUND = f"{BASE}economy-2026/"


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_index_explains_the_term_to_who_never_heard_it(client, akimat):
    page = words(client.get(BASE))
    assert "Entrepreneurial discovery is a way to find out together" in page
    assert "Małopolska" in page
    assert "No discovery round is going on" in page


def test_index_lists_what_runs_before_what_is_over(client, discovery: Discovery):
    old = draft(discovery.akimat, timezone.now() - timedelta(days=3000), slug="old")
    Round.objects.filter(pk=old.pk).update(
        status="closed", announced_at=timezone.now() - timedelta(days=3000), title_en="The old one"
    )
    page = words(client.get(BASE))
    assert page.index("Going on now") < page.index("What the region could be good at")
    assert page.index("What the region could be good at") < page.index("Earlier rounds")
    assert page.index("Earlier rounds") < page.index("The old one")


def test_draft_is_seen_by_staff_only(
    client, akimat, moderator, specialist, resident, now, signed_in
):
    draft(akimat, now, slug="draft")
    assert client.get(f"{BASE}draft/").status_code == 404
    assert signed_in(resident).get(f"{BASE}draft/").status_code == 404
    assert signed_in(moderator).get(f"{BASE}draft/").status_code == 200
    assert "draft" not in words(client.get(BASE))


def test_round_page_says_what_happens_now_and_what_one_can_do(client, discovery: Discovery):
    page = words(client.get(ROUND))
    assert "What the region could be good at" in page
    assert "Now: discovery" in page
    assert "What new activity could grow from these strengths?" in page
    assert "Who asked for it, and why" in page
    assert "The akim asked for it." in page
    for title in ("Mandate", "Evidence", "Evaluation", "Consultation", "Decision", "Monitoring"):
        assert f">{title}</a>" in page


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("kind", DAYS)
def test_every_stage_renders_in_every_language(client, akimat, language, kind):
    discovery_in(akimat, kind, {})
    for path in ("", f"stages/{kind}/", "rules/"):
        address = ROUND.replace("/en/", f"/{language}/") + path
        answer = client.get(address)
        assert answer.status_code == 200, address


def test_round_that_has_not_begun_says_when_it_will(client, akimat):
    at = timezone.now() + timedelta(days=30)
    operations.announce(round=draft(akimat, at), actor=None, at=timezone.now())
    page = words(client.get(f"{BASE}economy/"))
    assert "What comes next" in page
    assert "The stage “mandate” begins on" in page


def test_stage_page_says_what_happens_and_turns_to_its_neighbours(client, discovery: Discovery):
    page = words(client.get(f"{ROUND}stages/discovery/"))
    assert "stage 3 of 8" in page
    assert f'href="{ROUND}stages/evidence/" rel="prev"' in page
    assert f'href="{ROUND}stages/evaluation/" rel="next"' in page
    assert "The stage is still open. Its result will be here when it ends." in page


def test_first_and_last_stage_have_one_neighbour(client, discovery: Discovery):
    assert 'rel="prev"' not in words(client.get(f"{ROUND}stages/mandate/"))
    assert 'rel="next"' not in words(client.get(f"{ROUND}stages/monitoring/"))


def test_own_words_of_the_round_replace_those_of_the_site(client, discovery: Discovery):
    Phase.objects.filter(round=discovery.round, kind="evidence").update(
        **columns("what", "We visit twelve factories."),
        **columns("who", "Twelve directors."),
        **columns("outcome", "Nine of them export."),
        outcome_at=timezone.now(),
    )
    page = words(client.get(f"{ROUND}stages/evidence/"))
    assert "We visit twelve factories." in page
    assert "Twelve directors." in page
    assert "Nine of them export." in page
    assert "the facts are put on the table" not in page


def test_stage_left_out_has_no_page(client, discovery: Discovery):
    discovery.round.phases.filter(kind="decision").delete()
    assert client.get(f"{ROUND}stages/decision/").status_code == 404
    assert client.get(f"{ROUND}stages/nothing/").status_code == 404


def test_round_of_another_akimat_is_not_here(client, discovery: Discovery, other_akimat):
    for path in ("", "rules/", "rules.json", "stages/discovery/"):
        assert client.get(f"/en/abai/discovery/economy-2026/{path}").status_code == 404


def test_rules_file_is_what_was_hashed(client, akimat, now):
    at = timezone.now() + timedelta(days=1)
    round = operations.announce(round=draft(akimat, at), actor=None, at=timezone.now())
    answer = client.get(f"{BASE}economy/rules.json")
    assert hashlib.sha256(answer.content).hexdigest() == round.rules_hash
    assert round.rules_hash in words(client.get(f"{BASE}economy/rules/"))


def test_rules_of_a_draft_have_no_file(akimat, moderator, now, signed_in):
    draft(akimat, now, slug="draft")
    assert signed_in(moderator).get(f"{BASE}draft/rules.json").status_code == 404
    assert "draft, may still change" in words(signed_in(moderator).get(f"{BASE}draft/rules/"))


def test_amendments_stand_on_the_rules_page_with_their_reason(client, discovery: Discovery):
    Amendment.objects.create(
        round=discovery.round,
        made_at=timezone.now(),
        made_by=discovery.people["moderator"],
        old_hash="a" * 64,
        new_hash="b" * 64,
        **columns("text", "Discovery lasts a week longer."),
        **columns("reason", "The harvest."),
    )
    page = words(client.get(f"{ROUND}rules/"))
    assert "Discovery lasts a week longer." in page
    assert "The harvest." in page
    assert "Fingerprint before: aaaaaaaaaaaaaaaa…, since then: bbbbbbbbbbbbbbbb…" in page


EDIT = f"{ROUND}stages/mandate/edit/"
FORM = {"outcome_kk": "Қол қойылды.", "outcome_ru": "Подписано."}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("resident", 404),
        ("specialist", 404),
        ("biz", 404),
        ("foreign_moderator", 404),
        ("moderator", 302),
    ],
)
def test_who_may_write_what_came_of_a_stage(discovery: Discovery, signed_in, who, status):
    browser = signed_in(discovery.people[who])
    assert browser.post(EDIT, FORM).status_code == status
    phase = discovery.round.phases.get(kind="mandate")
    assert phase.outcome_ru == ("Подписано." if status == 302 else None)


def test_visitor_is_asked_to_sign_in_first(client, discovery: Discovery):
    assert client.post(EDIT, FORM).url.startswith("/en/accounts/login/")
    assert discovery.round.phases.get(kind="mandate").outcome_ru is None


def test_observer_reads_and_does_not_write(discovery: Discovery, second_resident, signed_in):
    Membership.objects.create(person=second_resident, akimat=discovery.akimat, role="observer")
    give_second_factor(second_resident)
    assert signed_in(second_resident).get(EDIT).status_code == 404


def test_outcome_in_one_language_only_is_refused_and_nothing_is_lost(
    discovery: Discovery, signed_in
):
    answer = signed_in(discovery.people["moderator"]).post(EDIT, {"outcome_ru": "Подписано."})
    assert answer.status_code == 422
    page = words(answer)
    assert "Write it in this language too." in page
    assert "Подписано." in page


def test_outcome_of_a_stage_ahead_cannot_be_written(discovery: Discovery, signed_in):
    browser = signed_in(discovery.people["moderator"])
    page = words(browser.get(f"{ROUND}stages/plan/edit/"))
    assert "outcome_kk" not in page
    answer = browser.post(f"{ROUND}stages/plan/edit/", {"what_kk": "Жоспар", "what_ru": "План"})
    assert answer.status_code == 302
    assert discovery.round.phases.get(kind="plan").what_ru == "План"


def test_index_takes_the_same_queries_for_one_round_and_for_three(client, akimat):

    counts = []
    for number in range(3):
        at = timezone.now() - timedelta(days=60)
        round = draft(akimat, at, slug=f"round-{number}")
        operations.announce(round=round, actor=None, at=at)
        if number in (0, 2):
            client.get(BASE)
            with CaptureQueriesContext(connection) as caught:
                client.get(BASE)
            counts.append(len(caught))
    assert counts[0] == counts[1]


def test_follower_is_told_of_the_next_round(client, discovery: Discovery, signed_in):
    browser = signed_in(discovery.people["resident"])
    assert "discovery/" + str(discovery.round.pk) in words(browser.get(ROUND))


def test_closed_round_says_why_and_leads_to_the_next(client, discovery: Discovery):
    at = timezone.now()
    moderator = discovery.people["moderator"]
    following = operations.open_next_round(
        round=discovery.round, slug="second", title=texts("Second look"), actor=moderator, at=at
    )
    Round.objects.filter(pk=following.pk).update(status="announced", announced_at=at)
    operations.close_round(
        round=discovery.round, actor=moderator, at=at, reason=texts("Merged with another.")
    )
    page = words(client.get(ROUND))
    assert "Merged with another." in page
    assert 'href="/en/pavlodar/discovery/second/">Second look</a>' in page
    assert "What the region could be good at" in words(client.get(f"{BASE}second/"))


@pytest.mark.parametrize("path", ["/en/", "/en/pavlodar/"])
def test_front_pages_show_what_one_can_do_in_a_discovery_round(client, discovery: Discovery, path):
    page = words(client.get(path))
    assert f'href="{ROUND}">What the region could be good at</a>' in page
    assert f'href="{ROUND}opportunities/new/">Write an idea' in page


def test_country_names_only_rounds_in_which_anybody_can_take_part(client, akimat):
    discovery_in(akimat, "evaluation", {})
    assert f'href="{ROUND}"' not in words(client.get("/en/"))
    assert f'href="{ROUND}"' in words(client.get("/en/pavlodar/"))


def test_akimat_without_discovery_has_no_card_but_the_menu(client, akimat):
    page = words(client.get("/en/pavlodar/"))
    assert "What could the region be good at?" not in page
    assert 'href="/en/pavlodar/discovery/">Discovery</a>' in page
