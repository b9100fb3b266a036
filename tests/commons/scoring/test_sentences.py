"""The words for a result, in English, and that they exist in every language."""

import pytest
from django.template import Context, Template
from django.utils import translation

from commons.scoring import sentences
from commons.scoring.queries import result_of
from commons.scoring.results import Marker, Tipping, compute
from tests.factories import scoring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def result(akimat, now):
    return result_of(scoring.scored(akimat, now))


def test_the_summary_names_the_first_and_how_sure_it_is(result):
    told = sentences.summary(result)

    share = sentences.hundredths(result.alternatives[0].first_share)
    assert told[0] == (
        "“Idea 1” comes first; by other weights it would still be first in "
        f"{share} of 100 possible weightings."
    )
    assert "Depending on the weights, “Idea 2” could be first as well." in told


def test_a_place_is_explained_against_its_neighbours(result):
    told = sentences.why(result, "N2")

    assert told[0] == "Place 2 of 3."
    assert "Behind “Idea 1” mainly because of “Market”; ahead of it on “Skills”." in told
    assert "Ahead of “Idea 3” mainly through “Market” and “Skills”." in told or (
        "Ahead of “Idea 3” mainly through “Skills” and “Market”." in told
    )


def test_what_would_make_the_second_first(result):
    second = result.by_code["N2"]

    words = sentences.to_be_first(result, second)

    # Two points behind on Market and one ahead on Skills: level where 2 t = 1 - t.
    assert second.tipping == Tipping("market", 0.333, 0.75)
    assert words == (
        "It would be first if “Market” weighed 33.3 of 100 instead of 75, the others in proportion."
    )


def test_what_is_worse_in_everything_is_first_by_no_weights(result):
    last = result.by_code["N3"]

    assert not last.can_be_first
    assert last.central_weights is None
    assert sentences.to_be_first(result, last) == (
        "No weights at all would make it first: others are better in too much."
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0"), (0.004, "fewer than 1"), (0.5, "50"), (0.998, "more than 99"), (1, "100")],
)
def test_shares_do_not_claim_more_than_they_hold(share, words):
    assert sentences.hundredths(share) == words


@pytest.mark.parametrize(
    ("effect", "reviews", "words"),
    [
        (
            -20,
            9,
            "Evaluator 4 is much harsher than others on the same candidates: "
            "20 of 100 points lower.",
        ),
        (
            -6,
            9,
            "Evaluator 4 is harsher than others on the same candidates: 6 of 100 points lower.",
        ),
        (1, 9, "Evaluator 4 marks like the others."),
        (
            13,
            3,
            "Evaluator 4 is much more lenient than others on the same candidates: "
            "13 of 100 points higher.",
        ),
        (13, 2, "Evaluator 4: too few reviews to tell."),
    ],
)
def test_markers_are_named_harsh_or_lenient(effect, reviews, words):
    assert sentences.marker(Marker(4, effect, reviews)) == words


def test_agreement_says_what_its_numbers_are(result):
    told = " ".join(sentences.agreement(result))

    assert "The evaluators agree well." in told
    assert "1 would be full agreement, 0 what chance would give" in told
    assert "Kendall's W is" in told


TAGS = """{% load scoring %}{% scoring_summary result %}{% scoring_rules result %}
{% scoring_ranking result %}{% scoring_acceptability result %}{% scoring_pairs result %}
{% scoring_agreement result %}{% scoring_disagreement result %}{% scoring_markers result %}
{% scoring_weights result %}"""


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_picture_comes_out_in_every_language(result, language, django_assert_num_queries):
    with translation.override(language), django_assert_num_queries(0):
        page = Template(TAGS).render(Context({"result": result}))
        told = [sentences.why(result, one.code) for one in result.alternatives]

    assert page.count("Idea 1") >= 3
    assert "style=" not in page
    assert all(told)


def test_a_tie_is_told_as_one(akimat, now):
    card = scoring.opened(akimat, now, ideas=2)
    scoring.hand_in_all(card, now, {"N1": [(3, 3)] * 3, "N2": [(3, 3)] * 3})

    result = compute(card)

    assert [one.rank for one in result.alternatives] == [1, 1]
    assert sentences.summary(result)[0] == "“Idea 1” and “Idea 2” share the first place."
    assert sentences.place(result, result.by_code["N2"]) == "Place 1 of 2, shared with “Idea 1”"
    assert sentences.undecided(result) == ["“Idea 1” and “Idea 2” are level by any weights."]
