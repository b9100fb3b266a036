"""Who opens which page, in which language, at what cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.browser.discovery.evaluation import visits
from tests.factories import edp_evaluation as make

pytestmark = pytest.mark.django_db
HERE = "/en/pavlodar/discovery/economy-2026/"


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_every_page_renders_in_every_language(room, client, language):
    for visit in visits(room):
        if visit.who:
            client.force_login(room.people[visit.who])
        else:
            client.logout()
        answer = client.get(visit.path.replace("/en/", f"/{language}/"), follow=True)
        assert answer.status_code == visit.status, visit.path


def _open_for(signed_in, person, path) -> bool:
    status = signed_in(person).get(path).status_code
    assert status in (200, 302, 404), (path, status)
    return status == 200


PUBLIC = {"visitor", "resident", "biz", "specialist", "foreign_moderator", "moderator"}
# page, state of the scoring -> who opens it
TABLE = [
    ("", "draft", {"moderator"}),
    ("", "open", PUBLIC),
    ("", "closed", PUBLIC),
    ("recompute/", "draft", set()),
    ("recompute/", "open", PUBLIC),
    ("sure/", "open", set()),
    ("sure/", "closed", PUBLIC),
    ("what-if/", "open", set()),
    ("what-if/", "closed", PUBLIC),
    ("methods/", "open", set()),
    ("methods/", "closed", PUBLIC),
    ("ranking.csv", "open", set()),
    ("ranking.csv", "closed", PUBLIC),
    ("scores.csv", "open", set()),
    ("scores.csv", "closed", PUBLIC),
    ("scoring.json", "open", set()),
    ("scoring.json", "closed", PUBLIC),
    ("scorecard.json", "draft", set()),
    ("scorecard.json", "open", PUBLIC),
    ("sheets/", "draft", set()),
    ("sheets/", "open", {"biz"}),
    ("sheets/", "closed", {"biz"}),
    ("manage/", "draft", {"moderator"}),
    ("manage/", "open", {"moderator"}),
    ("manage/evaluators/", "draft", {"moderator"}),
    ("manage/criteria/", "draft", {"moderator"}),
    ("manage/close/", "open", {"moderator"}),
]


@pytest.mark.parametrize(("page", "state", "who"), TABLE)
def test_who_opens_a_page_of_an_evaluation(room, moderator, signed_in, page, state, who):
    seats = list(room.seats.values())
    made = {"draft": make.draft, "open": make.opened, "closed": make.closed}[state]
    evaluation = made(room.round, moderator, evaluators=seats)
    path = f"{HERE}evaluation/{evaluation.pk}/{page}"
    assert {name for name in PUBLIC if _open_for(signed_in, room.people[name], path)} == who


@pytest.mark.parametrize(
    ("page", "who"),
    [
        ("evaluation/", PUBLIC),
        ("decision/", PUBLIC),
        ("commission/", {"moderator"}),
        ("commission/sittings/new/", {"moderator"}),
        ("evaluation/new/", {"moderator"}),
    ],
)
def test_who_opens_a_page_of_the_round(room, signed_in, page, who):
    path = f"{HERE}{page}"
    assert {name for name in PUBLIC if _open_for(signed_in, room.people[name], path)} == who


def test_an_unpublished_decision_exists_for_nobody_else(room, moderator, signed_in):
    draft = make.sitting(make.closed(room.round, moderator), moderator)
    path = f"{HERE}decision/{draft.pk}/"
    assert signed_in(None).get(path).status_code == 404
    assert signed_in(moderator).get(path).url == f"{HERE}commission/sittings/{draft.pk}/"


def test_nobody_reads_the_sheet_of_another(room, moderator, signed_in):
    evaluation = make.opened(room.round, moderator, evaluators=list(room.seats.values()))
    sheet = (
        evaluation.candidates.first().alternative.sheets.select_related("evaluator__person").first()
    )
    path = f"{HERE}evaluation/{evaluation.pk}/sheets/{sheet.pk}/"
    for person in (moderator, *(seat.person for seat in room.seats.values())):
        expected = 200 if person == sheet.evaluator.person else 404
        assert signed_in(person).get(path).status_code == expected


def test_pages_of_another_akimat_do_not_exist(room, moderator, other_akimat, client):
    evaluation = make.closed(room.round, moderator)
    path = f"/en/{other_akimat.slug}/discovery/economy-2026/evaluation/{evaluation.pk}/"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("page", ["", "sure/", "what-if/", "methods/"])
def test_a_result_costs_the_same_for_three_as_for_one(room, moderator, client, page):
    few = make.closed(room.round, moderator, marks=(5, 4))
    many = make.closed(room.round, moderator, marks=(5, 4, 3, 2, 1, 1))
    counts = [_queries(client, f"{HERE}evaluation/{one.pk}/{page}") for one in (few, many)]
    assert counts[0] == counts[1]


def test_a_decision_costs_the_same_for_three_as_for_one(room, moderator, client):
    few = make.published(make.closed(room.round, moderator, marks=(5, 4)), moderator)
    many = make.published(make.closed(room.round, moderator, marks=(5, 4, 3, 2, 1)), moderator)
    counts = [_queries(client, f"{HERE}decision/{one.pk}/") for one in (few, many)]
    assert counts[0] == counts[1]


def test_my_sheets_cost_the_same_for_three_as_for_one(room, moderator, signed_in):
    seats = list(room.seats.values())[:3]
    client = signed_in(seats[0].person)
    make.opened(room.round, moderator, opportunities=2, evaluators=seats)
    path = "/en/pavlodar/discovery/my-sheets/"
    before = _queries(client, path)
    make.opened(room.round, moderator, opportunities=4, evaluators=seats)
    assert _queries(client, path) == before


def _queries(client, path: str) -> int:
    client.get(path)  # what is read once per process is read now
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_no_page_of_a_result_names_who_gave_what(room, moderator, client):
    evaluation = make.closed(room.round, moderator, evaluators=list(room.seats.values()))
    candidate = evaluation.candidates.first()
    names = [seat.person.name for seat in room.seats.values()]
    for page in (f"opportunities/{candidate.pk}/", "sure/", "scores.csv", "scoring.json"):
        content = client.get(f"{HERE}evaluation/{evaluation.pk}/{page}").content.decode()
        assert not [name for name in names if name in content]


def test_what_if_writes_nothing(room, moderator, client):
    evaluation = make.closed(room.round, moderator)
    path = f"{HERE}evaluation/{evaluation.pk}/what-if/?w_market-potential=100&method=promethee"
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    verbs = {query["sql"].split()[0].upper() for query in captured}
    assert verbs <= {"SELECT"}


def test_what_if_answers_htmx_with_the_order_only(room, moderator, client):
    evaluation = make.closed(room.round, moderator)
    path = f"{HERE}evaluation/{evaluation.pk}/what-if/?w_market-potential=100"
    part = client.get(path, headers={"HX-Request": "true"})
    assert part.content.lstrip().startswith(b'<section id="tried"')
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize(
    "query",
    ["w_market-potential=900", "w_market-potential=-1", "w_market-potential=much", "method=magic"],
)
def test_what_if_refuses_what_is_no_weight(room, moderator, client, query):
    evaluation = make.closed(room.round, moderator)
    answer = client.get(f"{HERE}evaluation/{evaluation.pk}/what-if/?{query}")
    assert answer.status_code == 422


def test_all_weights_nought_are_refused_in_words(room, moderator, client):
    evaluation = make.closed(room.round, moderator)
    codes = evaluation.scorecard.criteria.values_list("code", flat=True)
    query = "&".join(f"w_{code}=0" for code in codes)
    answer = client.get(f"{HERE}evaluation/{evaluation.pk}/what-if/?{query}")
    assert answer.status_code == 422
    assert "At least one criterion must have a weight above 0." in answer.content.decode()
