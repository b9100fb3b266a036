"""The browser fixtures themselves: width, cookies, JavaScript off, axe's eyes."""

from collections.abc import Callable

from playwright.sync_api import Page


def test_page_is_a_phone_and_reaches_the_server(page: Page):
    answer = page.goto("/static/admin/img/icon-yes.svg")

    assert answer is not None
    assert answer.status == 200
    assert page.viewport_size == {"width": 390, "height": 844}


def test_axe_finds_what_is_wrong(page: Page, axe: Callable[[Page], list[str]]):
    page.set_content("<html lang=en><title>x</title><main><h1>x</h1><img src=x.png></main>")

    assert [line.split(":")[0] for line in axe(page)] == ["image-alt"]


def test_javascript_can_be_off(open_page: Callable[..., Page]):
    scripts = "<p id=p>off</p><script>document.getElementById('p').textContent = 'on'</script>"
    with_javascript, without = open_page(width=1280), open_page(javascript=False)
    with_javascript.set_content(scripts)
    without.set_content(scripts)

    assert with_javascript.locator("#p").text_content() == "on"
    assert without.locator("#p").text_content() == "off"
