"""A whole scoring through pages alone, and what each form refuses."""

import pytest
from django.utils import timezone

from commons.people.enums import Sector
from commons.scoring.models import Conflict, Figure, Score, ScoreSheet
from edp.models import Evaluation, Opportunity, Resolution
from tests.factories import edp_evaluation as make
from tests.factories.edp import stakeholder
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HERE = "/en/pavlodar/discovery/economy-2026/"
TITLE = {"title_kk": "Қысқа тізім", "title_ru": "Короткий список", "title_en": ""}


def post(client, path, data=None, status=302):
    answer = client.post(f"{HERE}{path}", data or {})
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def test_from_a_blank_page_to_a_published_shortlist(room, moderator, signed_in):
    opportunities = [make.opportunity(room.round, title=f"Idea {n}") for n in (1, 2, 3)]
    seats = list(room.seats.values())
    client = signed_in(moderator)

    post(client, "evaluation/new/", {"template": "smart_specialisation", **TITLE})
    evaluation = Evaluation.objects.get()
    assert evaluation.scorecard.min_reviews == room.round.min_reviews == 3
    manage = f"evaluation/{evaluation.pk}/manage/"
    post(client, f"{manage}opportunities/", {"opportunities": [one.pk for one in opportunities]})
    post(client, f"{manage}evaluators/", {"stakeholders": [seat.pk for seat in seats]})
    post(client, f"{manage}assignment/")
    post(client, f"{manage}open/")

    marks = dict(zip((one.pk for one in opportunities), (2, 5, 4), strict=True))
    sheets = ScoreSheet.objects.select_related("evaluator__person", "alternative__candidate")
    for sheet in sheets.order_by("pk"):
        points = marks[sheet.alternative.candidate.opportunity_id]
        data = {"submit": "1"}
        for criterion in evaluation.scorecard.criteria.all():
            data[f"value_{criterion.pk}"] = str(points)
            data[f"reason_{criterion.pk}"] = "The firms are here."
        path = f"evaluation/{evaluation.pk}/sheets/{sheet.pk}/"
        post(signed_in(sheet.evaluator.person), path, data)
    assert not ScoreSheet.objects.filter(submitted_at=None).exists()

    client = signed_in(moderator)
    post(client, f"{manage}close/")
    for name in ("First member", "Second member"):
        post(client, "commission/", {"name": name})
    post(
        client,
        "commission/sittings/new/",
        {"sitting": "shortlist", "evaluation": evaluation.pk},
    )
    resolution = Resolution.objects.get()
    sitting = f"commission/sittings/{resolution.pk}/"
    present = [seat.pk for seat in room.round.commission.all()]
    day = timezone.localdate().isoformat()
    post(client, f"{sitting}sitting/", {"held_date": day, "present": present})
    post(client, f"{sitting}fill/", {"taken": 1, "reserve": 1})
    # The commission takes the third of the ranking instead of the first.
    first, last = opportunities[1], opportunities[0]
    verdicts = {v.opportunity_id: v.pk for v in resolution.verdicts.all()}
    decisions = {
        f"outcome_{verdicts[first.pk]}": "not_chosen",
        f"rank_{verdicts[first.pk]}": "",
        f"outcome_{verdicts[opportunities[2].pk]}": "reserve",
        f"rank_{verdicts[opportunities[2].pk]}": "1",
        f"outcome_{verdicts[last.pk]}": "chosen",
        f"rank_{verdicts[last.pk]}": "1",
        f"for_{verdicts[last.pk]}": "2",
        f"against_{verdicts[last.pk]}": "0",
        f"abstained_{verdicts[last.pk]}": "0",
    }
    post(client, f"{sitting}decisions/", decisions)
    refused = post(client, f"{sitting}publish/", status=422)
    assert "give a reason in Kazakh and in Russian" in refused.content.decode()
    for one in (first, last):
        reason = {"reason_kk": "Себебі бар", "reason_ru": "Причина есть"}
        post(client, f"{sitting}reasons/{verdicts[one.pk]}/", reason)
    post(client, f"{sitting}publish/")

    for one in opportunities:
        one.refresh_from_db()
    assert [one.status for one in opportunities] == ["shortlisted", "not_chosen", "reserve"]
    shown = signed_in(None).get(f"{HERE}shortlist/", follow=True).content.decode()
    assert "Причина есть" in shown or "Себебі бар" in shown
    assert "for 2, against 0, abstained 0" in shown


def test_an_incomplete_sheet_is_saved_and_marked_where_it_is_empty(room, moderator, signed_in):
    evaluation = make.opened(room.round, moderator, evaluators=list(room.seats.values()))
    sheet = ScoreSheet.objects.select_related("evaluator__person").first()
    criterion = evaluation.scorecard.criteria.first()
    path = f"evaluation/{evaluation.pk}/sheets/{sheet.pk}/"
    data = {f"value_{criterion.pk}": "4", "submit": "1"}

    answer = post(signed_in(sheet.evaluator.person), path, data, status=422)

    assert "Saved, but not handed in" in answer.content.decode()
    assert Score.objects.get(sheet=sheet, criterion=criterion).value == 4
    sheet.refresh_from_db()
    assert sheet.submitted_at is None
    again = post(
        signed_in(sheet.evaluator.person),
        path,
        {f"reason_{criterion.pk}": "Because", "save": "1", "version": sheet.saved_at.isoformat()},
    )
    assert again.url == f"{HERE}{path}"


def test_a_second_window_does_not_write_over_the_first(room, moderator, signed_in):
    evaluation = make.opened(room.round, moderator, evaluators=list(room.seats.values()))
    sheet = ScoreSheet.objects.select_related("evaluator__person").first()
    criterion = evaluation.scorecard.criteria.first()
    path = f"evaluation/{evaluation.pk}/sheets/{sheet.pk}/"
    client = signed_in(sheet.evaluator.person)
    post(client, path, {f"reason_{criterion.pk}": "First window", "version": "", "save": "1"})

    late = {f"reason_{criterion.pk}": "Second window", "version": "", "save": "1"}
    answer = post(client, path, late, status=422)

    assert "was changed in another window" in answer.content.decode()
    assert "Second window" in answer.content.decode()
    assert Score.objects.get(sheet=sheet, criterion=criterion).reason == "First window"


def test_a_declared_conflict_hands_the_sheet_on(room, moderator, signed_in):
    evaluation = make.opened(
        room.round, moderator, opportunities=2, evaluators=list(room.seats.values())
    )
    sheet = ScoreSheet.objects.select_related("evaluator__person", "alternative").first()
    path = f"evaluation/{evaluation.pk}/sheets/{sheet.pk}/conflict/"
    client = signed_in(sheet.evaluator.person)
    post(client, path, {"reason": " "}, status=422)

    post(client, path, {"reason": "My brother owns the firm."})

    assert Conflict.objects.get().alternative == sheet.alternative
    standing = ScoreSheet.objects.filter(alternative=sheet.alternative, withdrawn_at=None)
    assert standing.count() == 3
    assert client.get(f"{HERE}evaluation/{evaluation.pk}/sheets/{sheet.pk}/").status_code == 404


def test_nobody_scores_what_their_organisation_stands_behind(room, moderator):
    author = room.seats["biz"]
    own = make.opportunity(room.round, author=author.person)
    colleague = stakeholder(
        room.round, Sector.BUSINESS, organisation=author.organisation, holds_seat=False
    )
    others = list(room.seats.values())
    evaluation = make.draft(
        room.round,
        moderator,
        opportunities=[own, make.opportunity(room.round)],
        evaluators=[*others, colleague],
    )
    alternative = evaluation.candidates.get(opportunity=own).alternative
    scoring_it = set(alternative.sheets.values_list("evaluator__person", flat=True))
    assert len(scoring_it) == 3
    assert not scoring_it & {author.person_id, colleague.person_id}


def test_too_few_evaluators_are_named_in_words(room, moderator, signed_in):
    evaluation = make.draft(room.round, moderator, opportunities=2)
    evaluator = evaluation.scorecard.evaluators.first()
    client = signed_in(moderator)
    manage = f"evaluation/{evaluation.pk}/manage/"
    post(client, f"{manage}evaluators/{evaluator.pk}/", {"remove": "1"})
    answer = post(client, f"{manage}assignment/", status=422)
    assert "There are not enough evaluators" in answer.content.decode()


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("evaluation/new/", {"template": "smart_specialisation", "title_kk": "Бар"}),
        ("evaluation/new/", {"template": "unknown", **TITLE}),
        ("manage/rules/", {**TITLE, "min_reviews": "0", "method": "topsis"}),
        ("manage/criteria/new/", {"title_kk": "Жаңа"}),
        ("manage/weights/", {}),
        ("manage/weights/swing/", {}),
        ("manage/weights/pairs/", {}),
        ("manage/opportunities/", {"opportunities": ["999999"]}),
        ("manage/evaluators/", {}),
        ("manage/evaluators/", {"invite": "1", "email": "nobody@example.kz"}),
        ("manage/evaluators/", {"invite": "1", "email": "no address"}),
        ("manage/figures/import/", {"text": "1;2"}),
        ("manage/extend/", {"closes_at": "2031-01-01T10:00"}),
        ("manage/remind/", {}),
        ("commission/", {"name": " "}),
        ("commission/sittings/new/", {"sitting": "shortlist"}),
        ("commission/sittings/new/", {"sitting": "never"}),
    ],
)
def test_bad_input_is_answered_in_words(room, moderator, signed_in, page, data):
    evaluation = make.draft(room.round, moderator)
    if page.startswith("manage/"):
        page = f"evaluation/{evaluation.pk}/{page}"
    answer = post(signed_in(moderator), page, data, status=422)
    assert "errors" in answer.content.decode()


def test_opening_without_an_assignment_is_refused(room, moderator, signed_in):
    evaluation = make.draft(room.round, moderator)
    ScoreSheet.objects.all().delete()
    answer = post(signed_in(moderator), f"evaluation/{evaluation.pk}/manage/open/", status=422)
    assert "Evaluators are not assigned yet" in answer.content.decode()
    assert set(Opportunity.objects.values_list("status", flat=True)) == {"open"}


def test_closing_with_sheets_missing_needs_a_public_reason(room, moderator, signed_in):
    evaluation = make.opened(room.round, moderator)
    for sheet in ScoreSheet.objects.select_related("alternative", "evaluator__person")[:6]:
        make.score(sheet, 4)
    client = signed_in(moderator)
    path = f"evaluation/{evaluation.pk}/manage/close/"
    post(client, path, status=422)
    post(client, path, {"reason_kk": "Мерзім бітті", "reason_ru": "Срок вышел"})
    shown = client.get(f"{HERE}evaluation/{evaluation.pk}/").content.decode()
    assert "Closed with sheets missing" in shown


def test_an_opened_scorecard_cannot_be_edited(room, moderator, signed_in):
    evaluation = make.opened(room.round, moderator)
    one = make.opportunity(room.round)
    client = signed_in(moderator)
    manage = f"evaluation/{evaluation.pk}/manage/"
    held = [str(pk) for pk in evaluation.candidates.values_list("opportunity", flat=True)]
    post(client, f"{manage}opportunities/", {"opportunities": [*held, one.pk]}, status=422)
    weights = {f"weight_{c.pk}": "1" for c in evaluation.scorecard.criteria.all()}
    post(client, f"{manage}weights/", weights, status=422)
    post(client, f"{manage}discard/", status=422)


def test_figures_are_taken_over_all_or_none(room, moderator, signed_in):
    evaluation = make.draft(room.round, moderator, opportunities=2, template="cluster")
    codes = list(evaluation.scorecard.alternatives.order_by("pk").values_list("code", flat=True))
    client = signed_in(moderator)
    path = f"evaluation/{evaluation.pk}/manage/figures/import/"
    good = f"{codes[0]};firm-count;12;Yearbook 2025"

    answer = post(client, path, {"text": f"{good}\n{codes[1]};firm-count;many;x"}, status=422)
    assert "Line 2: “many” is not a number." in answer.content.decode()
    assert not Figure.objects.exists()

    post(
        client,
        path,
        {"text": f"code;criterion;value;source\n{good}\n{codes[1]};firm-count;1 234,5;x"},
    )
    assert sorted(Figure.objects.values_list("value", flat=True)) == [12, 1234.5]


def test_weights_in_pairs_show_how_far_the_answers_fit(room, moderator, signed_in):
    evaluation = make.draft(room.round, moderator)
    criteria = list(evaluation.scorecard.criteria.order_by("position"))
    client = signed_in(moderator)
    path = f"evaluation/{evaluation.pk}/manage/weights/pairs/"
    equal = {
        f"pair_{one.pk}_{two.pk}": "1"
        for place, one in enumerate(criteria)
        for two in criteria[place + 1 :]
    }
    post(client, path, equal)
    assert 'notice--success" id="consistency"' in client.get(f"{HERE}{path}").content.decode()
    # a before b before c before a: the answers go round in a circle
    a, b, c = criteria[:3]
    circle = {f"pair_{a.pk}_{b.pk}": "9", f"pair_{b.pk}_{c.pk}": "9", f"pair_{a.pk}_{c.pk}": "1/9"}
    post(client, path, {**equal, **circle})
    assert 'notice--warning" id="consistency"' in client.get(f"{HERE}{path}").content.decode()


def test_an_expert_from_outside_is_seated_by_address(room, moderator, signed_in):
    evaluation = make.draft(room.round, moderator)
    expert = PersonFactory(email="expert@example.kz", name="Dr Outside")
    path = f"evaluation/{evaluation.pk}/manage/evaluators/"
    client = signed_in(moderator)
    post(client, path, {"invite": "1", "email": "Expert@example.kz", "capacity": "2"})
    assert evaluation.scorecard.evaluators.filter(person=expert, capacity=2).exists()
    assert "expert@example.kz" not in client.get(f"{HERE}{path}").content.decode()


def test_a_round_narrows_down_in_two_steps(room, moderator):
    ideas = make.closed(room.round, moderator, marks=(5, 4, 3, 1))
    make.published(ideas, moderator, taken=2)
    left = Opportunity.objects.filter(status="shortlisted").order_by("pk")

    second = make.closed(room.round, moderator, marks=(3, 5), opportunities=list(left))
    final = make.published(second, moderator, taken=1, kind="final")

    assert [v.recommended_rank for v in final.verdicts.order_by("opportunity")] == [2, 1]
    assert Opportunity.objects.get(status="chosen") == left.model.objects.get(
        pk=left.model.objects.order_by("pk")[1].pk
    )


def test_an_opportunity_is_not_with_two_groups_of_evaluators(room, moderator, signed_in):
    evaluation = make.opened(room.round, moderator, opportunities=2)
    held = evaluation.candidates.first().opportunity
    other = make.draft(room.round, moderator, opportunities=2)
    path = f"evaluation/{other.pk}/manage/opportunities/"
    post(signed_in(moderator), path, {"opportunities": [held.pk]}, status=422)
