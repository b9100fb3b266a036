"""A new user on a telephone: proposes, is verified, votes, votes again, reads the result."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.models import Proposal
from commons.voting import queries as votes
from commons.voting.models import Poll
from tests.browser.conftest import OpenPage
from tests.browser.watching import Watch
from tests.factories.people import make_iin
from tests.fixtures.ballot import CITYWIDE
from tests.fixtures.journeys import Town

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "new@example.kz"
# Selectors know names and addresses, never words: these are the same in every language.
SEND = "main form button.btn:not([name]):not([formaction]):not([form])"
PROPOSAL = {
    "kk": "14-мектеп жолына жарық орнату",
    "ru": "Освещение дороги к школе № 14",
    "en": "Lights on the path to school 14",
}


class Newcomer:
    """Walks the site by its links and forms; after every step the page must be in order."""

    def __init__(self, page: Page, language: str, town: Town) -> None:
        self.page, self.language, self.town = page, language, town
        self.watch = Watch(page)
        self.iin = make_iin()

    @property
    def person(self) -> Person:
        return Person.objects.select_related("elector").get(email=EMAIL)

    def url(self, path: str) -> str:
        return f"/{self.language}{path}"

    def see(self, ending: str = "") -> None:
        """The page whose address ends so, in the language, with nothing wrong."""
        if ending:
            expect(self.page).to_have_url(re.compile(f"{re.escape(ending)}$"))
        self.page.wait_for_load_state()
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        self.watch.picture(self.language)
        assert self.watch.found() == [], self.page.url

    def follow(self, path: str, ending: str | None = None) -> None:
        """Click the link that is on the page: whoever needs an address cannot be asked for it."""
        self.page.locator(f'a[href^="{self.url(path)}"]:visible').first.click()
        self.see(path if ending is None else ending)

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f'[name={name}][value="{value}"]').check()

    def send(self, ending: str = "") -> None:
        self.page.locator(SEND).last.click()
        self.see(ending)

    def arrive(self) -> None:
        self.page.goto("/")
        self.page.locator(f"a[hreflang={self.language}]:visible").click()
        self.see(self.url("/"))
        self.follow("/pavlodar/")

    def sign_up(self) -> None:
        self.follow("/accounts/login/", "")
        self.follow("/accounts/signup/", "")
        for name, value in (
            ("name", "Айгүл Серікова"),
            ("email", EMAIL),
            ("password1", "a long pass phrase"),
        ):
            self.page.locator(f"main [name={name}]").fill(value)
        assert self.page.locator("[name=language]").input_value() == self.language
        self.page.locator("[name=terms]").check()
        self.send()
        code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
        assert code
        self.page.locator("[name=code]").fill(code[0])
        self.send()
        assert self.person.language == self.language

    def write_a_proposal(self, photo: BytesIO) -> None:
        """Through every page of the wizard; it cannot be submitted yet."""
        call = f"/pavlodar/proposals/{self.town.intake.call.slug}/"
        self.page.goto(self.url("/pavlodar/"))
        self.follow("/pavlodar/budget/intake/")
        self.follow(f"{call}new/")
        self.send("/edit/title/")
        page = self.page
        page.fill("main [name=title]", PROPOSAL[self.language])
        self.send("/text/")
        page.fill("main [name=problem]", "Көше қараңғы, балалар қорқады.")
        page.fill("main [name=description]", "Установить 12 фонарей от остановки до школы.")
        self.send("/kind/")
        page.locator("[name=category]").first.check()
        page.locator("[name=territory]").select_option(str(self.town.district.pk))
        self.send("/place/")
        page.fill("main [name=address]", "Абай көшесі, 7")
        self.send("/cost/")
        page.fill("main [name=cost_tenge]", "4 800 000")
        self.send("/files/")
        picture = {"name": "street.jpg", "mimeType": "image/jpeg", "buffer": photo.getvalue()}
        page.set_input_files("[name=images]", picture)  # type: ignore[arg-type]
        self.send("/files/")
        page.locator("input[name^=alt_]").fill("Қараңғы көше")
        self.send("/gain/")
        page.fill("main [name=beneficiaries]", "Мектеп оқушылары")
        self.send("/check/")
        assert page.locator("main img").count() == 1

    def ask_for_verification(self) -> str:
        """From the page that says why the proposal cannot be submitted; gives the reference."""
        self.follow("/me/verify/")
        self.choose("akimat", "pavlodar")
        self.send("/me/verify/pavlodar/")
        self.choose("place", self.town.district.kato)
        self.send(f"/{self.town.district.kato}/")
        self.choose("method", "in_person")
        self.send("/in_person/")
        self.page.fill("main [name=iin]", self.iin)
        self.send("/me/verify/request/")
        return self.page.locator(".reference").inner_text()

    def submit_the_proposal(self) -> Proposal:
        self.page.goto(self.url("/me/"))
        self.see()
        expect(self.page.locator(".notice--success").first).to_be_visible()
        self.page.goto(self.url("/pavlodar/proposals/mine/"))
        self.see()
        draft = Proposal.objects.get(author=self.person)
        call = f"/pavlodar/proposals/{self.town.intake.call.slug}/{draft.pk}/"
        self.follow(f"{call}edit/check/")
        self.send(f"{call}submitted/")
        draft.refresh_from_db()
        return draft

    def vote(self, *millions: int, instead_of: tuple[int, ...] = ()) -> None:
        """From the ballot that is open: untick, tick, check, confirm, see that it is saved."""
        for cost in (*instead_of, *millions):
            choice = self.page.locator(f'.choice:has([data-cost="{cost}000000"])')
            choice.locator("label").click()
        self.page.locator(".purse .btn:not([formaction])").click()
        self.see("/check/")
        assert self.page.locator("table.chosen tbody tr").count() == len(millions)
        self.page.locator("#cast .btn:not([formaction])").click()
        self.see("/done/")
        expect(self.page.locator(".saved")).to_be_visible()
        own = votes.own_ballot(self.poll, self.person.elector)
        assert own is not None
        chosen = self.poll.options.filter(code__in=own.choices)
        assert sorted(option.cost_tenge for option in chosen) == sorted(
            cost * 1_000_000 for cost in millions
        )
        receipt = self.page.locator("main .receipt code").first.inner_text()
        assert re.sub(r"\s", "", receipt) == own.code

    @property
    def poll(self) -> Poll:
        return Poll.objects.get(budget_envelope__territory__kato=CITYWIDE, status="open")

    def go_to_the_ballot(self) -> None:
        self.page.goto(self.url("/pavlodar/"))
        vote = "/pavlodar/budget/voting/vote/"
        self.follow("/pavlodar/budget/voting/", "")
        if not self.page.url.endswith("/vote/"):
            self.follow(vote)
        self.follow(f"{vote}{CITYWIDE}/")

    def read_the_result(self) -> None:
        self.page.goto(self.url("/pavlodar/budget/"))
        self.follow("/pavlodar/budget/finished/", "")
        if not self.page.url.endswith("/result/"):
            self.follow("/pavlodar/budget/finished/result/")
        winner, loser = self.town.finished.projects[0], self.town.finished.projects[3]
        for project in (winner, loser):
            expect(self.page.get_by_text(project.proposal.title).first).to_be_visible()
        self.follow(f"/pavlodar/budget/finished/result/{CITYWIDE}/", "")
        self.page.go_back()
        self.follow(f"/pavlodar/budget/finished/projects/{winner.pk}/", "")


@pytest.fixture
def at_the_counter(
    open_page: OpenPage, sign_in: Any, specialist: Person
) -> Callable[[str, str, str], None]:
    """A specialist finds the request by its reference and types the IIN off the card."""

    def verify(reference: str, iin: str, language: str) -> None:
        page = open_page()
        watch = Watch(page)
        sign_in(page, specialist)
        page.goto(f"/{language}/me/counter/pavlodar/")
        for name, typed in (("reference", reference), ("iin", iin)):
            page.fill(f"main [name={name}]", typed)
            with page.expect_navigation():
                page.locator(SEND).first.click()
            watch.picture(f"{language}-counter")
            assert watch.found() == []
        page.close()

    return verify


def journey(newcomer: Newcomer, verify: Any, photo: BytesIO, moderator: Person) -> None:
    newcomer.arrive()
    newcomer.sign_up()
    newcomer.write_a_proposal(photo)
    newcomer.page.locator(SEND).last.click()
    newcomer.see("/check/")
    assert Proposal.objects.get(author=newcomer.person).status == "draft"

    verify(newcomer.ask_for_verification(), newcomer.iin, newcomer.language)

    proposal = newcomer.submit_the_proposal()
    assert proposal.status == "submitted"
    assert proposal.attachments.get().alt == "Қараңғы көше"
    proposals.publish(proposal=proposal, actor=moderator, at=timezone.now())
    newcomer.page.goto(newcomer.url(f"/pavlodar/proposals/{newcomer.town.intake.call.slug}/"))
    newcomer.see()
    expect(newcomer.page.get_by_text(PROPOSAL[newcomer.language]).first).to_be_visible()

    newcomer.go_to_the_ballot()
    newcomer.vote(30, 20)
    newcomer.page.locator(f"main a[href$='/vote/{CITYWIDE}/']").click()
    newcomer.see(f"/vote/{CITYWIDE}/")
    newcomer.vote(40, instead_of=(30, 20))
    newcomer.read_the_result()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_new_user_on_a_telephone(
    language: str,
    town: Town,
    page: Page,
    at_the_counter: Any,
    photo: Callable[..., BytesIO],
    moderator: Person,
) -> None:
    with translation.override(language):
        journey(Newcomer(page, language, town), at_the_counter, photo(size=(900, 600)), moderator)


def test_new_user_on_a_telephone_without_javascript(
    town: Town,
    page_without_javascript: Page,
    at_the_counter: Any,
    photo: Callable[..., BytesIO],
    moderator: Person,
) -> None:
    newcomer = Newcomer(page_without_javascript, "kk", town)
    journey(newcomer, at_the_counter, photo(size=(900, 600)), moderator)
