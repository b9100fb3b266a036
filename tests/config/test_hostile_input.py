"""What nobody types and every scanner sends: an answer of ours, never an error of the server."""

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commons.people.models import Person
from commons.proposals import operations as proposals
from commons.proposals.models import Proposal
from tests.factories.budgeting import make_round
from tests.factories.proposals import ProposalFactory
from tests.fixtures.journeys import Town

VALUES = ("\0", "²", "9" * 5000, "a" * 10_000, "%_\\'\";--<script>{{ 7 }}")
NAMES = [
    "page",
    "comments",
    "q",
    "category",
    "district",
    "status",
    "language",
    "sort",
    "view",
    "own",
    "title",
    "show",
    "from",
    "year",
    "akimat",
    "next",
    "find",
    "kind",
    "rule",
    "method",
    "only",
]
# A wrong value of these is a 404, which would hide what the others do.
ALONE = {"call": "/proposals/", "envelope": "/result/"}


@pytest.fixture
def draft(town: Town, resident: Person) -> Proposal:
    return proposals.start_draft(
        call=town.intake.call, author=resident, language="kk", at=timezone.now()
    )


@pytest.fixture
def proposal(town: Town, resident: Person) -> Proposal:
    return ProposalFactory(call=town.intake.call, author=resident, territory=town.district)


def addresses(town: Town, draft: Proposal, proposal: Proposal) -> Iterator[str]:
    akimat = town.akimat.slug
    intake, finished = town.intake, town.finished
    call = intake.call.slug
    built = finished.projects[0]
    yield from map(
        reverse,
        ("home", "people:me", "people:profile", "people:data", "people:verify", "account_login"),
    )
    yield from map(reverse, ("account_signup", "account_reset_password", "people:verification"))
    yield from map(reverse, ("notifications:messages", "notifications:follows", "mfa_index"))
    for name in ("akimat", "proposals:index", "proposals:mine", "budgeting:index"):
        yield reverse(name, args=[akimat])
    for name in ("budgeting:board", "budgeting:council", "budgeting:review_queue"):
        yield reverse(name, args=[akimat])
    yield reverse("people:verify_place", args=[akimat])
    for name in ("proposals:call", "proposals:similar"):
        yield reverse(name, args=[akimat, call])
    for name in ("proposals:detail", "proposals:submitted"):
        yield reverse(name, args=[akimat, call, proposal.pk])
    for step in ("title", "text", "kind", "place", "cost", "gain", "files", "similar", "check"):
        yield reverse("proposals:step", args=[akimat, call, draft.pk, step])
    for round in (intake, town.voting, finished.round):
        for name in ("round", "projects", "rules", "ballot_home", "result"):
            yield reverse(f"budgeting:{name}", args=[akimat, round.slug])
    for name in ("project", "delivery"):
        yield reverse(f"budgeting:{name}", args=[akimat, finished.round.slug, built.pk])
    for name in ("ballot", "ballot_done"):
        yield reverse(f"budgeting:{name}", args=[akimat, town.voting.slug, "550000000"])


def desk_addresses(town: Town) -> Iterator[str]:
    draft, winner = town.next_year.pk, town.finished.projects[0].pk
    yield from map(reverse, ("admin:index", "admin:budgeting_round_add"))
    yield reverse("admin:territories_membership_add")
    for model in (
        "proposals_proposal",
        "proposals_comment",
        "people_residencyverification",
        "budgeting_round",
        "budgeting_project",
        "budgeting_appeal",
        "voting_paperballot",
        "territories_membership",
        "audit_entry",
    ):
        yield reverse(f"admin:{model}_changelist")
    for task in ("texts", "phases", "envelopes", "categories", "proposing", "rule"):
        yield reverse("admin:budgeting_round_task", args=[draft, task])
    for page in ("council", "groups", "copy", "change"):
        yield reverse(f"admin:budgeting_round_{page}", args=[draft])
    for part in ("design", "add-contract", "add-payment", "add-photo"):
        yield reverse("admin:budgeting_project_report", args=[winner, part])
    for envelope in town.voting.envelopes.all():
        yield reverse("admin:budgeting_round_paper", args=[town.voting.pk, envelope.pk])
    yield reverse("people:counter", args=[town.akimat.slug])
    yield reverse("people:roll", args=[town.akimat.slug])


def failures(client: Client, paths: Iterable[str], names: Iterable[str]) -> list[str]:
    client.raise_request_exception = False
    found = []
    for path in paths:
        for value in VALUES:
            status = client.get(path, dict.fromkeys(names, value)).status_code
            if status >= 500:
                found.append(f"{status} {path} {value[:20]!r}")
    return found


def test_no_query_makes_the_server_fail(
    town: Town, draft: Proposal, proposal: Proposal, client: Client, resident: Person
) -> None:
    client.force_login(resident)
    paths = list(addresses(town, draft, proposal))

    assert failures(client, paths, NAMES) == []
    for name, page in ALONE.items():
        assert failures(client, (path for path in paths if page in path), [name]) == []


class Forms(HTMLParser):
    """The forms that a page posts: [(action, what they hold now, what one can type into)]."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], set[str]]] = []
        self.within = False
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name, kind, value = given.get("name"), given.get("type", "text"), given.get("value", "")
        if tag == "form":
            self.within = given.get("method", "").lower() == "post"
            if self.within:
                self.found.append((given.get("action", ""), {}, set()))
        if not self.within:
            return
        _action, held, typed = self.found[-1]
        if tag == "option" and self.select and ("selected" in given or self.select not in held):
            held[self.select] = value
        self.select = name or "" if tag == "select" else self.select if tag == "option" else ""
        if not name or kind == "file" or tag == "select":
            return
        if kind in ("radio", "checkbox"):
            if "checked" in given or (kind == "radio" and name not in held):
                held[name] = value
        else:
            held.setdefault(name, value)
        if tag == "textarea" or (tag == "input" and kind not in FIXED):
            typed.add(name)

    def handle_endtag(self, tag: str) -> None:
        self.within = self.within and tag != "form"


FIXED = ("hidden", "radio", "checkbox", "submit")
ENDS = ("logout", "erase")
TYPED = ("\0", "²", "-1", "9" * 30, "1e999", "a" * 7000, "0001-01-01T00:00", "9999-12-31")
ONE_BY_ONE = ("\0", "9" * 30, "0001-01-01T00:00")


def post_failures(client: Client, path: str) -> Iterator[str]:
    """Every form of the page as it stands but for one bad value, undone after each post."""
    client.raise_request_exception = False
    page = client.get(path)
    if page.status_code != 200:
        return
    for action, held, typed in Forms(page.content.decode()).found:
        target = path if action in ("", ".") else action
        if any(end in target for end in ENDS):
            continue
        for value in TYPED:
            each = [{name} for name in sorted(typed)] if value in ONE_BY_ONE else []
            for spoilt in (held.keys() - {"csrfmiddlewaretoken"}, *each):
                posted = held | dict.fromkeys(spoilt, value)
                with transaction.atomic():
                    status = client.post(target, posted).status_code
                    transaction.set_rollback(True)
                if status >= 500:
                    yield f"{status} {target} {value[:20]!r} {sorted(spoilt)[:3]}"


@pytest.mark.parametrize("who", ["resident", "moderator"])
def test_no_form_makes_the_server_fail(
    town: Town, draft: Proposal, proposal: Proposal, client: Client, member: Any, who: str
) -> None:
    town.next_year = make_round(town.akimat, timezone.now(), slug="next-year")
    client.force_login(member(who))
    staff = () if who == "resident" else tuple(desk_addresses(town))
    paths = [*staff, *(() if staff else addresses(town, draft, proposal))]

    found = [one for path in paths for one in post_failures(client, path)]
    assert not found, "\n".join(found)


def test_too_large_a_form_is_answered_in_words(client: Client, db: None) -> None:
    client.raise_request_exception = False
    answer = client.post(reverse("account_login"), {"login": "a" * 6_000_000})

    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()
    assert answer["Content-Security-Policy"]
