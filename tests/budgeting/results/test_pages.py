"""What the result pages show, to whom, and from when on."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budgeting.enums import RoundStatus
from budgeting.models import ResultSummary, Round
from budgeting.results.summaries import summarise
from commons.voting import queries as votes

pytestmark = pytest.mark.django_db

CAST = [
    "visitor",
    "unverified",
    "resident",
    "neighbour",
    "expert",
    "specialist",
    "moderator",
    "observer",
    "foreign_moderator",
]


def urls(round):
    slug = round.akimat.slug
    return {
        "result": reverse("budgeting:result", args=[slug, round.slug]),
        "trace": reverse(
            "budgeting:result_trace", args=[slug, round.slug, "550000000", "equal_shares"]
        ),
        "other": reverse("budgeting:result_trace", args=[slug, round.slug, "550000000", "greedy"]),
        "phragmen": reverse(
            "budgeting:result_trace", args=[slug, round.slug, "550000000", "phragmen"]
        ),
        "welfare": reverse(
            "budgeting:result_trace", args=[slug, round.slug, "550000000", "max_welfare"]
        ),
        "share": reverse("budgeting:result_share", args=[slug, round.slug, "550000000"]),
        "ballots": reverse("budgeting:result_ballots", args=[slug, round.slug, "550000000"]),
    }


def in_english(published, name):
    return f"/en/{urls(published.round)[name].split('/', 2)[2]}"


def text_of(answer):
    """The words of a page, spaces of every kind made one."""
    html = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", html.replace("\xa0", " "))


@pytest.mark.parametrize("role", CAST)
def test_everyone_reads_a_published_result(published, request, signed_in, role):
    client = signed_in(request.getfixturevalue(role))
    answers = {name: client.get(url).status_code for name, url in urls(published.round).items()}
    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.parametrize("role", CAST)
@pytest.mark.parametrize(
    "status",
    [
        RoundStatus.ANNOUNCED,
        RoundStatus.BALLOT_FIXED,
        RoundStatus.VOTING_OPEN,
        RoundStatus.VOTING_CLOSED,
        RoundStatus.COUNTED,
    ],
)
def test_nobody_sees_a_count_before_it_is_published(counted, request, signed_in, role, status):
    Round.objects.filter(pk=counted.round.pk).update(status=status)
    client = signed_in(request.getfixturevalue(role))
    pages = urls(counted.round)
    answers = {name: client.get(url).status_code for name, url in pages.items()}
    assert answers == {**dict.fromkeys(pages, 404), "result": 200}
    assert client.post(pages["share"], {"code": "a" * 64}).status_code == 404
    told = text_of(client.get(pages["result"]))
    assert "130" not in told
    assert not any(project.proposal.title in told for project in counted.projects)
    board = client.get(reverse("budgeting:board", args=[counted.round.akimat.slug]))
    assert counted.projects[0].proposal.title not in board.content.decode()


@pytest.mark.parametrize("role", ["visitor", "resident", "foreign_moderator"])
def test_a_draft_round_has_no_result_page(counted, request, signed_in, role):
    Round.objects.filter(pk=counted.round.pk).update(status=RoundStatus.DRAFT)
    client = signed_in(request.getfixturevalue(role))
    assert {client.get(url).status_code for url in urls(counted.round).values()} == {404}


def test_another_akimat_has_no_such_result(published, client, other_akimat):
    url = reverse("budgeting:result", args=[other_akimat.slug, published.round.slug])
    assert client.get(url).status_code == 404


def test_unknown_envelope_rule_and_territory_are_not_found(published, client):
    page = urls(published.round)
    assert client.get(page["result"] + "?envelope=551000000").status_code == 404
    assert client.get(page["trace"].replace("equal_shares", "dice")).status_code == 404
    assert client.get(page["ballots"].replace("550000000", "551000000")).status_code == 404


def test_numbers_on_the_page_are_those_of_the_tally(published, client):
    outcome = votes.official_outcome(published.poll)
    answer = client.get(urls(published.round)["result"])
    told = text_of(answer)
    assert len(outcome.selected) > 1
    for project in published.projects:
        assert project.proposal.title in told
        numbers = next(p for p in outcome.projects if p.id == project.option.code)
        assert f"{numbers.cost:,} ₸".replace(",", " ") in told
    shown = answer.content.decode()
    titles = {project.option.code: project.proposal.title for project in published.projects}
    places = [shown.index(f">{titles[code]}</a>") for code in outcome.selected]
    assert places == sorted(places)
    votes_shown = {row.told.project: row.told.votes for row in answer.context["result"].winners}
    assert votes_shown == {p.id: p.votes for p in outcome.projects if p.id in outcome.selected}
    assert f"{outcome.budget - outcome.cost:,} ₸".replace(",", " ") in told
    tally = votes.official_tally(published.poll)
    assert tally.input_hash in told


def test_each_loser_is_told_what_it_lacked(published, client):
    told = text_of(client.get(f"/en/{urls(published.round)['result'].split('/', 2)[2]}"))
    assert "Nobody voted for it." in told
    first, winner = (published.projects[n].proposal.title for n in (0, 2))
    assert (
        "Its 70 supporters could have paid for it at first, but many of them spent their shares "
        f"on projects chosen earlier, the last of them “{winner}”. They had 12 307 692 ₸ left, "
        "17 692 308 ₸ too little: what 39 further supporters would have brought. At the end "
        "25 000 000 ₸ of the envelope was left, 5 000 000 ₸ too little for it."
    ) in told
    assert told.index("Not chosen, and") < told.index(first)


def test_trace_tells_every_purchase_in_order(published, client):
    outcome = votes.official_outcome(published.poll)
    answer = client.get(f"/en/{urls(published.round)['trace'].split('/', 2)[2]}")
    told = answer.context["told"]
    bought = [each.project.option.code for each in told.purchases]
    completed = [each.project.option.code for each in told.completion if each.chosen]
    assert [*bought, *completed] == list(outcome.selected)
    assert {each.project.option.code for each in told.at_start} >= {published.codes[3]}


def test_every_rule_stands_beside_with_its_numbers(published, client):
    answer = client.get(in_english(published, "result"))
    told = text_of(answer)
    # Equal Shares: 75 + 45 of 130 voters; most votes first: 70 + 15 of them.
    assert "92.3%" in told
    assert "65.4%" in told
    sides = {side.rule: side for side in answer.context["sides"]}
    assert list(sides) == ["equal_shares", "greedy", "phragmen", "max_welfare"]
    assert [side.decides for side in sides.values()] == [True, False, False, False]
    first, second, third = (project.proposal.title for project in published.projects[:3])
    assert sides["equal_shares"].sentence == "This count decided."
    assert sides["greedy"].sentence == (
        f"It would choose “{first}”. It would leave out “{second}”."
    )
    places = {row.project.proposal.title: dict(row.places) for row in answer.context["matrix"]}
    for count in answer.context["result"].counts:
        short = sides[count.rule].short
        for place, code in enumerate(count.outcome.selected, start=1):
            title = answer.context["result"].projects[code].proposal.title
            assert places[title][short] == place
    assert third in told


def test_page_of_a_result_takes_the_same_queries_at_3_projects_as_at_1(hold_vote, client, district):
    def queries(costs, slug):
        held = hold_vote(costs, [((0,), district.kato, 20)], slug=slug).count().publish()
        found = {}
        for name, url in urls(held.round).items():
            client.get(url)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert client.get(url).status_code == 200
            found[name] = len(captured)
        return found

    assert queries((10_000_000,), "one") == queries((10_000_000, 9_000_000, 8_000_000), "three")


def test_progress_is_shown_without_numbers(vote, client):
    vote.ask()
    for tally in votes.tallies(vote.poll):
        type(tally).objects.filter(pk=tally.pk).update(progress=0.5)
    answer = client.get(urls(vote.round)["result"])
    assert '<progress value="50" max="100"' in answer.content.decode()
    assert 'hx-trigger="every' in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    part = client.get(urls(vote.round)["result"], headers={"hx-request": "true"})
    assert "<html" not in part.content.decode()
    assert '<progress value="50" max="100"' in part.content.decode()


def test_a_finished_count_stops_asking(counted, client):
    answer = client.get(urls(counted.round)["result"])
    assert "hx-get" not in answer.content.decode()


def test_the_page_that_waits_becomes_the_result(published, client):
    answer = client.get(urls(published.round)["result"], headers={"hx-request": "true"})
    assert answer["HX-Refresh"] == "true"


def test_summary_is_made_once(counted, now):
    made = ResultSummary.objects.get()
    summarise(round=counted.round, at=now)
    again = ResultSummary.objects.get()
    assert (again.pk, again.made_at, bytes(again.ballots_file)) == (
        made.pk,
        made.made_at,
        bytes(made.ballots_file),
    )
