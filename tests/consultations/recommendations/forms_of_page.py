"""What a browser would send from the pages of this part."""

from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    """The first form that posts and has more than its token in it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._here: dict[str, Any] | None = None
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._here = {} if given.get("method", "").lower() == "post" else None
        name = given.get("name", "")
        if self._here is None or (tag != "option" and not name):
            return
        if tag == "textarea":
            self._area = name
            self._here[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self._here[self._select] = given["value"]
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self._here.setdefault(name, []).append(given["value"])
        elif tag == "input" and given.get("type") != "file" and "disabled" not in given:
            self._here[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._here is not None:
            self.forms.append(self._here)
            self._here = None
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select

    def handle_data(self, data: str) -> None:
        if self._here is not None and self._area:
            # A browser drops the line break with which a text area begins.
            held = self._here[self._area]
            self._here[self._area] = held + (data if held else data.removeprefix("\n"))


def fields(response: Any) -> dict[str, Any]:
    """The fields of the form with the most of them, as they stand on the page."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return max(reader.forms, key=len)
