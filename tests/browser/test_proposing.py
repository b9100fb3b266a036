"""Proposing on a telephone in Kazakh, and reading what others propose."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from commons.proposals import operations
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Proposal, Support

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def kazakh():
    with translation.override("kk"):
        yield


@pytest.fixture
def open_now(proposing):
    """The cast, and a call that is open by the real clock."""
    proposing.at = timezone.now()
    proposing.call.opens_at = proposing.at - timedelta(days=3)
    proposing.call.closes_at = proposing.at + timedelta(days=3)
    proposing.call.save()
    return proposing


@pytest.fixture
def errors_of():
    """Collects what a page says in its console: a broken policy speaks there."""

    def listen(page):
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        return said

    return listen


def address(p, name, *more):
    return reverse(f"proposals:{name}", args=[p.akimat.slug, *more])


def go_on(page):
    page.locator("main form .btn:not(.btn--quiet)").last.click()
    page.wait_for_load_state()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_proposal_from_start_to_submission(
    open_now, page, sign_in, axe, errors_of, tmp_path: Path
):
    p = open_now
    there = p.proposal(
        author=p.resident, language="kk", title="№14 мектеп жолына жарық орнату",
        latitude=52.29, longitude=76.95,
    )  # fmt: skip
    said = errors_of(page)
    sign_in(page, p.author)

    def checked():
        assert fits(page)
        assert axe(page) == []

    page.goto(address(p, "start", p.call.slug))
    checked()
    go_on(page)
    page.locator("#id_title").press_sequentially("14-мектеп жолына жарық керек", delay=5)
    page.get_by_text(there.title).first.wait_for()  # shown while the title is typed
    checked()
    go_on(page)
    assert page.url.endswith("/text/")  # what was seen is not shown again
    page.fill("#id_problem", "Көше қараңғы, балалар қорқады.")
    page.fill("#id_description", "Мектепке дейін 12 шам орнату.")
    go_on(page)
    checked()
    page.locator("label[for=id_category_0]").click()
    page.select_option("#id_territory", str(p.district.pk))
    go_on(page)
    page.locator(".place-map .leaflet-zoom-animated, .place-map svg").first.wait_for(
        state="attached"
    )
    checked()
    page.locator(".place-map").click(position={"x": 200, "y": 250})
    assert page.locator("[data-said]").inner_text()
    page.fill("#id_address", "Абай көшесі, 7")
    go_on(page)
    page.fill("#id_cost_tenge", "4 800 000")
    go_on(page)
    checked()
    picture = tmp_path / "kerek.jpg"
    Image.new("RGB", (900, 600), "teal").save(picture)
    page.set_input_files("#id_images", picture)
    go_on(page)
    page.locator("input[name^=alt_]").fill("Қараңғы көше")
    checked()
    go_on(page)
    page.fill("#id_beneficiaries", "Мектеп оқушылары")
    go_on(page)
    assert page.url.endswith("/check/")
    checked()
    go_on(page)
    assert page.url.endswith("/submitted/")
    checked()

    sent = Proposal.objects.get(author=p.author)
    assert (sent.status, sent.cost_tenge) == (ProposalStatus.SUBMITTED, 4_800_000)
    assert sent.attachments.get().alt == "Қараңғы көше"
    assert 52 < sent.latitude < 53
    assert 76 < sent.longitude < 78
    assert said == []


def test_what_was_typed_survives_the_closing_of_the_tab(open_now, page, sign_in):
    p = open_now
    draft = p.proposal(status=ProposalStatus.DRAFT, problem="", description="")
    sign_in(page, p.author)
    here = address(p, "step", p.call.slug, draft.pk, "text")
    page.goto(here)
    page.fill("#id_problem", "Жарты жолда байланыс үзілді")
    page.wait_for_timeout(1000)  # the copy is made half a second after the last letter
    again = page.context.new_page()
    page.close()
    again.goto(here)
    assert again.input_value("#id_problem") == "Жарты жолда байланыс үзілді"
    again.fill("#id_description", "Енді жіберемін")
    go_on(again)
    assert again.evaluate("localStorage.length") == 0
    draft.refresh_from_db()
    assert draft.problem == "Жарты жолда байланыс үзілді"


def test_support_button_changes_in_place(open_now, page, sign_in, errors_of):
    p = open_now
    shown = p.proposal()
    said = errors_of(page)
    sign_in(page, p.resident)
    page.goto(address(p, "detail", p.call.slug, shown.pk))
    page.evaluate("window.stayed = true")
    page.locator("#support .btn").click()
    page.locator("#support button[name=undo]").first.wait_for()
    assert page.locator(".backing-count strong").inner_text() == "1"
    assert page.evaluate("window.stayed")
    assert Support.objects.get().person == p.resident
    assert said == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_reading_pages_are_accessible(open_now, open_page, axe, sign_in, photo, width):
    p = open_now
    draft = p.proposal(status=ProposalStatus.DRAFT, latitude=52.3, longitude=76.9)
    operations.add_image(proposal=draft, upload=photo(), actor=p.author, at=p.at, alt="Скамейка")
    Proposal.objects.update(status=ProposalStatus.PUBLISHED, published_at=p.at)
    other = p.proposal(author=p.resident, latitude=52.31, longitude=76.95)
    top = operations.comment(proposal=draft, author=p.resident, text="Жақсы!", at=p.at)
    operations.comment(proposal=draft, author=p.moderator, text="Рахмет!", parent=top, at=p.at)
    page = open_page(width=width)
    sign_in(page, p.resident)
    for here in (
        address(p, "index"),
        address(p, "call", p.call.slug) + "?q=скамейки",
        address(p, "index") + "?view=map",
        address(p, "detail", p.call.slug, draft.pk),
        address(p, "detail", p.call.slug, other.pk),
        address(p, "reply", p.call.slug, draft.pk, top.pk),
        address(p, "mine"),
    ):
        page.goto(here)
        assert axe(page) == [], here
        assert fits(page), here
