"""Pages of councils and of how they are formed, with one formation in each state."""

from datetime import timedelta

from django.utils import timezone

from commons.scoring.models import ScoreSheet
from consultations.councils import operations
from consultations.councils.models import Council, Formation
from tests.browser.pages import SUBMIT, Visit
from tests.factories import hearings_councils as make
from tests.factories.people import PersonFactory
from tests.fixtures.hearings import Hearings

SECTORS = ("civ", "biz", "gov", "sci", "civ", "gov", "civ")


def visits(hearings: Hearings) -> list[Visit]:
    root = f"/en/{hearings.akimat.slug}/hearings/councils/"
    return [
        Visit(root),
        Visit(root, "moderator"),
        Visit(f"{root}new/", "moderator"),
        Visit(f"{root}new/", "moderator", press=(SUBMIT,), status=422),
        *_of_council(hearings, root),
        *_of_draft(hearings, root),
        *_of_announced(hearings, root),
        *_of_scoring(hearings, root),
        *_of_scored(hearings, root),
        *_of_lot(hearings, root),
    ]


def _of_council(hearings: Hearings, root: str) -> list[Visit]:
    """At work, with its breach, its chair and a commission; one that is late; one being entered."""
    akimat, at, moderator = hearings.akimat, hearings.at, hearings.people["moderator"]
    made = make.council(
        akimat,
        at,
        sectors=("civ", "civ", "biz", "gov"),
        people=(hearings.people["resident"],),
        actor=moderator,
    )
    seats = make.mandates(made)
    day = timezone.localdate(at)
    operations.name_officer(mandate=seats[0], seat="chair", elected_on=day, actor=moderator, at=at)
    commission = operations.form_commission(
        council=made,
        name=make.texts("Budget"),
        about={},
        mandates=seats[:3],
        chair=seats[1],
        formed_on=day,
        actor=moderator,
        at=at,
    )
    operations.end_mandate(mandate=seats[2], ended_on=day, kind="resigned", actor=moderator, at=at)
    make.council(
        akimat, at, begins_on=day - timedelta(days=1080), name="Late council", actor=moderator
    )
    entered = make.draft_council(akimat, at, name="Being entered")
    make.seat(entered, at, "gov")
    one = f"{root}{made.pk}/"
    pages = [
        f"{one}edit/",
        f"{one}end/",
        f"{one}members/new/",
        f"{one}members/{seats[0].pk}/",
        f"{one}members/{seats[0].pk}/end/",
        f"{one}members/{seats[2].pk}/replace/",
        f"{one}formation/new/",
        f"{root}{entered.pk}/",
        f"{root}{entered.pk}/publish/",
        f"{root}new/?succeeds={made.pk}",
    ]
    led = [  # by the resident, who is its chair
        f"{one}officers/",
        f"{one}commissions/new/",
        f"{one}commissions/{commission.pk}/",
        f"{one}commissions/{commission.pk}/end/",
    ]
    return [
        Visit(one),
        Visit(one, "resident"),
        Visit(one, "moderator"),
        *[Visit(page, "resident") for page in led],
        *[Visit(page, "moderator") for page in pages],
        Visit(f"{one}members/new/", "moderator", press=("main form button.btn",), status=422),
    ]


def _of_draft(hearings: Hearings, root: str) -> list[Visit]:
    akimat, at, moderator = hearings.akimat, hearings.at, hearings.people["moderator"]
    ready = make.draft(akimat, at, moderator, made=_council(hearings, "Draft"))
    council = _council(hearings, "Empty")
    empty = operations.create_formation(
        council=council, method="competition", actor=moderator, at=at
    )
    one = _path(root, ready)
    names = ("", "manage/", "edit/", "seats/", "criteria/", "group/", "announce/", "discard/")
    return [
        *[Visit(f"{one}{name}", "moderator") for name in names],
        Visit(f"{one}group/", "moderator", press=("main form.form button.btn",), status=422),
        Visit(f"{_path(root, empty)}manage/", "moderator"),
    ]


def _of_announced(hearings: Hearings, root: str) -> list[Visit]:
    akimat, at, people = hearings.akimat, hearings.at, hearings.people
    moderator = people["moderator"]
    made = make.announced(akimat, at, moderator, made=_council(hearings, "Announced"))
    first = make.application(
        made, at, people["neighbour"], organisation="Union", experience="Ten years"
    )
    second = make.application(made, at)
    operations.refuse(
        application=second, reason=make.texts("Lives elsewhere"), actor=moderator, at=at
    )
    one = _path(root, made)
    names = (
        "manage/",
        "applications/",
        f"applications/{first.pk}/",
        f"applications/{second.pk}/",
        "applications/admit/",
        "extend/",
        "cancel/",
        "scoring/",
    )
    return [
        Visit(one),
        Visit(one, "neighbour"),
        Visit(f"{one}apply/", "resident"),
        Visit(f"{one}apply/", "resident", press=(SUBMIT,), status=422),
        Visit(f"{one}mine/", "neighbour"),
        *[Visit(f"{one}{name}", "moderator") for name in names],
        Visit(f"{one}cancel/", "moderator", press=(SUBMIT,), status=422),
    ]


def _of_scoring(hearings: Hearings, root: str) -> list[Visit]:
    akimat, moderator = hearings.akimat, hearings.people["moderator"]
    before = hearings.at - timedelta(days=30)
    made = make.draft(
        akimat, before, moderator, group=("gov", "civ"), made=_council(hearings, "Scoring")
    )
    operations.add_to_group(
        formation=made,
        email=hearings.people["specialist"].email,
        position="",
        sector="civ",
        actor=moderator,
        at=before,
    )
    operations.announce_formation(formation=made, actor=moderator, at=before)
    for place in range(3):
        make.application(made, before, PersonFactory(name=f"Applicant {place}"))
    later = before + timedelta(days=11)
    operations.admit_rest(formation=made, actor=moderator, at=later)
    operations.open_scoring(formation=made, closes_at=None, actor=moderator, at=later)
    sheet = ScoreSheet.objects.filter(evaluator__person=hearings.people["specialist"])[0]
    one = _path(root, made)
    own = f"{one}sheets/{sheet.pk}/"
    return [
        Visit(f"{one}manage/", "moderator"),
        Visit(f"{one}scoring/close/", "moderator"),
        Visit(f"{one}sheets/", "specialist"),
        Visit(own, "specialist"),
        Visit(own, "specialist", press=("main button[name=submit]",), status=422),
        Visit(f"{own}conflict/", "specialist"),
    ]


def _of_scored(hearings: Hearings, root: str) -> list[Visit]:
    akimat, moderator = hearings.akimat, hearings.people["moderator"]
    before = hearings.at - timedelta(days=30)
    scored = make.scored(akimat, before, moderator, SECTORS, made=_council(hearings, "Scored"))
    seated = make.scored(akimat, before, moderator, SECTORS, made=_council(hearings, "Seated"))
    day = timezone.localdate(hearings.at)
    operations.publish_result(
        formation=seated, begins_on=day, decided_on=day, actor=moderator, at=hearings.at
    )
    left = make.mandates(seated.council)[0]
    operations.end_mandate(
        mandate=left, ended_on=day, kind="moved", actor=moderator, at=hearings.at
    )
    one, other = _path(root, scored), _path(root, seated)
    application = scored.applications.order_by("pk")[0]
    return [
        Visit(f"{one}ranking/"),
        Visit(f"{one}applicants/"),
        Visit(f"{one}applications/{application.pk}/scores/"),
        Visit(f"{one}manage/", "moderator"),
        Visit(f"{one}selection/", "moderator"),
        Visit(f"{one}applications/{application.pk}/decide/", "moderator"),
        Visit(other),
        Visit(f"{other}applicants/"),
        Visit(f"{root}{seated.council_id}/"),
        Visit(f"{root}{seated.council_id}/members/{left.pk}/replace/", "moderator"),
    ]


def _of_lot(hearings: Hearings, root: str) -> list[Visit]:
    akimat, at, people = hearings.akimat, hearings.at, hearings.people
    moderator = people["moderator"]
    made = make.announced(
        akimat, at, moderator, method="lot", made=_council(hearings, "Council by lot")
    )
    closing = make.announced(
        akimat,
        at - timedelta(days=30),
        moderator,
        method="lot",
        made=_council(hearings, "Closed pool"),
    )
    one = _path(root, made)
    return [
        Visit(one),
        Visit(f"{one}apply/", "resident"),
        Visit(f"{one}apply/", "neighbour"),
        Visit(f"{one}apply/", "resident", press=(SUBMIT,), status=422),
        Visit(f"{_path(root, closing)}ready/", "moderator"),
        Visit(f"{_path(root, closing)}apply/", "resident"),
    ]


def _council(hearings: Hearings, name: str) -> Council:
    return make.draft_council(hearings.akimat, hearings.at - timedelta(days=40), name=name)


def _path(root: str, formation: Formation) -> str:
    return f"{root}formations/{formation.pk}/"
