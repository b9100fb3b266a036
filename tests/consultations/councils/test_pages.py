"""Councils through pages alone: forms read from the page, refusals that keep what was written."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commons.people import erasers, exports
from commons.scoring.models import Criterion, ScoreSheet
from consultations.councils import registrations
from consultations.councils.models import Application, Council, Formation, Mandate
from tests.factories import hearings_councils as make
from tests.factories.people import PersonFactory, ResidentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HERE = "/en/pavlodar/hearings/councils/"
PDF = b"%PDF-1.4 a letter"


def post(client, path, data=None, status=302):
    answer = client.post(f"{HERE}{path}", data or {})
    assert answer.status_code == status, answer.content.decode()[:4000]
    return answer


def page(client, path, status=200):
    answer = client.get(path if path.startswith("/") else f"{HERE}{path}")
    assert answer.status_code == status
    return answer.content.decode()


def official(name, text):
    return {f"{name}_kk": f"{text} kk", f"{name}_ru": f"{text} ru", f"{name}_en": text}


def test_a_council_is_formed_by_competition_through_pages_alone(akimat, moderator, signed_in):
    client = signed_in(moderator)
    post(client, "new/", {**official("name", "Council of the region"), "size": 5})
    council = Council.objects.get()
    assert "Council of the region" not in page(signed_in(None), "")
    client = signed_in(moderator)
    new = f"{council.pk}/formation/new/"
    assert 'name="method"' in page(client, new)
    post(client, new, {"method": "competition", "seats": 5})
    formation = Formation.objects.get()
    at = f"formations/{formation.pk}/"
    assert "Say until when applications are taken." in page(client, f"{at}manage/")
    until = timezone.localtime() + timedelta(days=9)
    announced = {
        **official("asked", "One evening a month"),
        "seats": 5,
        "reserve": 2,
        "min_reviews": 3,
        "tie_rule": "earlier",
        "apply_until": until.strftime("%Y-%m-%dT%H:%M"),
    }
    post(client, f"{at}edit/", announced)
    plan = {"gov": (0, 1), "biz": (1, 3), "sci": (0, 3), "civ": (2, 5)}
    rows = {f"least_{name}": least for name, (least, _most) in plan.items()}
    post(client, f"{at}seats/", {**rows, **{f"most_{n}": most for n, (_l, most) in plan.items()}})
    weights = Criterion.objects.filter(scorecard=formation.scorecard)
    assert weights.count() == 4
    post(client, f"{at}criteria/", {f"weight_{one.pk}": 25 for one in weights})
    group = [PersonFactory(name=f"Judge {n}") for n in range(3)]
    for place, person in enumerate(group):
        told = {"email": person.email, "position": "lawyer", "sector": "civ"}
        post(client, f"{at}group/", {**told, **({"is_head": "on"} if place == 0 else {})})
    post(client, f"{at}announce/")
    assert "Apply for a seat" in page(signed_in(None), at)

    people = [ResidentFactory(name=f"Applicant {n}") for n in range(1, 8)]
    for place, person in enumerate(people):
        sector = ("civ", "gov", "civ", "gov", "biz", "civ", "sci")[place]
        told = {"name": person.name, "sector": sector, "motivation": "To watch", "consent": "on"}
        post(signed_in(person), f"{at}apply/", {**told, "language": "en"})
    Formation.objects.update(apply_until=timezone.now() - timedelta(minutes=1))
    client = signed_in(moderator)
    last = Application.objects.get(number=7)
    check = f"{at}applications/{last.pk}/"
    post(client, check, {"do": "refuse", **official("reason", "Lives elsewhere")})
    post(client, f"{at}applications/admit/")
    post(client, f"{at}scoring/", {"closes_at": ""})

    for sheet in ScoreSheet.objects.select_related("evaluator__person", "alternative"):
        path = f"{at}sheets/{sheet.pk}/"
        client = signed_in(sheet.evaluator.person)
        assert "To watch" in page(client, path)
        points = 6 - min(5, int(sheet.alternative.code))
        data = {f"value_{one.pk}": points for one in weights}
        data |= {f"reason_{one.pk}": "It is shown" for one in weights}
        post(client, path, {**data, "submit": "1"})
    client = signed_in(moderator)
    post(client, f"{at}scoring/close/")
    assert "Applicant 1" in page(signed_in(None), f"{at}ranking/")
    client = signed_in(moderator)
    shown = page(client, f"{at}selection/")
    assert "The sector “government” has all the seats it may have." in shown
    sixth = Application.objects.get(number=6)
    otherwise = f"{at}applications/{sixth.pk}/decide/"
    refused = post(client, otherwise, {"outcome": "not_seated", "reason_kk": "Тек"}, status=422)
    assert "Give the reason in Kazakh and in Russian" in refused.content.decode()
    assert "Тек" in refused.content.decode()
    post(client, otherwise, {"outcome": "not_seated", **official("reason", "Works for the akimat")})
    today = timezone.localdate().isoformat()
    post(client, f"{at}selection/", {"decided_on": today, "begins_on": today})

    seated = list(Mandate.objects.order_by("application__number").values_list("name", flat=True))
    assert seated == ["Applicant 1", "Applicant 2", "Applicant 3", "Applicant 5"]
    public = signed_in(None)
    told = page(public, f"{council.pk}/")
    assert "3 of 4 members come from outside the state; at least 3 must." in told
    assert "3 members must be there" in told
    told = page(public, f"{at}applicants/")
    assert "Reason: Works for the akimat" in told
    assert "Lives elsewhere" in told
    mine = page(signed_in(people[3]), f"{at}mine/")
    assert "You are in place 1 of the reserve" in mine
    assert "Council of the region" in page(signed_in(people[0]), "/en/me/")
    csv = signed_in(None).get(f"{HERE}{council.pk}/members.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("Applicant 1,,member,,civil society,,by competition,")


def test_a_refused_application_keeps_what_was_written(akimat, moderator, resident, signed_in):
    formation = make.announced(akimat, timezone.now(), moderator)
    client = signed_in(resident)
    path = f"formations/{formation.pk}/apply/"
    told = {"name": "Aigul", "sector": "civ", "motivation": "My long story", "language": "en"}
    refused = post(client, path, told, status=422).content.decode()
    assert "My long story" in refused
    wrong = SimpleUploadedFile("a.exe", b"MZ")
    sent = {**told, "consent": "on", "attachment": wrong}
    refused = post(client, path, sent, status=422).content.decode()
    assert 'id="id_attachment_error"' in refused
    letter = SimpleUploadedFile("letter.pdf", PDF)
    post(client, path, {**told, "consent": "on", "attachment": letter})
    application = Application.objects.get()
    file = f"formations/{formation.pk}/applications/{application.pk}/file/"
    answer = client.get(f"{HERE}{file}")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert signed_in(PersonFactory()).get(f"{HERE}{file}").status_code == 404
    client = signed_in(resident)
    post(client, f"formations/{formation.pk}/mine/")
    application.refresh_from_db()
    assert application.status == "withdrawn"


def test_members_are_entered_by_hand_and_a_breach_is_shown_to_all(akimat, moderator, signed_in):
    client = signed_in(moderator)
    post(client, "new/", {**official("name", "Old council"), "size": 4}, status=422)
    post(client, "new/", {**official("name", "Old council"), "size": 9})
    council = Council.objects.get()
    today = timezone.localdate().isoformat()
    for place, sector in enumerate(("civ", "civ", "gov")):
        told = {"name": f"Member {place}", "sector": sector, "begins_on": today, "language": "kk"}
        more = {"organisation": "Union" if place == 0 else "", "more": "1"}
        post(client, f"{council.pk}/members/new/", {**told, **more})
    again = {"name": "Second", "sector": "civ", "organisation": "“union”", "language": "kk"}
    sent = {**again, "begins_on": today}
    refused = post(client, f"{council.pk}/members/new/", sent, status=422).content.decode()
    assert "Member 0 holds it" in refused
    assert "“union”" in refused
    post(client, f"{council.pk}/publish/", {"day": today})
    first = Mandate.objects.order_by("pk")[0]
    ended = {"kind": "absent", "ended_on": today, "reason": "Three meetings"}
    post(client, f"{council.pk}/members/{first.pk}/end/", ended)
    shown = page(signed_in(None), f"{council.pk}/")
    assert "composition breaks the rule" in shown
    assert "1 more from outside the state must join." in shown
    assert "absent from meetings without good cause" in shown
    assert "Three meetings" in shown
    assert "the rule is broken" in page(signed_in(None), "/en/pavlodar/hearings/")
    work = page(signed_in(moderator), "/en/pavlodar/hearings/work/")
    assert "Mend the composition of a council" in work
    client = signed_in(moderator)
    empty = page(client, f"{council.pk}/members/{first.pk}/replace/")
    assert "Nobody in reserve" in empty


def test_elections_and_commissions_through_their_forms(akimat, moderator, signed_in):
    council = make.council(akimat, timezone.now(), sectors=("civ", "civ", "biz", "gov"))
    seats = make.mandates(council)
    client = signed_in(moderator)
    today = timezone.localdate().isoformat()
    elect = {"do": "elect", "seat": "chair", "elected_on": today, "meeting": ""}
    path = f"{council.pk}/officers/"
    refused = post(client, path, {**elect, "mandate": seats[3].pk}, status=422).content.decode()
    assert "is in public service. The chair of a public council cannot be." in refused
    post(client, path, {**elect, "mandate": seats[0].pk})
    post(client, path, {"do": "presidium", "mandates": [seats[0].pk, seats[1].pk]})
    new = f"{council.pk}/commissions/new/"
    told = official("name", "Budget commission")
    post(client, new, {**told, "mandates": [seats[0].pk], "chair": ""}, status=422)
    chosen = {"mandates": [seats[0].pk, seats[2].pk], "chair": seats[2].pk}
    post(client, new, {**told, **chosen})
    shown = page(signed_in(None), f"{council.pk}/")
    assert "Budget commission" in shown
    assert re.search(r"Member 1 <span class=\"tag\">chair</span>", shown)


def test_what_is_late_is_shown_to_everybody(akimat, moderator, signed_in, now):
    day = timezone.localdate() - timedelta(days=1080)
    council = make.council(akimat, timezone.now(), begins_on=day, actor=moderator)
    for path in ("", f"{council.pk}/", "/en/pavlodar/hearings/"):
        assert "should have begun by" in page(signed_in(None), path)
    work = page(signed_in(moderator), "/en/pavlodar/hearings/work/")
    assert "Begin forming the next council" in work
    assert "1 overdue" in work


def test_lists_cost_the_same_for_one_and_for_three(akimat, moderator, signed_in, rf):
    def cost(path, who=None):
        client = signed_in(who)
        with CaptureQueriesContext(connection) as found:
            page(client, path)
        return len(found)

    def work():
        request = rf.get("/")
        request.user = moderator
        with CaptureQueriesContext(connection) as found:
            registrations._work(request, akimat, timezone.now())
        return len(found)

    formation = make.announced(akimat, timezone.now(), moderator)
    council = make.council(akimat, timezone.now(), sectors=("civ",))
    make.application(formation, timezone.now(), organisation="A")
    paths = [
        ("", None),
        (f"{council.pk}/", None),
        (f"formations/{formation.pk}/applications/", moderator),
    ]
    work()
    for path, who in paths:
        cost(path, who)
    before = [work(), *(cost(path, who) for path, who in paths)]
    for place in range(2):
        make.council(akimat, timezone.now(), sectors=("civ",), name=f"More {place}")
        make.application(formation, timezone.now(), organisation=f"B {place}")
        make.seat(council, timezone.now(), organisation=make.organisation(akimat, f"C {place}"))
    assert [work(), *(cost(path, who) for path, who in paths)] == before


def test_erasing_an_account_takes_what_was_written_and_keeps_what_is_public(akimat, moderator, now):
    formation = make.announced(akimat, now, moderator)
    person = PersonFactory()
    application = make.application(formation, now, person, experience="Ten years")
    council = make.council(akimat, now, people=(person,), name="Another")
    told = exports.parts(person)["councils"]
    assert told["applications"][0]["experience"] == "Ten years"
    assert told["mandates"][0]["council"].startswith("Another")
    erasers.run(person)
    application.refresh_from_db()
    assert (application.name, application.experience, application.status) == ("", "", "withdrawn")
    assert make.mandates(council)[0].name == person.name


def test_a_group_member_declares_a_conflict(akimat, moderator, signed_in):
    at = timezone.now() - timedelta(days=20)
    formation = make.scoring_open(
        akimat, at, moderator, ("civ", "civ"), group=("civ", "civ", "civ", "biz")
    )
    sheet = ScoreSheet.objects.select_related("evaluator__person").first()
    client = signed_in(sheet.evaluator.person)
    path = f"formations/{formation.pk}/sheets/{sheet.pk}/"
    assert "My score sheets" in page(client, f"formations/{formation.pk}/sheets/")
    post(client, f"{path}conflict/", {"reason": "We work together"})
    assert client.get(f"{HERE}{path}").status_code == 404
