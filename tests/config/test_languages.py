"""The switch of languages keeps the page and its question, whichever page it is."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.browser.pages import PARTS, Visit
from tests.fixtures.journeys import Country

pytestmark = pytest.mark.django_db

LANGUAGES = ("kk", "ru", "en")
LINK = re.compile(r'<a href="([^"]+)" lang="(..)" hreflang="..?"( aria-current="true")?>')
QUESTION = "from=%D3%99%D0%B4%D1%96%D0%BB&n=1"


def links(answer: Any) -> dict[str, str]:
    """Where the switch leads, by language; the language of the page must be the marked one."""
    html = answer.content.decode()
    found = LINK.findall(html)
    marked = [language for _, language, is_current in found if is_current]
    assert [re.search(r'<html lang="(..)"', html)[1]] == marked  # type: ignore[index]
    return {language: href.replace("&amp;", "&") for href, language, _ in found}


def asked(visit: Visit, language: str) -> str:
    joint = "&" if "?" in visit.path else "?"
    return f"/{language}{visit.path}{joint}{QUESTION}"


def test_switch_keeps_every_page_with_its_question(country: Country) -> None:
    clients: dict[str, Client] = {}
    visits = {visit.path: visit for part in PARTS.values() for visit in part(country)}
    wrong = []
    for visit in visits.values():
        client = clients.setdefault(visit.who, Client())
        if visit.who and "_auth_user_id" not in client.session:
            client.force_login(
                country.people[visit.who], backend="django.contrib.auth.backends.ModelBackend"
            )
        answers = {language: client.get(asked(visit, language)) for language in LANGUAGES}
        # Some pages lead elsewhere, as to a fresh sign-in; they do so in every language.
        if len({answer.status_code for answer in answers.values()}) != 1:
            wrong.append(f"{visit.name}: {[answer.status_code for answer in answers.values()]}")
        elif answers["kk"].status_code != 302:
            for language, answer in answers.items():
                expected = {code: asked(visit, code) for code in LANGUAGES}
                if links(answer) != expected:
                    wrong.append(f"{visit.name} in {language}: {links(answer)}")
    assert not wrong, "\n".join(wrong)


def test_switch_on_a_refused_form_keeps_the_page(country: Country) -> None:
    client = Client()
    client.force_login(country.people["resident"])
    profile = client.post(f"/kk/me/profile/?{QUESTION}", {"name": ""})
    client.force_login(country.people["specialist"])
    roll = client.post(
        "/kk/me/counter/pavlodar/roll/", {"file": SimpleUploadedFile("roll.csv", b"")}
    )

    assert (profile.status_code, roll.status_code) == (422, 422)
    assert links(profile)["ru"] == f"/ru/me/profile/?{QUESTION}"
    assert links(roll)["en"] == "/en/me/counter/pavlodar/roll/"
