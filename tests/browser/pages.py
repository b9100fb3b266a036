"""Every page of the site, once: who sees it, how one comes to it, how it answers.

What must hold on every page (accessibility, policy, languages) is tested over this list, and
`tests/config/test_addresses.py` fails when an address is missing from it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from commons.voting import queries as votes
from tests.fixtures.ballot import AKSU, CITYWIDE
from tests.fixtures.journeys import Country

VISITOR = ""
# allauth answers an invalid form with 200, our pages with 422.
ANY = 0


@dataclass(frozen=True)
class Visit:
    """Go to `path` as `who`, fill in, press: the page that is then there is the one meant.

    `press` are the selectors of what is clicked one after the other, each leading to a page.
    `fails` is (dotted name, exception): what breaks on the way. `lands` is where an address that
    sends on sends to.
    """

    path: str
    who: str = VISITOR
    fill: Mapping[str, str] = field(default_factory=dict)
    tick: Sequence[str] = ()
    press: Sequence[str] = ()
    status: int = 200
    fails: tuple[str, Exception] | None = None
    no_cookies: bool = False
    lands: str = ""

    @property
    def is_plain(self) -> bool:
        """Reached by its address alone."""
        return not self.press and self.fails is None and not self.no_cookies

    @property
    def name(self) -> str:
        did = f" after {' and '.join(self.press)}" if self.press else ""
        return f"{self.path}{did} as {self.who or 'visitor'} ({self.status})"


SUBMIT = "main form button.btn:not([name]):not([formaction]):not([type=button])"
SIGN_UP = {"name": "Айгүл", "email": "new@example.kz", "password1": "a long pass phrase"}


def outside(country: Country) -> list[Visit]:
    """What anyone sees, and what a newcomer finds empty."""
    return [*_entrance(), *_errors(), *_reading(country), *_checking(country), *_empty()]


def inside(country: Country) -> list[Visit]:
    """What people do once they are signed in."""
    return [
        *_own(country),
        *_verifying(country),
        *_proposing(country),
        *_voting(),
        *_working(country),
        *_reporting(country),
    ]


PARTS: dict[str, Callable[[Country], list[Visit]]] = {"outside": outside, "inside": inside}


def _entrance() -> list[Visit]:
    login, signup = "/accounts/login/", "/accounts/signup/"
    code, reset = "/accounts/login/code/", "/accounts/password/reset/"
    wrong = {"login": "nobody@example.kz", "password": "wrong"}
    right = {"login": "specialist@example.kz", "password": "a long pass phrase"}
    by_mail = {"email": "resident@example.kz"}
    send = "main form:has([name=email]) button.btn"
    sign_in = "main form:has([name=password]) button.btn"
    confirm = "main form:has([name=code]) button.btn:not([form])"
    return [
        *[Visit(path) for path in (login, signup, code, reset, "/accounts/inactive/")],
        Visit("/accounts/password/reset/done/"),
        Visit("/accounts/3rdparty/login/cancelled/"),
        Visit("/accounts/3rdparty/login/error/", status=401),
        Visit(login, fill=wrong, press=[sign_in], status=ANY),
        Visit(login, fill=right, press=[sign_in]),  # asks for the second factor
        Visit(signup, press=[send], status=ANY),
        Visit(signup, fill=SIGN_UP, tick=["[name=terms]"], press=[send]),
        Visit(code, fill=by_mail, press=[send]),
        Visit(code, fill=by_mail, press=[send, confirm], status=ANY),
        Visit(reset, fill=by_mail, press=[send]),
    ]


def _errors() -> list[Visit]:
    render = "commons.interface.views.render"
    return [
        Visit("/nothing/", status=404),
        Visit("/pavlodar/budget/nothing/", status=404),
        Visit("/pavlodar/budget/next-year/", "resident", status=404),
        Visit("/pages/how/", status=500, fails=(render, RuntimeError("broken on purpose"))),
        Visit("/pages/how/", status=403, fails=(render, PermissionDenied())),
        Visit(
            "/accounts/login/",
            press=["main form:has([name=password]) button.btn"],
            status=403,
            no_cookies=True,
        ),
    ]


def _reading(country: Country) -> list[Visit]:
    call = f"/pavlodar/proposals/{country.town.intake.call.slug}"
    proposal = f"{call}/{country.proposal.pk}"
    budget = "/pavlodar/budget"
    finished = country.town.finished
    result = f"{budget}/finished/result"
    rounds = [f"{budget}/{slug}" for slug in ("intake", "review", "voting", "finished")]
    return [
        Visit("/"),
        *[
            Visit(f"/pages/{name}/")
            for name in ("how", "verify", "accessibility", "privacy", "about")
        ],
        Visit("/pavlodar/"),
        Visit("/pavlodar/proposals/"),
        Visit("/pavlodar/proposals/?view=map"),
        Visit(f"{call}/"),
        Visit(f"{call}/new/"),
        Visit(f"{proposal}/"),
        Visit(f"{proposal}/comments/{country.comment.pk}/reply/"),
        Visit(f"{budget}/"),
        Visit(f"{budget}/board/"),
        *[Visit(f"{round}/") for round in rounds],
        *[Visit(f"{round}/rules/") for round in (rounds[0], rounds[3])],
        *[Visit(f"{round}/projects/") for round in rounds[1:]],
        *[Visit(f"{budget}/review/projects/{one.pk}/") for one in country.projects.values()],
        Visit(f"{budget}/voting/vote/"),
        Visit(f"{budget}/voting/vote/{CITYWIDE}/"),
        Visit(f"{budget}/voting/result/"),
        Visit(f"{result}/"),
        Visit(f"{result}/{CITYWIDE}/my-share/"),
        *[Visit(f"{result}/{CITYWIDE}/{rule}/") for rule in ("equal_shares", "greedy")],
        Visit(f"{budget}/finished/projects/{finished.projects[0].pk}/"),
        Visit(f"{budget}/finished/projects/{finished.projects[0].pk}/delivery/"),
    ]


def _checking(country: Country) -> list[Visit]:
    """The logs of a vote that is open and of one that is over, and receipts of both."""
    now = country.town.voting.envelopes.get(territory__kato=CITYWIDE).poll
    over = country.town.finished.poll
    own = votes.own_ballot(now, country.people["voter"].elector)
    assert own is not None
    logged = bytes(votes.log_entries(over, 1, 2).get().hash).hex()
    base = "/pavlodar/votes"
    asked = f"{base}/{now.pk}/receipt/"
    pages = [f"{base}/{poll.pk}/{page}" for poll in (now, over) for page in ("", "log/", "heads/")]
    return [
        Visit(f"{base}/"),
        *map(Visit, pages),
        Visit(asked),
        Visit(asked, press=[SUBMIT], status=422),
        Visit(asked, fill={"code": own.code}, press=[SUBMIT]),
        Visit(asked, fill={"code": "ab" * 32}, press=[SUBMIT]),
        Visit(f"{base}/{over.pk}/receipt/", fill={"code": logged}, press=[SUBMIT]),
    ]


def _empty() -> list[Visit]:
    pages = ["/abai/", "/abai/proposals/", "/abai/budget/", "/abai/budget/board/", "/abai/votes/"]
    pages += ["/pavlodar/proposals/?q=zzzz", "/pavlodar/budget/review/projects/?status=won"]
    own = ["/me/", "/me/messages/", "/me/follows/", "/pavlodar/proposals/mine/", "/me/data/"]
    return [*map(Visit, pages), *[Visit(page, "newcomer") for page in own]]


def _own(country: Country) -> list[Visit]:
    account = "/accounts"
    pages = ["/me/", "/me/profile/", "/me/data/", "/me/messages/", "/me/follows/", "/me/erase/"]
    pages += [f"{account}/{page}/" for page in ("logout", "email", "password/change", "2fa")]
    pages += [f"{account}/2fa/{page}/" for page in ("totp/activate", "webauthn", "webauthn/add")]
    pages += [f"{account}/3rdparty/"]
    staff = [f"{account}/2fa/{page}/" for page in ("", "totp/deactivate")]
    staff += [f"{account}/2fa/recovery-codes/generate/"]
    return [
        *[Visit(page, "resident") for page in pages],
        Visit("/me/profile/", "resident", fill={"name": ""}, press=[SUBMIT], status=422),
        Visit("/me/erase/", "resident", press=[SUBMIT], status=422),
        Visit(f"{account}/reauthenticate/", "resident"),
        *[Visit(page.replace("//", "/"), "specialist") for page in staff],
    ]


def _verifying(country: Country) -> list[Visit]:
    place = "/me/verify/pavlodar"
    ways = f"{place}/{country.town.district.kato}"
    steps = ["/me/verify/", f"{place}/", f"{ways}/"]
    return [
        *[Visit(page, "newcomer") for page in steps],
        *[Visit(page, "newcomer", press=[SUBMIT], status=422) for page in steps],
        *[Visit(f"{ways}/{way}/", "newcomer") for way in ("in_person", "roll", "post", "sms")],
        Visit(f"{ways}/post/", "newcomer", press=[SUBMIT], status=422),
        Visit("/me/verify/", "resident"),
        Visit("/me/verify/request/", "unverified"),
        Visit("/me/verify/request/slip/", "unverified"),
    ]


def _proposing(country: Country) -> list[Visit]:
    call = f"/pavlodar/proposals/{country.town.intake.call.slug}"
    wizard = f"{call}/{country.draft.pk}/edit"
    proposal = f"{call}/{country.proposal.pk}"
    filled = ("title", "text", "kind", "place", "gain")
    asked = (*filled, "cost", "files", "similar", "check")
    reply = f"{proposal}/comments/{country.comment.pk}"
    return [
        Visit("/pavlodar/proposals/mine/", "resident"),
        Visit(f"{call}/new/", "newcomer"),
        Visit(f"{call}/new/", "resident"),
        *[Visit(f"{wizard}/{step}/", "resident") for step in asked],
        *[Visit(f"{wizard}/{step}/", "resident", press=[SUBMIT], status=422) for step in filled],
        Visit(f"{wizard}/cost/", "resident", {"cost_tenge": "many"}, press=[SUBMIT], status=422),
        Visit(f"{call}/{country.draft.pk}/withdraw/", "resident"),
        Visit(f"{proposal}/", "resident"),
        Visit(f"{proposal}/submitted/", "resident"),
        Visit(f"{proposal}/withdraw/", "resident"),
        Visit(f"{proposal}/", "voter", press=["form[action$='/comments/'] button.btn"], status=422),
        Visit(f"{reply}/reply/", "resident"),
        Visit(f"{reply}/report/", "resident"),
        Visit(f"{reply}/report/", "resident", press=[SUBMIT], status=422),
    ]


def _voting() -> list[Visit]:
    vote = "/pavlodar/budget/voting/vote"
    ballot, check, cast = f"{vote}/{CITYWIDE}/", ".purse .btn:visible", "#cast .btn:visible"
    one, all_ = [".choice label >> nth=0"], [f".choice label >> nth={n}" for n in range(3)]
    down = ("commons.voting.operations.cast_ballot", DatabaseError("down on purpose"))
    return [
        Visit(f"{vote}/", "resident"),
        Visit(f"{vote}/", "newcomer"),
        Visit(f"{vote}/", "voter"),
        Visit(ballot, "resident"),
        Visit(ballot, "newcomer"),
        Visit(f"{vote}/{AKSU}/", "resident"),  # not their district
        Visit(ballot, "resident", tick=all_, press=[check], status=422),
        Visit(ballot, "resident", tick=one, press=[check]),
        Visit(ballot, "resident", tick=one, press=[check, cast], status=503, fails=down),
        Visit(f"{vote}/{CITYWIDE}/done/", "resident"),
        Visit(ballot, "voter"),
        Visit(f"{vote}/{CITYWIDE}/done/", "voter"),
        Visit("/pavlodar/budget/finished/vote/", "resident"),
    ]


def _working(country: Country) -> list[Visit]:
    budget, counter = "/pavlodar/budget", "/me/counter/pavlodar"
    assert country.claim is not None
    assert country.appeal is not None
    claim = f"{counter}/{country.claim.reference}"
    review = f"{budget}/reviews/{country.projects['waiting'].pk}/"
    appeal = f"{budget}/council/{country.appeal.pk}/"
    refused = f"{budget}/review/projects/{country.projects['infeasible'].pk}/"
    return [
        Visit("/me/", "specialist"),
        Visit("/pavlodar/", "specialist"),
        Visit(f"{budget}/next-year/", "specialist"),
        Visit(f"{budget}/next-year/rules/", "specialist"),
        *[Visit(f"{budget}/reviews/?show={tab}", "specialist") for tab in ("mine", "free", "all")],
        Visit(review, "specialist"),
        Visit(review, "specialist", press=[SUBMIT], status=422),
        Visit(refused, "specialist"),
        Visit(f"{counter}/", "specialist"),
        Visit(f"{counter}/", "specialist", press=[SUBMIT], status=422),
        Visit(f"{counter}/roll/", "specialist"),
        Visit(f"{counter}/roll/", "specialist", press=[SUBMIT], status=422),
        Visit(f"{claim}/", "specialist"),
        Visit(f"{claim}/", "specialist", press=[SUBMIT], status=422),
        Visit(f"{claim}/refuse/", "specialist"),
        Visit(f"{claim}/refuse/", "specialist", press=[SUBMIT], status=422),
        Visit(f"{budget}/review/", "expert"),
        Visit(f"{budget}/council/", "expert"),
        Visit(appeal, "expert"),
        Visit(appeal, "expert", press=[SUBMIT], status=422),
        Visit(f"{refused}appeal/", "resident"),
        Visit(f"{refused}appeal/", "resident", press=[SUBMIT], status=422),
        Visit(f"{budget}/review/projects/{country.projects['correction'].pk}/", "resident"),
    ]


def _reporting(country: Country) -> list[Visit]:
    project = country.town.finished.projects[0].pk
    delivery = f"/pavlodar/budget/finished/projects/{project}/delivery/"
    forms = ("contract", "payment", "photo", "works")
    return [
        Visit(delivery, "specialist"),
        Visit(f"{delivery}report/", "specialist"),
        *[Visit(f"{delivery}report/{form}/", "specialist") for form in forms],
        *[
            Visit(f"{delivery}report/{form}/", "specialist", press=[SUBMIT], status=422)
            for form in ("contract", "payment", "photo")
        ],
    ]
