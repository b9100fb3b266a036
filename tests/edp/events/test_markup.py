"""The few signs of a report."""

from edp.events.markup import Block, blocks


def test_headings_lists_and_paragraphs():
    text = "# One\nline\nline two\n\nnext\n## Two\n- a\n* b\n\n1. first\n2) second\n"
    assert blocks(text) == [
        Block("h3", ["One"]),
        Block("p", ["line", "line two"]),
        Block("p", ["next"]),
        Block("h4", ["Two"]),
        Block("ul", ["a", "b"]),
        Block("ol", ["first", "second"]),
    ]


def test_what_is_no_sign_stays_text():
    assert blocks("#tag\n-5 degrees\n2026 was dry") == [
        Block("p", ["#tag", "-5 degrees", "2026 was dry"])
    ]


def test_nothing_is_nothing():
    assert blocks(" \n\n") == []
