"""Discovery rounds on the desk: who opens which page, and a round carried through its pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from edp import operations
from edp.models import Amendment, Phase, Round
from tests.factories.edp import DAYS, texts
from tests.factories.edp_core import draft
from tests.fixtures.discovery import Discovery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def url(name: str, *args: Any) -> str:
    return reverse(f"admin:edp_round_{name}", args=args)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def fields(name: str, text: str) -> dict[str, str]:
    return {f"{name}_{code}": words for code, words in texts(text).items()}


def stage_fields(start: Any) -> dict[str, str]:
    """First and last days of all stages, as the form sends them."""
    day = timezone.localdate(start)
    sent = {}
    for kind, (opens, closes) in DAYS.items():
        sent[f"{kind.value}_first"] = (day + timedelta(days=opens)).isoformat()
        sent[f"{kind.value}_last"] = (day + timedelta(days=closes - 1)).isoformat()
    return sent


ROOM = {
    "open_signup": "on",
    "one_seat": "on",
    "min_sector_percent": "20",
    "min_newcomers_percent": "30",
    "min_small_firms_percent": "50",
    "min_women_percent": "30",
    "min_districts_percent": "50",
}
DECIDING = {
    "max_per_person": "5",
    "min_reviews": "4",
    "reply_days": "10",
}


def test_round_goes_from_nothing_to_announced_through_the_desk(akimat, moderator, signed_in):
    browser = signed_in(moderator)
    today = timezone.localdate()
    answer = browser.post(
        url("add"),
        {
            "akimat": akimat.pk,
            "kind": "region",
            "slug": "Economy-2027",
            **fields("title", "What next?"),
        },
    )
    round = Round.objects.get()
    assert answer.url == url("change", round.pk)
    assert (round.slug, round.status, round.territory) == (
        "economy-2027",
        "draft",
        akimat.territory,
    )
    assert "Texts" in words(browser.get(answer.url))

    sent: dict[str, dict[str, str]] = {
        "texts": {
            "original_language": "ru",
            **fields("title", "What next?"),
            **fields("summary", "We look."),
            **fields("rules", "One seat each."),
        },
        "mandate": {
            "mandate_date": (today - timedelta(days=1)).isoformat(),
            **fields("mandate_act", "Order 15"),
            **fields("mandate", "The akim asks."),
        },
        "stages": stage_fields(timezone.now()),
        "room": ROOM,
        "deciding": DECIDING,
    }
    for task, data in sent.items():
        answer = browser.post(url("task", round.pk, task), data)
        assert answer.status_code == 302, (task, words(answer))
    round = Round.objects.get()
    assert (round.original_language, round.min_sector_percent, round.min_reviews) == ("ru", 20, 4)
    assert (round.reply_days, round.call.max_per_person) == (10, 5)
    first = round.phases.get(kind="mandate")
    assert timezone.localtime(first.opens_at).hour == 0
    assert round.phases.get(kind="evidence").opens_at == first.closes_at

    page = words(browser.get(url("announce", round.pk)))
    assert "Announce the round</button>" in page
    assert browser.post(url("announce", round.pk)).url == url("change", round.pk)
    assert Round.objects.get().status == "announced"
    assert browser.get(url("announce", round.pk)).status_code == 302


def test_announcement_shows_what_is_missing_and_has_no_button(akimat, moderator, signed_in, now):
    round = operations.create_round(akimat=akimat, slug="bare", actor=None, at=now)
    browser = signed_in(moderator)
    page = words(browser.get(url("announce", round.pk)))
    assert "The title is missing in: kk, ru." in page
    assert "Announce the round</button>" not in page
    answer = browser.post(url("announce", round.pk))
    assert answer.status_code == 422
    assert Round.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("task", "data", "sentence"),
    [
        ("texts", {"title_kk": "Тек"}, "This field is required."),
        ("mandate", {"mandate_date": "0202-01-01"}, "Enter a date of this century."),
        ("stages", {"discovery_first": "2027-01-05"}, "Enter the last day too."),
        (
            "stages",
            {"discovery_first": "2027-01-05", "discovery_last": "2027-01-04"},
            "It must not end before it begins.",
        ),
        (
            "stages",
            {
                "evidence_first": "2027-01-05",
                "evidence_last": "2027-01-20",
                "discovery_first": "2027-01-20",
                "discovery_last": "2027-02-20",
            },
            "The stage before it is still open then.",
        ),
        ("room", {**ROOM, "min_sector_percent": "26"}, "cannot each have more than 25 percent"),
        ("room", {**ROOM, "min_women_percent": "101"}, "less than or equal to 100"),
        ("deciding", {**DECIDING, "min_reviews": "0"}, "greater than or equal to 1"),
        ("deciding", {**DECIDING, "min_reviews": "99999999"}, "less than or equal to 32767"),
    ],
)
def test_bad_input_is_answered_in_words(akimat, moderator, signed_in, now, task, data, sentence):
    round = draft(akimat, now)
    answer = signed_in(moderator).post(url("task", round.pk, task), data)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert Round.objects.get().min_reviews == 3


def test_stage_without_days_is_left_out(akimat, moderator, signed_in, now):
    round = draft(akimat, now)
    sent = stage_fields(now)
    sent["evidence_first"] = sent["evidence_last"] = ""
    signed_in(moderator).post(url("task", round.pk, "stages"), sent)
    assert not Phase.objects.filter(round=round, kind="evidence").exists()
    assert Phase.objects.filter(round=round).count() == 7


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("slug", "statistics", "is used by a page of the site"),
        ("slug", "economy", "Another round already has the address"),
        ("slug", "with space", "valid “slug”"),
        ("territory", "999999", "Select a valid choice"),
        ("kind", "war", "Select a valid choice"),
    ],
)
def test_round_that_cannot_be_set_up_is_refused_in_words(
    akimat, moderator, signed_in, now, field, value, sentence
):
    draft(akimat, now)
    sent = {"akimat": akimat.pk, "kind": "region", "slug": "new", **fields("title", "x")}
    answer = signed_in(moderator).post(url("add"), {**sent, field: value})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert Round.objects.count() == 1


def test_round_of_a_monotown_covers_the_town(akimat, district, moderator, signed_in):
    sent = {
        "akimat": akimat.pk,
        "kind": "monotown",
        "territory": district.pk,
        "slug": "town",
        **fields("title", "Our town"),
    }
    signed_in(moderator).post(url("add"), sent)
    assert Round.objects.get().territory == district


def test_amendment_is_made_with_the_same_form_and_a_reason(discovery: Discovery, signed_in):
    browser = signed_in(discovery.people["moderator"])
    address = url("task", discovery.round.pk, "room")
    page = words(browser.get(address))
    assert "The rules are frozen since the announcement." in page
    assert browser.post(address, {**ROOM, "min_sector_percent": "15"}).status_code == 422
    sent = {
        **ROOM,
        "min_sector_percent": "15",
        "min_women_percent": "40",
        **fields("amendment", "More women."),
        **fields("why", "They are missing."),
    }
    assert browser.post(address, sent).status_code == 302
    assert Amendment.objects.get().reason_en == "They are missing."
    assert Round.objects.get().min_women_percent == 40


def test_amended_dates_leave_what_has_happened_alone(discovery: Discovery, signed_in):
    """Fields of what is over are shown and cannot be sent."""
    browser = signed_in(discovery.people["moderator"])
    address = url("task", discovery.round.pk, "stages")
    before = {p.kind: (p.opens_at, p.closes_at) for p in discovery.round.phases.all()}
    longer = timezone.localdate(before["monitoring"][1]) + timedelta(days=30)
    sent = {
        f"{p.kind}_{edge}": timezone.localdate(moment).isoformat()
        for p in discovery.round.phases.all()
        for edge, moment in (
            ("first", p.opens_at),
            ("last", p.closes_at - timedelta(microseconds=1)),
        )
    }
    sent |= {"mandate_first": "2020-01-01", "monitoring_last": longer.isoformat()}
    sent |= {**fields("amendment", "Longer."), **fields("why", "More to measure.")}
    assert browser.post(address, sent).status_code == 302
    after = {p.kind: (p.opens_at, p.closes_at) for p in discovery.round.phases.all()}
    assert after.pop("monitoring")[1] > before.pop("monitoring")[1]
    assert after == before


def test_too_late_an_amendment_is_refused_in_words(discovery: Discovery, signed_in):
    began = discovery.round.phases.get(kind="discovery").opens_at
    operations.set_stages(
        discovery.round, {"discovery": (began, discovery.at - timedelta(hours=1))}
    )
    sent = {**ROOM, **fields("amendment", "Less."), **fields("why", "Because.")}
    answer = signed_in(discovery.people["moderator"]).post(
        url("task", discovery.round.pk, "room"), sent
    )
    assert answer.status_code == 422
    assert "It is too late to change" in words(answer)


def test_wording_is_clarified_without_changing_a_rule(discovery: Discovery, signed_in):
    sent = {**fields("amendment", "A seat is a chair."), **fields("why", "People asked.")}
    browser = signed_in(discovery.people["moderator"])
    assert browser.post(url("task", discovery.round.pk, "wording"), sent).status_code == 302
    assert Amendment.objects.get().text_en == "A seat is a chair."


def test_round_is_closed_early_with_a_reason_only(discovery: Discovery, signed_in):
    browser = signed_in(discovery.people["moderator"])
    address = url("close", discovery.round.pk)
    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, fields("reason", "Merged.")).status_code == 302
    assert Round.objects.get().status == "closed"
    assert browser.get(address).status_code == 404
    assert browser.get(url("task", discovery.round.pk, "texts")).status_code == 404
    assert browser.get(url("change", discovery.round.pk)).status_code == 200


@pytest.mark.parametrize(("name", "previous"), [("copy", False), ("next", True)])
def test_next_round_begins_from_this_one(discovery: Discovery, signed_in, name, previous):
    browser = signed_in(discovery.people["moderator"])
    address = url(name, discovery.round.pk)
    assert "What the region could be good at" in words(browser.get(address))
    taken = {"slug": "economy-2026", **fields("title", "Again")}
    assert browser.post(address, taken).status_code == 422
    assert browser.post(address, {**taken, "slug": "again"}).status_code == 302
    made = Round.objects.get(slug="again")
    assert (made.status, made.previous) == ("draft", discovery.round if previous else None)


def test_page_of_a_round_names_the_next_step(akimat, discovery: Discovery, signed_in):
    browser = signed_in(discovery.people["moderator"])
    page = words(browser.get(url("change", discovery.round.pk)))
    assert "Say what came of: mandate." in page
    for kind in ("mandate", "evidence"):
        operations.write_outcome(
            round=discovery.round,
            kind=kind,
            text=texts("Done."),
            actor=discovery.people["moderator"],
            at=discovery.at,
        )
    page = words(browser.get(url("change", discovery.round.pk)))
    assert "Run the stage: discovery." in page
    bare = operations.create_round(akimat=akimat, slug="bare", actor=None, at=discovery.at)
    assert url("task", bare.pk, "texts") in words(browser.get(url("change", bare.pk)))
    index = words(browser.get(reverse("admin:index")))
    assert "Run the stage: discovery" in index
    listed = words(browser.get(url("changelist")))
    assert "Run the stage: discovery" in listed


def test_closed_round_leaves_the_desk(discovery: Discovery, signed_in):
    Round.objects.update(status="closed")
    page = words(signed_in(discovery.people["moderator"]).get(reverse("admin:index")))
    assert "What the region could be good at" not in page


PAGES = ["change", "history", "announce", "close", "copy", "next", "task"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("moderator", {200, 302}),
        ("specialist", {404}),
        ("resident", {404}),
        ("biz", {404}),
        ("foreign_moderator", {404}),
    ],
)
def test_who_opens_which_page_of_the_desk(discovery: Discovery, signed_in, page, who, status):
    args = [discovery.round.pk, *(["texts"] if page == "task" else [])]
    reads = page in ("change", "history")
    allowed = {200} if who == "specialist" and reads else status
    assert signed_in(discovery.people[who]).get(url(page, *args)).status_code in allowed


def test_foreign_moderator_changes_nothing(discovery: Discovery, signed_in):
    browser = signed_in(discovery.people["foreign_moderator"])
    for name in ("announce", "close", "copy", "next"):
        assert browser.post(url(name, discovery.round.pk), {}).status_code == 404
    assert browser.post(url("task", discovery.round.pk, "room"), ROOM).status_code == 404
    assert discovery.round.title_en not in words(browser.get(url("changelist")))
    sent = {
        "akimat": discovery.akimat.pk,
        "kind": "region",
        "slug": "foreign",
        **fields("title", "x"),
    }
    assert browser.post(url("add"), sent).status_code == 422
    assert Round.objects.count() == 1
