"""Writing, publishing and answering a survey; conditions; results as far as they may be shown."""

import csv
import io
import uuid
from datetime import timedelta

import pytest

from commons.notifications.models import Message
from commons.people import erasers, exports
from edp.enums import RoundStatus
from edp.errors import DiscoveryError
from edp.models import Answer, Question, Survey, SurveyResponse
from edp.surveys import logic, operations, queries
from edp.surveys.enums import QuestionKind
from edp.surveys.errors import SurveyError
from edp.surveys.results import results_of
from edp.surveys.tables import results_file
from tests.factories.edp import texts
from tests.factories.edp_surveys import answered, draft, every_kind, many, option, published
from tests.factories.people import PersonFactory
from tests.fixtures.discovery import Discovery

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def survey(discovery: Discovery, moderator) -> Survey:
    return published(discovery.round, moderator, discovery.at)


def code(raised) -> str:
    return raised.value.code


# --- writing ---


def test_texts_are_needed_in_kazakh_and_russian(discovery, moderator) -> None:
    with pytest.raises(DiscoveryError):
        operations.create_survey(
            round=discovery.round,
            title={"ru": "Хлеб"},
            intro=texts("We ask."),
            actor=moderator,
            at=discovery.at,
            opens_at=discovery.at,
            closes_at=discovery.at + DAY,
        )


def test_published_survey_is_frozen(discovery, moderator, survey) -> None:
    page = queries.pages(survey)[0]
    acts = [
        lambda: operations.save_page(
            survey=survey, title=texts("x"), actor=moderator, at=discovery.at
        ),
        lambda: operations.delete_page(page=page, actor=moderator, at=discovery.at),
        lambda: operations.delete_question(
            question=survey.asks["buys"], actor=moderator, at=discovery.at
        ),
        lambda: operations.move_question(
            question=survey.asks["buys"], up=True, actor=moderator, at=discovery.at
        ),
        lambda: operations.save_question(
            page=page, kind="open", text=texts("x"), actor=moderator, at=discovery.at
        ),
        lambda: operations.delete_survey(survey=survey, actor=moderator, at=discovery.at),
        lambda: operations.publish(survey=survey, actor=moderator, at=discovery.at),
    ]
    for act in acts:
        with pytest.raises(SurveyError) as raised:
            act()
        assert code(raised) == "frozen"


def test_survey_goes_back_to_a_draft_only_before_it_opens(discovery, moderator, survey) -> None:
    with pytest.raises(SurveyError) as raised:
        operations.take_back(survey=survey, actor=moderator, at=discovery.at)
    assert code(raised) == "has_opened"
    back = operations.take_back(
        survey=survey, actor=moderator, at=survey.opens_at - timedelta(minutes=1)
    )
    assert back.status == "draft"


def test_empty_or_late_survey_is_not_published(discovery, moderator) -> None:
    empty = draft(discovery.round, moderator, discovery.at)
    with pytest.raises(SurveyError) as raised:
        operations.publish(survey=empty, actor=moderator, at=discovery.at)
    assert code(raised) == "nothing_to_ask"
    every_kind(empty, moderator, discovery.at)
    with pytest.raises(SurveyError) as raised:
        operations.publish(survey=empty, actor=moderator, at=empty.closes_at)
    assert code(raised) == "over_already"
    discovery.round.status = RoundStatus.CLOSED
    discovery.round.save()
    with pytest.raises(SurveyError) as raised:
        operations.publish(survey=empty, actor=moderator, at=discovery.at)
    assert code(raised) == "round_not_running"


def test_publication_tells_those_with_a_seat(discovery, survey) -> None:
    told = Message.objects.filter(kind="discovery_survey").values_list("person", flat=True)
    assert set(told) == {discovery.people[code].pk for code in ("gov", "biz", "sci", "civ")}


def test_condition_must_lie_on_an_earlier_page(discovery, moderator) -> None:
    made = draft(discovery.round, moderator, discovery.at)
    asks = every_kind(made, moderator, discovery.at)
    first = asks["bakes"].page
    with pytest.raises(SurveyError) as raised:
        operations.save_question(
            page=first,
            kind=QuestionKind.OPEN,
            text=texts("x"),
            actor=moderator,
            at=discovery.at,
            if_question=asks["bakes"],
            if_option=asks["bakes"].options.first(),
        )
    assert code(raised) == "condition_later"


def test_what_another_question_depends_on_stays(discovery, moderator) -> None:
    made = draft(discovery.round, moderator, discovery.at)
    asks = every_kind(made, moderator, discovery.at)
    bakes = asks["bakes"]
    common = {"actor": moderator, "at": discovery.at}
    for act in (
        lambda: operations.delete_question(question=bakes, **common),
        lambda: operations.delete_page(page=bakes.page, **common),
        lambda: operations.save_question(
            page=bakes.page, question=bakes, kind="open", text=texts("x"), **common
        ),
    ):
        with pytest.raises(SurveyError) as raised:
            act()
        assert code(raised) == "is_condition"
    # A new wording of the answers leaves the condition where it was.
    before = bakes.options.get(position=0).pk
    operations.save_question(
        page=bakes.page,
        question=bakes,
        kind="single",
        text=texts("Bake?"),
        options=[texts("Often"), texts("Never"), texts("At times")],
        **common,
    )
    assert bakes.options.get(position=0).pk == before
    assert Question.objects.get(pk=asks["why"].pk).if_option_id == before
    operations.delete_survey(survey=made, **common)
    assert not Survey.objects.exists()


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("single", {"options": [texts("one")]}, "options_needed"),
        ("matrix", {"options": [texts("a"), texts("b")]}, "lines_needed"),
    ],
)
def test_choices_need_answers(discovery, moderator, kind, more, expected) -> None:
    made = draft(discovery.round, moderator, discovery.at)
    page = operations.save_page(survey=made, title=texts("p"), actor=moderator, at=discovery.at)
    with pytest.raises(SurveyError) as raised:
        operations.save_question(
            page=page, kind=kind, text=texts("x"), actor=moderator, at=discovery.at, **more
        )
    assert code(raised) == expected


def test_questions_move_among_their_page(discovery, moderator) -> None:
    made = draft(discovery.round, moderator, discovery.at)
    asks = every_kind(made, moderator, discovery.at)
    for _ in range(2):  # the second time it is first already
        operations.move_question(question=asks["buys"], up=True, actor=moderator, at=discovery.at)
    first = queries.pages(made)[0]
    assert [one.pk for one in first.questions.all()] == [asks["buys"].pk, asks["bakes"].pk]


# --- conditions ---


def asked(survey: Survey, values) -> list[int]:
    steps = logic.asked(queries.pages(survey), values)
    return [question.pk for _page, questions in steps for question in questions]


def test_question_is_asked_only_after_its_answer(survey) -> None:
    asks = survey.asks
    yes, no = option(asks["bakes"], 0), option(asks["bakes"], 1)
    assert asks["why"].pk not in asked(survey, {})
    assert asks["why"].pk not in asked(survey, {asks["bakes"].pk: [no]})
    assert asks["why"].pk in asked(survey, {asks["bakes"].pk: [yes]})


def test_question_behind_one_that_is_not_asked_is_not_asked(discovery, moderator) -> None:
    made = draft(discovery.round, moderator, discovery.at)
    asks = every_kind(made, moderator, discovery.at)
    common = {"actor": moderator, "at": discovery.at}
    third = operations.save_page(survey=made, title=texts("Third"), **common)
    fourth = operations.save_page(survey=made, title=texts("Fourth"), **common)
    scale = operations.save_question(
        page=third,
        kind="scale",
        text=texts("How often?"),
        if_question=asks["bakes"],
        if_option=asks["bakes"].options.get(position=0),
        **common,
    )
    last = operations.save_question(
        page=fourth,
        kind="open",
        text=texts("Why so rarely?"),
        if_question=scale,
        if_value=1,
        **common,
    )
    yes, no = option(asks["bakes"], 0), option(asks["bakes"], 1)
    assert last.pk in asked(made, {asks["bakes"].pk: [yes], scale.pk: 1})
    assert last.pk not in asked(made, {asks["bakes"].pk: [yes], scale.pk: 2})
    # The answer of before is still kept, but its question is no longer asked.
    assert last.pk not in asked(made, {asks["bakes"].pk: [no], scale.pk: 1})
    pages = [page.pk for page, _ in logic.asked(queries.pages(made), {asks["bakes"].pk: [no]})]
    assert third.pk not in pages


def test_answers_to_questions_no_longer_asked_are_dropped_when_sent(discovery, survey) -> None:
    asks = survey.asks
    held = operations.start(
        survey=survey, person=None, key=uuid.uuid4(), language="kk", at=discovery.at
    )
    held.survey = survey
    yes, no = option(asks["bakes"], 0), option(asks["bakes"], 1)
    operations.save_answers(
        response=held,
        values={asks["bakes"].pk: [yes], asks["why"].pk: "For my children"},
        at=discovery.at,
    )
    operations.save_answers(response=held, values={asks["bakes"].pk: [no]}, at=discovery.at)
    operations.send(response=held, at=discovery.at)
    assert not Answer.objects.filter(question=asks["why"]).exists()


# --- answering ---


def test_required_question_must_be_answered_before_sending(discovery, survey) -> None:
    held = operations.start(
        survey=survey, person=None, key=uuid.uuid4(), language="kk", at=discovery.at
    )
    held.survey = survey
    with pytest.raises(SurveyError) as raised:
        operations.send(response=held, at=discovery.at)
    assert code(raised) == "required"


def test_matrix_is_whole_with_every_line(survey) -> None:
    judges = survey.asks["judges"]
    lines = list(judges.options.filter(is_line=True))
    answer = option(judges)
    part = {str(lines[0].pk): answer}
    assert not logic.is_whole(judges, part)
    assert logic.is_whole(judges, {str(line.pk): answer for line in lines})


@pytest.mark.parametrize("days", [-2, 11])
def test_nobody_answers_before_or_after(discovery, survey, days: int) -> None:
    with pytest.raises(SurveyError) as raised:
        answered(survey, discovery.at + days * DAY)
    assert code(raised) == "not_open"


@pytest.mark.parametrize(
    ("audience", "who", "allowed"),
    [
        ("everyone", "", True),
        ("everyone", "resident", True),
        ("signed_in", "", False),
        ("signed_in", "resident", True),
        ("seats", "", False),
        ("seats", "resident", False),
        ("seats", "biz", True),
        ("seats", "moderator", False),
    ],
)
def test_audience_decides_who_answers(
    discovery, moderator, audience: str, who: str, allowed: bool
) -> None:
    survey = published(discovery.round, moderator, discovery.at, audience=audience)
    person = discovery.people.get(who)
    if allowed:
        assert answered(survey, discovery.at, person).sent_at
    else:
        with pytest.raises(SurveyError) as raised:
            answered(survey, discovery.at, person)
        assert code(raised) == "not_for_you"


def test_account_answers_once_and_its_sector_is_kept(discovery, survey) -> None:
    held = answered(survey, discovery.at, discovery.people["sci"])
    assert held.sector == "sci"
    assert answered(survey, discovery.at, discovery.people["resident"]).sector == ""
    with pytest.raises(SurveyError) as raised:
        answered(survey, discovery.at, discovery.people["sci"])
    assert code(raised) == "sent_already"


def test_browser_answers_go_to_the_account_that_signs_in(discovery, survey) -> None:
    key, person = uuid.uuid4(), PersonFactory()
    first = operations.start(survey=survey, person=None, key=key, language="kk", at=discovery.at)
    again = operations.start(survey=survey, person=person, key=key, language="kk", at=discovery.at)
    assert (again.pk, again.person) == (first.pk, person)
    assert SurveyResponse.objects.count() == 1


# --- results ---


def test_too_few_answers_show_nothing(discovery, survey) -> None:
    many(survey, discovery.at, ["", "", "", ""])
    found = results_of(survey, survey.closes_at)
    assert (found.sent, found.used, found.pages) == (4, 0, ())


def test_small_sector_is_hidden_and_another_with_it(discovery, survey) -> None:
    many(survey, discovery.at, ["gov"] * 6 + ["biz"] * 8 + ["sci"] * 2 + [""] * 9)
    found = results_of(survey, survey.closes_at)
    table = found.pages[0][1][0].tables[0]
    assert (table.size, [row.count for row in table.rows]) == (25, [0, 25])
    shown = {column.group: (column.is_hidden, column.size) for column in table.columns}
    assert shown == {
        "gov": (True, 0),
        "biz": (False, 8),
        "sci": (True, 0),
        "civ": (False, 0),
        "": (False, 9),
    }


def test_question_that_few_were_asked_is_hidden(discovery, survey) -> None:
    asks = survey.asks
    many(survey, discovery.at, [""] * 6)
    for number in range(3):
        answered(
            survey,
            discovery.at,
            values={
                asks["bakes"].pk: [option(asks["bakes"])],
                asks["why"].pk: f"Why {number}",
                asks["hopes"].pk: 3,
            },
        )
    found = results_of(survey, survey.closes_at)
    hopes, _judges, why = found.pages[1][1]
    assert hopes.tables[0].is_hidden
    Answer.objects.filter(question=asks["why"]).update(reading="shown")
    assert results_of(survey, survey.closes_at).pages[1][1][2].texts == ()
    assert why.texts == ()


def test_open_survey_counts_by_fives_and_tells_no_groups_apart(discovery, survey) -> None:
    many(survey, discovery.at, ["gov"] * 5 + ["biz"] * 4)
    later = discovery.at + timedelta(hours=1)
    live = results_of(survey, later)
    assert (live.sent, live.used, live.is_live) == (9, 5, True)
    assert live.pages[0][1][0].tables[0].columns == ()
    closed = results_of(survey, survey.closes_at)
    assert closed.used == 9


def test_numbers_of_each_kind(discovery, survey) -> None:
    asks = survey.asks
    lines = list(asks["judges"].options.filter(is_line=True).order_by("position"))
    for number in range(5):
        answered(
            survey,
            discovery.at + timedelta(seconds=number),
            values={
                asks["bakes"].pk: [option(asks["bakes"])],
                asks["buys"].pk: [option(asks["buys"], 0), option(asks["buys"], 2)],
                asks["hopes"].pk: number + 1,
                asks["judges"].pk: {str(lines[0].pk): option(asks["judges"], 1)},
                asks["why"].pk: f"Why {number}",
            },
        )
    Answer.objects.filter(question=asks["why"], value="Why 0").update(reading="shown")
    found = results_of(survey, survey.closes_at)
    (bakes, buys), (hopes, judges, why) = (page[1] for page in found.pages)
    assert [row.count for row in bakes.tables[0].rows] == [5, 0]
    assert [row.count for row in buys.tables[0].rows] == [5, 0, 5]
    assert hopes.tables[0].mean == 3
    assert hopes.tables[0].rows[0].label.startswith("1 –")
    assert [table.is_hidden for table in judges.tables] == [False, True, True]
    assert [row.count for row in judges.tables[0].rows] == [0, 5]
    assert ([answer.value for answer in why.texts], why.waiting) == (["Why 0"], 4)


@pytest.mark.usefixtures("in_english")
def test_file_hides_what_the_page_hides_and_names_nobody(discovery, survey) -> None:
    person = PersonFactory(name="=Formula")
    answered(survey, discovery.at, person)
    many(survey, discovery.at, ["gov"] * 6 + ["sci"] * 2 + [""] * 9)
    body = results_file(survey, results_of(survey, survey.closes_at)).content.decode("utf-8-sig")
    assert "Formula" not in body
    assert str(person.email) not in body
    rows = list(csv.DictReader(io.StringIO(body)))
    sizes = {row["group"]: row["answered"] for row in rows if row["question"].startswith("Do you")}
    assert sizes["all"] == "18"
    assert sizes["Everybody else"] == "10"
    # Two of academia, and with them government: else 18 - 10 - 6 would tell.
    assert sizes["Academia"] == sizes["Government"]
    assert sizes["Academia"].startswith("hidden")


def test_results_take_as_many_queries_for_one_answer_as_for_many(
    discovery, survey, django_assert_num_queries
) -> None:
    many(survey, discovery.at, [""] * 5)
    with django_assert_num_queries(5):
        results_of(survey, survey.closes_at)
    many(survey, discovery.at + timedelta(hours=1), ["gov"] * 10)
    with django_assert_num_queries(5):
        results_of(survey, survey.closes_at)


def test_answers_of_another_survey_are_not_settled(discovery, moderator, survey) -> None:
    asks = survey.asks
    for _ in range(5):
        answered(
            survey,
            discovery.at,
            values={asks["bakes"].pk: [option(asks["bakes"])], asks["why"].pk: "Because"},
        )
    other = published(discovery.round, moderator, discovery.at)
    keys = list(Answer.objects.filter(question=asks["why"]).values_list("pk", flat=True))
    common = {"answers": keys, "show": True, "actor": moderator, "at": discovery.at}
    assert operations.read_answers(survey=other, **common) == 0
    assert operations.read_answers(survey=survey, **common) == 5


# --- personal data ---


def test_own_copy_has_answers_in_words_and_erasing_keeps_the_count(discovery, survey) -> None:
    person = PersonFactory()
    answered(survey, discovery.at, person)
    (own,) = exports.parts(person)["discovery_surveys"]
    assert own["answers"][0]["answer"] == [texts("No")["kk"]]
    erasers.run(person)
    held = SurveyResponse.objects.get()
    assert held.person is None
    assert held.sent_at is not None
