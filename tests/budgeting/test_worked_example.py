"""The example on the rules page is counted, and its sentence is true."""

from django.utils import translation

from budgeting import worked_example


def test_example_shows_what_its_sentence_says():
    with translation.override("en"):
        found = {
            str(p.name): (p.votes, p.by_greedy, p.by_equal_shares)
            for p in worked_example.projects()
        }
    assert found == {
        "Playground": (6, True, True),
        "Street lights": (6, True, False),
        "Ramp at the clinic": (4, False, True),
    }
    assert worked_example.VOTERS == 10
