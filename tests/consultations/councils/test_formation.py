"""A formation from its draft to the seated council, rule by rule."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from commons.audit.models import Entry
from commons.notifications.models import Follow, Message
from commons.scoring.errors import ScoringError
from commons.scoring.models import ScoreSheet
from consultations.councils import formation_queries, operations, proposing, queries, rules
from consultations.councils.enums import Method, Outcome
from consultations.councils.errors import FormationError
from consultations.councils.models import Application, Mandate
from consultations.councils.wording import why_published
from tests.factories import hearings_councils as make
from tests.factories.people import PersonFactory, ResidentFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refused(act, **told):
    with pytest.raises(FormationError) as found:
        act(**told)
    return found.value.code


def codes(formation, at):
    return [one.code for one in rules.faults(formation, at)]


# --- the announcement ---


def test_what_is_missing_is_listed_at_once(akimat, moderator, now):
    council = make.draft_council(akimat, now)
    formation = operations.create_formation(
        council=council, method=Method.COMPETITION, actor=moderator, at=now
    )
    assert codes(formation, now) == [
        "text_needed",
        "deadline_needed",
        "group_small",
        "group_headless",
    ]
    told = {"formation": formation, "actor": moderator, "at": now}
    assert refused(operations.announce_formation, **told) == "text_needed"


def test_the_state_has_a_third_of_the_working_group_at_most(akimat, moderator, now):
    formation = make.draft(akimat, now, moderator, group=("gov", "civ", "gov"))
    assert codes(formation, now) == ["group_state"]
    person = PersonFactory()
    told = {"email": person.email, "position": "", "actor": moderator, "at": now}
    for _more in range(2):
        told["email"] = PersonFactory().email
        operations.add_to_group(formation=formation, sector="biz", **told)
    assert codes(formation, now) == ["group_state"]  # 2 of 5 is more than a third
    told["email"] = PersonFactory().email
    operations.add_to_group(formation=formation, sector="biz", **told)
    assert codes(formation, now) == []


def test_an_announced_group_keeps_its_rule_with_every_change(akimat, moderator, now):
    formation = make.announced(akimat, now, moderator, group=("gov", "civ", "civ"))
    told = {"formation": formation, "position": "", "actor": moderator, "at": now}
    email = PersonFactory().email
    assert refused(operations.add_to_group, email=email, sector="gov", **told) == "group_state"
    member = formation_queries.group(formation)[0]
    act = operations.remove_from_group
    assert refused(act, member=member, actor=moderator, at=now) == "group_small"
    assert formation.group.count() == 3


def test_seats_by_sector_leave_the_state_what_the_law_does(akimat, moderator, now):
    formation = make.draft(akimat, now, moderator, size=9)
    assert {one.sector: one.most for one in formation_queries.plan_rows(formation)} == {
        "gov": 3,
        "biz": 9,
        "sci": 9,
        "civ": 9,
    }
    told = {"formation": formation, "actor": moderator, "at": now}
    many = {"gov": (0, 4), "biz": (0, 9), "sci": (0, 9), "civ": (0, 9)}
    assert refused(operations.set_plan, plan=many, **told) == "plan_state"
    few = {"gov": (0, 3), "biz": (0, 1), "sci": (0, 1), "civ": (0, 1)}
    assert refused(operations.set_plan, plan=few, **told) == "plan_too_few"
    promised = {"gov": (3, 3), "biz": (4, 9), "sci": (4, 9), "civ": (0, 9)}
    assert refused(operations.set_plan, plan=promised, **told) == "plan_too_many"


def test_announced_rules_stay_as_they_are(akimat, moderator, now):
    follower = PersonFactory()
    Follow.objects.create(person=follower, topic=f"hearings/{akimat.pk}", followed_at=now)
    formation = make.announced(akimat, now, moderator)
    told = {"formation": formation, "actor": moderator, "at": now}
    assert refused(operations.change_formation, seats=3, **told) == "not_draft"
    assert refused(operations.set_plan, plan={}, **told) == "not_draft"
    assert refused(operations.set_weights, weights={}, **told) == "not_draft"
    assert Message.objects.get(person=follower).kind == "council_formation_announced"
    entry = Entry.objects.get(verb="hearings.formation_announced")
    assert entry.detail["plan"]["gov"] == [0, 1]


# --- applications ---


def test_applications_are_taken_by_the_clock(akimat, moderator, now):
    formation = make.announced(akimat, now, moderator, days=10)
    until = formation.apply_until
    make.application(formation, until - timedelta(seconds=1))
    assert refused(make.application, formation=formation, at=until) == "applications_closed"
    operations.extend_applications(
        formation=formation, until=until + DAY, actor=moderator, at=until
    )
    make.application(formation, until)
    assert formation_queries.counts(formation)["all"] == 2


def test_a_person_and_an_organisation_apply_once(akimat, moderator, now):
    formation = make.announced(akimat, now, moderator)
    person = PersonFactory()
    first = make.application(formation, now, person, organisation="Union “Aray”")
    told = {"formation": formation, "at": now}
    assert refused(make.application, person=person, **told) == "applied_already"
    same = refused(make.application, organisation="union «ARAY»", **told)
    assert same == "organisation_applied"
    operations.withdraw_application(application=first, actor=person, at=now)
    again = make.application(formation, now, person, organisation="Union Aray")
    assert (again.number, again.organisation) == (2, first.organisation)


def test_who_decides_does_not_apply_and_who_applied_does_not_decide(akimat, moderator, now):
    formation = make.announced(akimat, now, moderator)
    member = formation_queries.group(formation)[0].person
    assert refused(make.application, formation=formation, at=now, person=member) == "in_group"
    person = PersonFactory()
    make.application(formation, now, person)
    told = {"formation": formation, "position": "", "actor": moderator, "at": now}
    code = refused(operations.add_to_group, email=person.email, sector="civ", **told)
    assert code == "group_applied"


def test_consent_and_an_open_sector_are_asked_for(akimat, moderator, now):
    plan = {"gov": (0, 0), "biz": (0, 5), "sci": (0, 5), "civ": (0, 5)}
    formation = make.announced(akimat, now, moderator, plan=plan)
    told = {"formation": formation, "at": now}
    assert refused(make.application, consent=False, **told) == "consent_needed"
    assert refused(make.application, sector="gov", **told) == "sector_shut"


def test_a_refusal_has_a_reason_in_both_languages_and_can_be_corrected(akimat, moderator, now):
    formation = make.announced(akimat, now, moderator)
    application = make.application(formation, now)
    told = {"application": application, "actor": moderator, "at": now}
    assert refused(operations.refuse, reason={"kk": "Жоқ", "ru": ""}, **told) == "reason_needed"
    held = operations.refuse(reason=make.texts("Lives elsewhere"), **told)
    assert (held.status, held.refusal_en) == ("refused", "Lives elsewhere")
    assert operations.admit(**told).refusal_en == ""
    kinds = Message.objects.filter(person=application.person).values_list("kind", flat=True)
    assert sorted(kinds) == [
        "council_application_admitted",
        "council_application_refused",
        "council_applied",
    ]


def test_a_formation_that_is_called_off_tells_everybody_why(akimat, moderator, now):
    formation = make.announced(akimat, now, moderator)
    application = make.application(formation, now)
    told = {"formation": formation, "actor": moderator, "at": now}
    assert refused(operations.cancel_formation, reason={"kk": "a"}, **told) == "reason_needed"
    operations.cancel_formation(reason=make.texts("No quorum"), **told)
    assert Message.objects.filter(
        person=application.person, kind="council_formation_cancelled"
    ).exists()
    again = operations.create_formation(
        council=formation.council, method="competition", actor=moderator, at=now
    )
    assert again.status == "draft"


# --- scoring ---


def test_nothing_is_scored_before_the_deadline_and_the_check(akimat, moderator, now):
    formation = make.announced(akimat, now, moderator)
    for _n in range(2):
        make.application(formation, now)
    told = {"formation": formation, "closes_at": None, "actor": moderator}
    assert refused(operations.open_scoring, at=now, **told) == "applications_open"
    later = now + 11 * DAY
    assert refused(operations.open_scoring, at=later, **told) == "unchecked"
    operations.admit_rest(formation=formation, actor=moderator, at=later)
    opened = operations.open_scoring(at=later, **told)
    assert opened.status == "scoring"
    assert ScoreSheet.objects.count() == 6  # three members of the group, two applications


def test_a_member_does_not_score_their_own_organisation(akimat, moderator, now):
    formation = make.draft(
        akimat, now, moderator, group=("gov", "civ", "civ", "biz"), min_reviews=3
    )
    judge = formation_queries.group(formation)[1]
    judge.organisation = make.organisation(akimat, "Union")
    judge.save()
    operations.announce_formation(formation=formation, actor=moderator, at=now)
    make.application(formation, now, organisation="Union")
    make.application(formation, now)
    later = now + 11 * DAY
    operations.admit_rest(formation=formation, actor=moderator, at=later)
    operations.open_scoring(formation=formation, closes_at=None, actor=moderator, at=later)
    own = ScoreSheet.objects.filter(evaluator__person=judge.person, alternative__code="1")
    assert not own.exists()


def test_missing_sheets_need_a_public_reason(akimat, moderator, now):
    formation = make.scoring_open(akimat, now, moderator, ("civ", "civ"))
    with pytest.raises(ScoringError) as found:
        operations.close_scoring(formation=formation, actor=moderator, at=now + 12 * DAY)
    assert found.value.code == "sheets_missing"


# --- the decision ---


def test_the_ranking_becomes_a_council_under_the_rules(akimat, moderator, now, in_english):
    formation = make.scored(akimat, now, moderator, size=5, reserve=1)
    lines = proposing.lines(formation)
    found = [(one.application.number, str(one.place.outcome)) for one in lines]
    assert found == [
        (1, "seated"),
        (2, "seated"),
        (3, "seated"),
        (4, "seated"),
        (5, "seated"),
        (6, "reserve"),
    ]
    day = timezone.localdate(now + 13 * DAY)
    operations.publish_result(
        formation=formation, begins_on=day, decided_on=day, actor=moderator, at=now + 13 * DAY
    )
    council = formation.council
    council.refresh_from_db()
    seats = make.mandates(council)
    assert len(seats) == 5
    assert {one.seated_by for one in seats} == {"competition"}
    assert (council.term_begins_on, council.term_ends_on.year) == (day, day.year + 3)
    assert queries.composition(council).is_kept
    last = Application.objects.get(formation=formation, number=6)
    assert (last.outcome, last.reserve_place) == ("reserve", 1)
    told = "The score is shared; the announced rule for equal scores put it here."
    full = "The state has all the seats that the law leaves to it."
    assert why_published(last) in (
        f"Place 6 by the scores. {told} {full}",
        f"Place 6 by the scores. {told} All seats went to better places.",
    )
    kinds = set(Message.objects.filter(person=last.person).values_list("kind", flat=True))
    assert "council_result_reserve" in kinds


def test_a_departure_needs_a_reason_and_still_keeps_the_law(akimat, moderator, now):
    formation = make.scored(akimat, now, moderator, size=5)
    by_number = {one.number: one for one in formation_queries.applications(formation)}
    told = {"outcome": Outcome.SEATED, "actor": moderator, "at": now + 13 * DAY}
    act = operations.decide_otherwise
    assert refused(act, application=by_number[6], reason={}, **told) == "reason_needed"
    act(application=by_number[6], reason=make.texts("From Aksu"), **told)
    act(application=by_number[3], reason=make.texts("Both officials"), **told)
    day = timezone.localdate(now)
    publish = {"formation": formation, "begins_on": day, "decided_on": day, "actor": moderator}
    code = refused(operations.publish_result, at=now + 13 * DAY, **publish)
    assert code == "decided_rule"
    assert not Mandate.objects.exists()
    act(
        application=by_number[3],
        reason=make.texts("No"),
        **{**told, "outcome": Outcome.NOT_SEATED},
    )
    operations.publish_result(at=now + 13 * DAY, **publish)
    assert Mandate.objects.filter(application=by_number[6]).exists()


def test_equal_scores_go_by_the_rule_that_was_announced(akimat, moderator, now):
    formation = make.draft(akimat, now, moderator, tie_rule="lot")
    assert codes(formation, now) == ["source_needed"]
    operations.change_formation(
        formation=formation, tie_source=make.texts("The index of a day"), actor=moderator, at=now
    )
    operations.announce_formation(formation=formation, actor=moderator, at=now)
    for _n in range(5):
        make.application(formation, now)
    later = now + 11 * DAY
    word = {"formation": formation, "word": "3 141,59", "actor": moderator}
    assert refused(operations.enter_tie_word, at=now, **word) == "applications_open"
    operations.admit_rest(formation=formation, actor=moderator, at=later)
    told = {"formation": formation, "closes_at": None, "actor": moderator, "at": later}
    assert refused(operations.open_scoring, **told) == "word_needed"
    operations.enter_tie_word(at=later, **word)
    assert refused(operations.enter_tie_word, at=later, **word) == "word_fixed"
    operations.open_scoring(**told)
    make.hand_in_all(formation, (4, 4, 4, 4, 4), later)
    operations.close_scoring(formation=formation, actor=moderator, at=later)
    formation.refresh_from_db()
    order = [one.application.number for one in proposing.lines(formation)]
    assert order == sorted(range(1, 6), key=lambda n: proposing.lot_of("3 141,59", n))
    assert all(one.shared for one in proposing.lines(formation))


def test_a_seat_that_falls_free_goes_to_the_reserve_once(akimat, moderator, now):
    formation = make.scored(
        akimat, now, moderator, ("civ", "biz", "civ", "civ", "civ", "gov", "civ"), size=5
    )
    day, later = timezone.localdate(now), now + 13 * DAY
    operations.publish_result(
        formation=formation, begins_on=day, decided_on=day, actor=moderator, at=later
    )
    left = make.mandates(formation.council)[0]
    told = {"mandate": left, "begins_on": day + DAY, "actor": moderator, "at": later}
    with pytest.raises(Exception, match="not_ended"):
        operations.fill_from_reserve(**told)
    operations.end_mandate(mandate=left, ended_on=day, kind="resigned", actor=moderator, at=later)
    follower = operations.fill_from_reserve(**told)
    assert follower.succeeds == left
    assert follower.application.number in (6, 7)
    assert queries.composition(formation.council).is_kept
    with pytest.raises(Exception, match="filled_already"):
        operations.fill_from_reserve(**told)


# --- by lot ---


def test_the_pool_of_a_draw_is_of_verified_residents(akimat, district, moderator, now):
    person = ResidentFactory(lives_in=(akimat, district))
    formation = make.announced(akimat, now, moderator, method="lot")
    told = {"formation": formation, "at": now}
    assert refused(make.application, **told) == "resident_needed"
    found = make.application(person=person, household="Abai 3", sex="f", **told)
    assert (found.territory, found.birth_year) == (district, 1990)
    assert formation.scorecard is None


def test_a_draw_seats_whom_it_is_told_to_within_the_law(akimat, district, moderator, now):
    people = tuple(ResidentFactory(lives_in=(akimat, district)) for _n in range(8))
    formation = make.by_lot(akimat, now, moderator, people, size=5)
    rows = list(formation_queries.admitted(formation))
    later = now + 12 * DAY
    told = {"formation": formation, "seated_by": "lot", "actor": None, "at": later}
    code = refused(operations.seat_members, applications=rows[:6], **told)
    assert code == "decided_too_many"
    made = operations.seat_members(applications=rows[:5], reserves=rows[5:], **told)
    assert [one.name for one in made] == [one.name for one in rows[:5]]
    assert {one.seated_by for one in made} == {"lot"}
    rows[6].refresh_from_db()
    assert (rows[6].outcome, rows[6].reserve_place) == ("reserve", 2)
    assert refused(operations.seat_members, applications=rows[:5], **told) == "wrong_state"


# --- two at once ---


@pytest.mark.django_db(transaction=True)
def test_two_at_once_apply_for_one_organisation_once(akimat, moderator):
    now = timezone.now()
    formation = make.announced(akimat, now, moderator)
    people = [PersonFactory(), PersonFactory()]
    gate = Barrier(2)

    def send(person) -> str:
        gate.wait(10)
        try:
            make.application(formation, now, person, organisation="Union")
        except FormationError as error:
            return error.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(send, people)) == ["", "organisation_applied"]
    assert list(Application.objects.values_list("number", flat=True)) == [1]
