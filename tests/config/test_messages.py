"""The check of the message catalogues finds what readers would stumble over."""

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from config import messages

ONE_OR_MANY = ("%(n)s vote", "%(n)s votes")


@pytest.mark.parametrize(
    ("message", "plurals", "found"),
    [
        (Message("Vote", "Дауыс беру"), 2, []),
        (Message("Vote", ""), 2, ["is not translated"]),
        (
            Message("Vote", "Дауыс", flags=["fuzzy"]),
            2,
            ["is fuzzy: confirm the translation and remove the mark"],
        ),
        (Message("Hello %(name)s", "Сәлем %(name)s"), 2, []),
        (
            Message("Hello %(name)s", "Сәлем %(nmae)s"),
            2,
            ["has the placeholders %(nmae) instead of %(name)"],
        ),
        (Message("Hello {name}", "Сәлем"), 2, ["has the placeholders none instead of {name}"]),
        (Message(ONE_OR_MANY, ("%(n)s голос", "%(n)s голоса", "%(n)s голосов")), 3, []),
        (Message(ONE_OR_MANY, ("%(n)s голос", "%(n)s голоса", "")), 3, ["lacks a plural form"]),
        (Message(("One vote", "%(n)s votes"), ("Бір дауыс", "%(n)s дауыс")), 2, []),
        (
            # In Russian the first form stands for 21 too: it cannot do without the number.
            Message(("One vote", "%(n)s votes"), ("Один голос", "%(n)s голоса", "%(n)s голосов")),
            3,
            ["has the placeholders none instead of %(n)"],
        ),
    ],
)
def test_faults_of_a_translation(message: Message, plurals: int, found: list[str]):
    assert messages.faults(message, plurals) == found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one page and one module, with catalogues that hold the page's text."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "page.py").write_text("from django.utils.translation import gettext as _\n")
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}{% translate 'Vote' %}", encoding="utf-8"
    )
    for language in messages.LANGUAGES:
        messages.begin(messages.catalogue_path(tmp_path, language), language)
        with messages.catalogue_path(tmp_path, language).open("a") as file:
            file.write('\nmsgid "Vote"\nmsgstr "Дауыс"\n')
    return tmp_path


needs_gettext = pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="GNU gettext is not installed"
)


@needs_gettext
def test_complete_catalogues_pass(project: Path):
    assert messages.check(project) == []


@needs_gettext
def test_text_missing_from_the_catalogues_is_found(project: Path):
    (project / "page.py").write_text(
        "from django.utils.translation import gettext as _\n_('Proposal')\n"
    )

    assert messages.check(project) == [
        "kk: 'Proposal' is missing",
        "ru: 'Proposal' is missing",
        "en: 'Proposal' is missing",
        "run `make messages` to take in what is missing, then translate it",
    ]


@needs_gettext
def test_update_takes_texts_in_and_fills_english(project: Path):
    (project / "page.py").write_text(
        "from django.utils.translation import ngettext\nngettext('%(n)s vote', '%(n)s votes', 2)\n"
    )

    messages.update(project)

    assert [fault for fault in messages.check(project) if fault.startswith("en")] == []
    assert "ru: '%(n)s vote' lacks a plural form" in messages.check(project)
    assert "nplurals=3" in messages.catalogue_path(project, "ru").read_text()


def test_without_gettext_the_check_says_what_it_left_out(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", str(project))

    assert messages.check(project) == []
    assert "only the completeness of the catalogues was checked" in capsys.readouterr().out


def test_an_absent_catalogue_is_named(tmp_path: Path):
    assert messages.check(tmp_path)[0] == "kk: there is no catalogue: run `make messages`"


def test_compiled_catalogue_is_what_gettext_reads(project: Path):
    messages.compile_all(project)

    compiled = messages.catalogue_path(project, "kk").with_suffix(".mo")
    assert compiled.read_bytes()[:4] == b"\xde\x12\x04\x95"
    assert "Дауыс".encode() in compiled.read_bytes()
