"""Charts, lists and the frame."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils.translation import override
from django.views import defaults
from django.views.csrf import csrf_failure

from commons.interface import charts
from commons.interface.languages import language_links

STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = ["how", "accessibility", "privacy", "about"]


def _render(source: str, path: str = "/en/", **context: object) -> str:
    request = RequestFactory().get(path)
    with override("en"):
        html = Template("{% load birge %}" + source).render(
            Context({"request": request, **context})
        )
    return re.sub(r"\s+", " ", html)


def test_longest_bar_is_full_and_the_rest_in_proportion() -> None:
    rows = charts.bars([("Road", 200), ("Light", 50, "50 votes")])

    assert [row.width for row in rows] == ["100.00%", "25.00%"]
    assert [row.formatted for row in rows] == ["200", "50 votes"]


def test_bars_without_any_value_are_empty() -> None:
    assert [row.width for row in charts.bars([("Road", 0)])] == ["0.00%"]


def test_segments_lie_side_by_side() -> None:
    parts = charts.segments([("a", 1), ("b", 3)])

    assert [(part.x, part.width) for part in parts] == [("0.00%", "25.00%"), ("25.00%", "75.00%")]
    assert parts[0].tone != parts[1].tone


def test_bar_chart_is_a_table() -> None:
    html = _render('{% bar_chart rows title="Votes" %}', rows=[{"label": "Road", "value": 1204}])

    assert '<th role="rowheader" scope="row">Road</th>' in html
    assert "1\u00a0204" in html or "1 204" in html
    assert "style=" not in html


def test_progress_without_a_total_is_indeterminate() -> None:
    assert "value=" not in _render('{% progress 3 0 "Counting" %}')
    assert 'value="3" max="4"' in _render('{% progress 3 4 "Counting" %}')


def test_pagination_keeps_the_query() -> None:
    page = Paginator(range(100), 10).page(2)
    html = _render("{% pagination page %}", "/en/?q=жол&page=2&tag=a&tag=b", page=page)

    assert 'href="?q=%D0%B6%D0%BE%D0%BB&amp;tag=a&amp;tag=b&amp;page=3" rel="next"' in html
    assert "Page 2 of 10" in html


def test_single_page_needs_no_pagination() -> None:
    page = Paginator(range(3), 10).page(1)

    assert _render("{% pagination page %}", page=page).strip() == ""


def test_timeline_says_what_is_done_and_what_is_now() -> None:
    items = [{"title": "Intake", "state": "done"}, {"title": "Voting", "state": "now"}]
    html = _render("{% timeline items %}", items=items)

    assert "Intake<span" in html
    assert "(done)" in html
    assert html.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("path", "current"),
    [("/en/a/budget/", 'aria-current="page"'), ("/en/a/budget/7/", 'aria-current="true"')],
)
def test_menu_marks_where_the_reader_is(path: str, current: str) -> None:
    html = _render('{% nav_item "/en/a/budget/" "Budget" %}{% nav_item "/en/b/" "Other" %}', path)

    assert html.count("aria-current") == 1
    assert current in html


def test_menu_leaves_out_what_has_no_address() -> None:
    assert _render('{% nav_item "" "Nowhere" %}').strip() == ""


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/en/pages/how/?q=a%20b&page=2", "/ru/pages/how/?q=a%20b&page=2"),
        ("/en/no/such/page/", "/ru/no/such/page/"),
        ("/nothing", "/ru/"),
    ],
)
def test_language_links_keep_page_and_query(here: str, there: str) -> None:
    with override("en"):
        links = {link.code: link for link in language_links(RequestFactory().get(here))}

    assert links["ru"].href == there
    assert links["en"].is_current
    assert list(links) == ["kk", "ru", "en"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_page_has_one_heading_and_needs_no_database(name: str, language: str) -> None:
    response = Client().get(f"/{language}/pages/{name}/")
    html = response.content.decode()

    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert f'<html lang="{language}">' in html
    assert "Content-Security-Policy" in response


@pytest.mark.parametrize("name", PAGES)
def test_first_visit_weighs_at_most_fifty_kilobytes(name: str) -> None:
    html = gzip.compress(Client().get(f"/kk/pages/{name}/").content)
    sheet = gzip.compress((STATIC / "css" / "site.css").read_bytes())
    font = (STATIC / "font" / "onest-head.woff2").read_bytes()

    assert len(sheet) <= 10_240
    assert len(html) + len(sheet) + len(font) <= 51_200


def test_templates_hold_no_inline_style_or_script() -> None:
    ours = [*TEMPLATES.glob("*.html"), *TEMPLATES.glob("components/*"), *TEMPLATES.glob("forms/*")]
    found = [
        path.name
        for path in ours
        if re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?! src)", path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_unknown_address_gets_our_page_in_the_language(language: str) -> None:
    response = Client().get(f"/{language}/pages/nothing/here/at/all/")
    html = response.content.decode()

    assert response.status_code == 404
    assert f'<html lang="{language}">' in html
    assert 'class="langs"' in html


def test_other_error_pages_render_without_what_a_request_gives() -> None:
    request = RequestFactory().get("/en/")
    request.user = AnonymousUser()

    for response in (
        defaults.server_error(request),
        defaults.permission_denied(request, PermissionError()),
        csrf_failure(request),
    ):
        html = response.content.decode()
        assert html.count("<h1") == 1
        assert "site.css" in html
