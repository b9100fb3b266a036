"""The list, the map, a proposal's page and its documents, as everyone sees them."""

import pytest
from django.urls import reverse

from commons.proposals import operations, panels
from commons.proposals.enums import ProposalStatus
from commons.proposals.models import Attachment
from tests.factories.proposals import CallFactory, CommentFactory
from tests.fixtures.proposals import REASON

S = ProposalStatus


@pytest.fixture(autouse=True)
def russian(settings):
    from django.utils import translation

    with translation.override("ru"):
        yield


def address(p, name, proposal=None, *more):
    if proposal is None:
        return reverse(f"proposals:{name}", args=[p.akimat.slug, *more])
    return reverse(f"proposals:{name}", args=[p.akimat.slug, p.call.slug, proposal.pk, *more])


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.mark.parametrize(
    ("status", "open_to"),
    [
        (S.DRAFT, {"author"}),
        (S.SUBMITTED, {"author", "moderator", "specialist", "observer"}),
        (S.RETURNED, {"author", "moderator", "specialist", "observer"}),
        *[
            (status, {"visitor", "author", "resident", "neighbour", "moderator", "specialist",
                      "observer", "foreign_moderator"})
            for status in (S.PUBLISHED, S.REJECTED, S.WITHDRAWN)
        ],
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "who",
    ["visitor", "author", "resident", "neighbour", "moderator", "specialist", "observer",
     "foreign_moderator"],
)  # fmt: skip
def test_detail_is_open_to(proposing, client, status, open_to, who):
    p = proposing
    proposal = p.proposal(status=status)
    if who != "visitor":
        client.force_login(getattr(p, who))
    found = client.get(address(p, "detail", proposal)).status_code
    assert found == (200 if who in open_to else 404)


def test_withdrawn_before_publication_stays_private(proposing, client):
    p = proposing
    proposal = p.proposal(status=S.WITHDRAWN, published_at=None)
    assert client.get(address(p, "detail", proposal)).status_code == 404


@pytest.mark.parametrize("name", ["detail", "submitted", "support", "follow", "comment"])
def test_foreign_akimat_in_the_path_is_404(proposing, client, name):
    p = proposing
    proposal = p.proposal()
    client.force_login(p.resident)
    here = address(p, name, proposal)
    elsewhere = here.replace("/pavlodar/", "/astana/")
    assert client.get(elsewhere).status_code in (404, 405)
    assert client.post(elsewhere).status_code in (404, 405)
    call_elsewhere = CallFactory(akimat=p.akimat)
    crossed = reverse(f"proposals:{name}", args=["pavlodar", call_elsewhere.slug, proposal.pk])
    assert client.post(crossed).status_code in (404, 405)


def test_index_shows_what_is_published_and_nothing_else(proposing, client):
    p = proposing
    p.proposal(title="Скамейки у дома")
    for status in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REJECTED):
        p.proposal(title=f"Скрыто {status}", status=status)
    page = text_of(client.get(address(p, "index")))
    assert "Скамейки у дома" in page
    assert "Скрыто" not in page


def test_index_shows_closed_ones_when_asked(proposing, client):
    p = proposing
    p.proposal(title="Отклонённая", status=S.REJECTED)
    assert "Отклонённая" in text_of(client.get(address(p, "index"), {"status": "all"}))
    assert "Отклонённая" in text_of(client.get(address(p, "index"), {"status": "rejected"}))
    assert "Отклонённая" not in text_of(client.get(address(p, "index"), {"status": "submitted"}))


def test_index_of_another_akimat_is_empty(proposing, client):
    p = proposing
    p.proposal(title="Скамейки у дома")
    page = text_of(client.get(reverse("proposals:index", args=["astana"])))
    assert "Скамейки у дома" not in page
    assert client.get(address(p, "call", None, p.call.slug)).status_code == 200
    assert client.get(reverse("proposals:call", args=["astana", p.call.slug])).status_code == 404
    assert client.get(address(p, "index"), {"call": "no-such-call"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"q": "скамейки"},
        {"q": "скамеки"},
        {"q": "скамейке парк"},
        {"q": "набережной"},
        {"district": "551000000"},
        {"language": "ru"},
    ],
)
def test_index_filters_find(proposing, client, query):
    p = proposing
    p.proposal(title="Скамейки в парке", territory=p.district)
    p.proposal(
        title="Жарық шамдар",
        language="kk",
        problem="Көше қараңғы.",
        description="Шам орнату керек.",
        address="Абай көшесі",
    )
    page = text_of(client.get(address(p, "index"), query))
    assert "Скамейки в парке" in page
    assert "Жарық шамдар" not in page


def test_index_filters_by_category_of_the_call(proposing, client):
    from tests.factories.proposals import CategoryFactory

    p = proposing
    other = CategoryFactory(call=p.call)
    p.proposal(title="Скамейки в парке")
    p.proposal(title="Свет на дороге", category=other)
    page = text_of(client.get(address(p, "call", None, p.call.slug), {"category": other.pk}))
    assert "Свет на дороге" in page
    assert "Скамейки в парке" not in page


def test_index_ignores_nonsense_in_the_query(proposing, client):
    p = proposing
    p.proposal(title="Скамейки в парке")
    for call in ("\x00", "\u0660", "a b"):
        assert client.get(address(p, "index"), {"call": call}).status_code == 404
    nonsense = {"category": "x", "district": "'", "sort": "pk;", "page": "-3", "status": "draft"}
    assert "Скамейки в парке" in text_of(client.get(address(p, "index"), nonsense))


def titles(response):
    return [proposal.title for proposal in response.context["shown"]]


def test_index_sorts_by_supports(proposing, client):
    p = proposing
    p.proposal(title="Мало поддержки")
    loved = p.proposal(title="Много поддержки")
    p.proposal(title="Совсем новое")
    operations.support(proposal=loved, person=p.resident, at=p.at)
    shown = titles(client.get(address(p, "index"), {"sort": "supported"}))
    assert shown[0] == "Много поддержки"


def test_random_order_holds_for_a_visitor_and_differs_between_visitors(proposing, client):
    from django.test import Client

    p = proposing
    for number in range(25):
        p.proposal(title=f"Предложение {number}", author=p.resident)
    here = address(p, "call", None, p.call.slug)  # the call is over, so the lot decides
    first, second = titles(client.get(here)), titles(client.get(here, {"page": 2}))
    assert len({*first, *second}) == 25
    assert titles(client.get(here)) == first
    others = [titles(Client().get(here)) for _ in range(3)]
    assert any(other != first for other in others)


@pytest.mark.parametrize("view", ["", "map"])
def test_index_makes_the_same_queries_for_one_and_three(
    proposing, client, django_assert_num_queries, view
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    p = proposing
    here = address(p, "index")

    def count():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            text_of(client.get(here, {"view": view}))
        return len(captured)

    add_full(p)
    client.get(here)
    one = count()
    add_full(p)
    add_full(p)
    assert count() == one


def add_full(p):
    proposal = p.proposal(latitude=52.3, longitude=76.95, territory=p.district)
    Attachment.objects.create(
        proposal=proposal,
        kind="image",
        file="proposals/a.webp",
        thumbnail="proposals/b.webp",
        name="a.jpg",
        content_type="image/webp",
        size=10,
        added_at=p.at,
    )
    operations.support(proposal=proposal, person=p.resident, at=p.at)
    CommentFactory(proposal=proposal, author=p.resident)
    return proposal


def test_detail_makes_the_same_queries_for_one_and_three_comments(proposing, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    p = proposing
    proposal = p.proposal()
    client.force_login(p.resident)

    def talk():
        top = CommentFactory(proposal=proposal, author=p.resident)
        CommentFactory(proposal=proposal, author=p.moderator, parent=top, official=True)

    def count():
        with CaptureQueriesContext(connection) as captured:
            text_of(client.get(address(p, "detail", proposal)))
        return len(captured)

    talk()
    count()
    one = count()
    talk()
    talk()
    assert count() == one


def test_mine_makes_the_same_queries_for_one_and_three(proposing, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    p = proposing
    client.force_login(p.author)

    def count():
        with CaptureQueriesContext(connection) as captured:
            text_of(client.get(address(p, "mine")))
        return len(captured)

    p.proposal()
    count()
    one = count()
    p.proposal()
    p.proposal(status=S.DRAFT)
    assert count() == one


def test_detail_shows_text_as_text(proposing, client):
    p = proposing
    attack = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    proposal = p.proposal(
        title=f"Парк {attack}"[:120],
        problem=f"Первая строка\nвторая {attack}",
        description=attack,
        address=attack,
        beneficiaries=attack,
        estimate=attack,
    )
    CommentFactory(proposal=proposal, author=p.resident, text=f"javascript:alert(3) {attack}")
    for page in (address(p, "detail", proposal), address(p, "index")):
        shown = text_of(client.get(page))
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    assert "Первая строка<br>вторая" in text_of(client.get(address(p, "detail", proposal)))


def test_detail_tells_the_language_of_each_text(proposing, client):
    p = proposing
    proposal = p.proposal(language="kk", title="Жаңа аялдама")
    CommentFactory(proposal=proposal, author=p.resident, language="ru", text="Нужна крыша.")
    page = text_of(client.get(address(p, "detail", proposal)))
    assert '<h1 lang="kk">Жаңа аялдама</h1>' in page
    assert '<div class="words" lang="ru"><p>Нужна крыша.</p>' in page


def test_detail_of_a_rejected_one_has_the_reason_in_the_readers_language(proposing, client):
    p = proposing
    proposal = operations.reject(proposal=p.proposal(), reason=REASON, actor=p.moderator, at=p.at)
    here = address(p, "detail", proposal)
    assert REASON["ru"] in text_of(client.get(here))
    assert REASON["kk"] in text_of(client.get(here.replace("/ru/", "/kk/")))
    assert p.moderator.name not in text_of(client.get(here))


def test_detail_of_a_merged_one_links_both_ways(proposing, client):
    p = proposing
    heir = p.proposal(author=p.resident, title="Наследник")
    merged = operations.merge(
        proposal=p.proposal(title="Влитое"), into=heir, reason=REASON, actor=p.moderator, at=p.at
    )
    assert address(p, "detail", heir) in text_of(client.get(address(p, "detail", merged)))
    assert "Влитое" in text_of(client.get(address(p, "detail", heir)))


def test_document_comes_as_an_attachment_under_its_own_name(proposing, client):
    from io import BytesIO

    p = proposing
    proposal = p.proposal(status=S.DRAFT)
    file = BytesIO(b"%PDF-1.7 estimate")
    file.name = "Смета.pdf"
    attachment = operations.add_document(proposal=proposal, upload=file, actor=p.author, at=p.at)
    here = address(p, "document", proposal, attachment.pk)
    assert client.get(here).status_code == 404
    client.force_login(p.author)
    response = client.get(here)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 estimate"
    assert response["Content-Disposition"].startswith("attachment")
    assert "%D0%A1%D0%BC%D0%B5%D1%82%D0%B0.pdf" in response["Content-Disposition"]
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_panels_of_a_process_appear_in_list_and_page(proposing, client):
    p = proposing
    proposal = p.proposal()
    asked = []

    def provider(request, proposals):
        asked.append(len(proposals))
        steps = [panels.Step(title="Проверено специалистом", at=p.at)]
        return {one.pk: panels.Panel(tag="на проверке", steps=steps) for one in proposals}

    panels.register(provider)
    try:
        p.proposal()
        assert text_of(client.get(address(p, "index"))).count("на проверке") == 2
        page = text_of(client.get(address(p, "detail", proposal)))
    finally:
        panels.unregister(provider)
    assert "на проверке" in page
    assert "Проверено специалистом" in page
    assert asked == [2, 1]


def test_map_shows_points_with_the_list_as_their_equal(proposing, client):
    p = proposing
    near = p.proposal(latitude=52.30, longitude=76.95)
    far = p.proposal(latitude=52.10, longitude=76.70)
    p.proposal(title="Без точки")
    response = client.get(address(p, "index"), {"view": "map"})
    page = text_of(response)
    points = {point.proposal: point for point in response.context["grid"].points}
    assert set(points) == {near, far}
    assert points[near].x > points[far].x
    assert points[near].y < points[far].y
    assert page.count(address(p, "detail", near)) == 2
    assert "Без точки" not in page


def test_first_page_weighs_little(proposing, client):
    p = proposing
    for _ in range(20):
        add_full(p)
    assert len(client.get(address(p, "index")).content) < 50_000
