"""Inviting, answering, asking for a seat, deciding: what each verb writes and refuses."""

from datetime import timedelta

import pytest

from commons.audit.models import Entry
from commons.notifications.delivery import deliver_next
from commons.notifications.models import Letter, Message
from commons.people.models import Organisation
from edp.enums import RoundStatus
from edp.models import Stakeholder
from edp.stakeholders import operations, queries
from edp.stakeholders.enums import NominationStatus, StakeholderStatus
from edp.stakeholders.errors import StakeholderError
from tests.factories.edp import discovery_round, organisation, stakeholder
from tests.factories.edp_stakeholders import invited
from tests.factories.people import PersonFactory
from tests.fixtures.discovery import Discovery, discovery_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def seat(discovery: Discovery) -> Stakeholder:
    """Invited without an account."""
    return invited(discovery.round, discovery.people["moderator"], discovery.at)


def accept(seat: Stakeholder, at, person=None, **said) -> Stakeholder:
    return operations.answer_invitation(
        stakeholder=seat, person=person, accepts=True, at=at, said=said
    )


def test_invitation_writes_a_letter_in_the_persons_language(discovery, seat, mailoutbox) -> None:
    assert (seat.status, seat.is_newcomer) == (StakeholderStatus.INVITED, True)
    assert Entry.objects.get(verb="invite_stakeholder").subject_id == str(seat.pk)
    assert Letter.objects.get().address == "dana@example.kz"
    while deliver_next(at=discovery.at):
        pass
    (mail,) = mailoutbox
    assert mail.to == ["dana@example.kz"]
    assert f"/ru/pavlodar/discovery/economy-2026/people/answer/{seat.token}/" in mail.body
    assert Letter.objects.get().address == ""  # who got it is not kept


def test_invited_account_gets_a_message_and_no_letter(discovery) -> None:
    person = PersonFactory(email="known@example.kz")
    invited(discovery.round, discovery.people["moderator"], discovery.at, email="Known@example.kz")
    assert Message.objects.get(person=person).kind == "discovery_invited"
    assert not Letter.objects.exists()


def test_unconfirmed_account_is_not_told(discovery) -> None:
    PersonFactory(email="dana@example.kz", address=False)
    invited(discovery.round, discovery.people["moderator"], discovery.at)
    assert not Message.objects.exists()
    assert Letter.objects.count() == 1


def test_same_address_is_invited_once(discovery, seat) -> None:
    with pytest.raises(StakeholderError) as raised:
        invited(
            discovery.round, discovery.people["moderator"], discovery.at, email="DANA@example.kz"
        )
    assert raised.value.code == "address_used"


def test_who_declined_may_be_invited_again_on_the_same_row(discovery, seat) -> None:
    operations.answer_invitation(
        stakeholder=seat, person=None, accepts=False, at=discovery.at, reason="on leave"
    )
    again = invited(discovery.round, discovery.people["moderator"], discovery.at + DAY)
    assert again.pk == seat.pk
    assert (again.status, again.reason, again.answered_at) == ("invited", "", None)
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("status", [RoundStatus.DRAFT, RoundStatus.CLOSED])
def test_nobody_is_invited_unless_the_round_runs(discovery, status) -> None:
    discovery.round.status = status
    discovery.round.save()
    with pytest.raises(StakeholderError) as raised:
        invited(discovery.round, discovery.people["moderator"], discovery.at)
    assert raised.value.code == "round_not_running"


def test_newcomer_is_who_had_no_seat_in_an_earlier_round(akimat, moderator, now) -> None:
    old = discovery_round(akimat, now, slug="old", call=None)
    former = stakeholder(old, "sci", joined_at=now)
    round = discovery_round(akimat, now, slug="new")
    by_address = invited(round, moderator, now, email=former.email)
    by_organisation = invited(
        round, moderator, now, email="else@example.kz", organisation=former.organisation
    )
    new = invited(round, moderator, now, email="new@example.kz")
    set_by_hand = invited(round, moderator, now, email="hand@example.kz", is_newcomer=False)
    found = [by_address, by_organisation, new, set_by_hand]
    assert [one.is_newcomer for one in found] == [False, False, True, False]


# --- answers ---


def test_acceptance_without_an_account_takes_the_seat(discovery, seat) -> None:
    held = accept(seat, discovery.at, shows_name=True, name="Дана Е.")
    assert (held.status, held.holds_seat, held.joined_at) == ("accepted", True, discovery.at)
    assert (held.name, held.shows_name, held.person) == ("Дана Е.", True, None)


def test_acceptance_binds_the_account_that_is_signed_in(discovery, seat) -> None:
    person = PersonFactory()
    accept(seat, discovery.at, person=person)
    assert queries.of_person(person, discovery.round) == seat


def test_account_with_a_seat_cannot_take_another(discovery, seat) -> None:
    with pytest.raises(StakeholderError) as raised:
        accept(seat, discovery.at, person=discovery.people["biz"])
    assert raised.value.code == "person_seated"


def test_second_seat_of_an_organisation_is_refused_with_the_holder(discovery) -> None:
    moderator, held = discovery.people["moderator"], discovery.seats["sci"]
    with pytest.raises(StakeholderError) as raised:
        invited(discovery.round, moderator, discovery.at, organisation=held.organisation)
    assert raised.value.code == "seat_taken"
    assert raised.value.params["holder"] != held.name  # the name is not public
    Stakeholder.objects.filter(pk=held.pk).update(shows_name=True)
    with pytest.raises(StakeholderError) as raised:
        invited(discovery.round, moderator, discovery.at, organisation=held.organisation)
    assert raised.value.params["holder"] == held.name


def test_two_invited_of_one_organisation_first_takes_the_seat(discovery, seat) -> None:
    second = invited(
        discovery.round,
        discovery.people["moderator"],
        discovery.at,
        email="second@example.kz",
        organisation=seat.organisation,
    )
    accept(seat, discovery.at)
    with pytest.raises(StakeholderError) as raised:
        accept(second, discovery.at)
    assert raised.value.code == "seat_taken"


def test_round_without_seats_lets_two_of_an_organisation_in(discovery) -> None:
    discovery.round.one_seat = False
    discovery.round.save()
    moderator, firm = discovery.people["moderator"], organisation(discovery.akimat)
    for name in ("one", "two"):
        email = f"{name}@example.kz"
        accept(
            invited(discovery.round, moderator, discovery.at, email=email, organisation=firm),
            discovery.at,
        )
    assert queries.accepted(discovery.round).filter(organisation=firm).count() == 2


def test_passed_seat_stays_until_the_colleague_accepts(discovery) -> None:
    old = discovery.seats["sci"]
    new = operations.pass_seat(
        seat=old,
        name="Colleague",
        email="colleague@example.kz",
        actor=discovery.people["moderator"],
        at=discovery.at,
    )
    old.refresh_from_db()
    assert old.holds_seat
    accept(new, discovery.at + DAY)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, old.holds_seat, old.left_at) == ("left", False, discovery.at + DAY)
    assert (new.holds_seat, new.organisation) == (True, old.organisation)


def test_declined_may_still_accept_and_left_may_not(discovery, seat) -> None:
    operations.answer_invitation(stakeholder=seat, person=None, accepts=False, at=discovery.at)
    accept(seat, discovery.at)
    operations.leave(stakeholder=seat, at=discovery.at)
    with pytest.raises(StakeholderError) as raised:
        accept(seat, discovery.at)
    assert raised.value.code == "wrong_state"


def test_letter_seat_goes_to_the_account_once_its_address_is_confirmed(discovery, seat) -> None:
    accept(seat, discovery.at)
    person = PersonFactory(email="dana@example.kz", address=False)
    assert operations.bind_seats(person=person, at=discovery.at) == 0
    person.emailaddress_set.create(email="dana@example.kz", verified=True, primary=True)
    assert operations.bind_seats(person=person, at=discovery.at) == 1
    assert operations.bind_seats(person=person, at=discovery.at) == 0
    seat.refresh_from_db()
    assert seat.person == person


# --- taking back and repeating ---


def test_withdrawn_invitation_does_not_hold_and_its_letter_does_not_go(discovery, seat) -> None:
    operations.withdraw(
        stakeholder=seat, actor=discovery.people["moderator"], at=discovery.at, reason="twice"
    )
    assert not Letter.objects.exists()
    with pytest.raises(StakeholderError):
        accept(seat, discovery.at)


def test_declined_invitation_cannot_be_withdrawn(discovery, seat) -> None:
    operations.answer_invitation(stakeholder=seat, person=None, accepts=False, at=discovery.at)
    with pytest.raises(StakeholderError) as raised:
        operations.withdraw(stakeholder=seat, actor=discovery.people["moderator"], at=discovery.at)
    assert raised.value.code == "wrong_state"


def test_reminder_goes_once_and_after_the_rounds_days(discovery, seat) -> None:
    before = discovery.at + 5 * DAY - timedelta(minutes=1)
    due = discovery.at + 5 * DAY
    assert operations.remind_all(at=before) == 0
    assert operations.remind_all(at=due) == 1
    assert operations.remind_all(at=due) == 0
    kinds = Letter.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["discovery_invited", "discovery_reminded"]


def test_reminder_leaves_out_who_answered_and_rounds_that_ended(discovery, seat) -> None:
    accept(seat, discovery.at)
    other = invited(
        discovery.round, discovery.people["moderator"], discovery.at, email="x@example.kz"
    )
    discovery.round.status = RoundStatus.CLOSED
    discovery.round.save()
    assert operations.remind_all(at=discovery.at + 9 * DAY) == 0
    other.refresh_from_db()
    assert other.reminded_at is None


# --- open sign-up ---


def sign_up(discovery: Discovery, person=None, name="Ақ бидай", **more) -> Stakeholder:
    return operations.sign_up(
        round=discovery.round,
        person=person or PersonFactory(),
        organisation_name=name,
        sector="biz",
        at=discovery.at,
        **more,
    )


def test_sign_up_waits_for_a_moderator_and_makes_no_organisation(discovery) -> None:
    applied = sign_up(discovery, why="flour", size="micro", in_association=False)
    assert (applied.status, applied.organisation) == ("applied", None)
    assert not Organisation.objects.filter(name="Ақ бидай").exists()


def test_admission_takes_the_claimed_organisation_over_and_tells(discovery) -> None:
    person = PersonFactory()
    applied = sign_up(discovery, person, size="micro", in_association=False)
    operations.admit(stakeholder=applied, actor=discovery.people["moderator"], at=discovery.at)
    held = queries.accepted(discovery.round).get(person=person)
    assert held.organisation is not None
    assert (held.organisation.name, held.organisation.size) == ("Ақ бидай", "micro")
    assert held.organisation.in_association is False
    assert (held.holds_seat, held.is_newcomer) == (True, True)
    assert Message.objects.get(person=person).kind == "discovery_admitted"


def test_sign_up_under_another_spelling_finds_the_organisation_and_its_seat(discovery) -> None:
    firm = organisation(discovery.akimat, "biz", name="ТОО «Ак-бидай»")
    stakeholder(discovery.round, "biz", organisation=firm)
    with pytest.raises(StakeholderError) as raised:
        sign_up(discovery, name='"Ақ бидай" ЖШС')
    assert raised.value.code == "seat_taken"


def test_refusal_needs_a_reason_and_tells_it(discovery) -> None:
    person, moderator = PersonFactory(), discovery.people["moderator"]
    applied = sign_up(discovery, person)
    with pytest.raises(StakeholderError) as raised:
        operations.refuse(stakeholder=applied, reason=" ", actor=moderator, at=discovery.at)
    assert raised.value.code == "reason_needed"
    operations.refuse(
        stakeholder=applied, reason="works elsewhere", actor=moderator, at=discovery.at
    )
    assert Message.objects.get(person=person).params["reason"] == "works elsewhere"
    operations.admit(stakeholder=applied, actor=moderator, at=discovery.at)
    assert queries.of_person(person, discovery.round).status == "accepted"


def test_invited_person_does_not_sign_up(discovery, seat) -> None:
    person = PersonFactory(email="dana@example.kz")
    with pytest.raises(StakeholderError) as raised:
        sign_up(discovery, person)
    assert raised.value.code == "invited_already"


def test_sign_up_may_be_taken_back_and_made_anew(discovery) -> None:
    person = PersonFactory()
    applied = sign_up(discovery, person)
    operations.withdraw_application(stakeholder=applied, at=discovery.at, actor=person)
    assert sign_up(discovery, person, name="Другая").pk == applied.pk


@pytest.mark.parametrize(
    ("stage", "is_open"), [("mandate", True), ("discovery", True), ("evaluation", False)]
)
def test_sign_up_is_open_until_scoring_begins(akimat, stage, is_open) -> None:
    found = discovery_in(akimat, stage, {})
    if is_open:
        assert sign_up(found).status == "applied"
    else:
        with pytest.raises(StakeholderError) as raised:
            sign_up(found)
        assert raised.value.code == "signup_closed"


def test_round_may_close_its_sign_up(discovery) -> None:
    discovery.round.open_signup = False
    discovery.round.save()
    with pytest.raises(StakeholderError) as raised:
        sign_up(discovery)
    assert raised.value.code == "signup_closed"


# --- suggestions and corrections ---


def test_suggestion_is_settled_once(discovery, seat) -> None:
    moderator = discovery.people["moderator"]
    made = operations.nominate(
        round=discovery.round,
        made_by=discovery.people["gov"],
        name="Динара",
        sector="sci",
        why="food lab",
        at=discovery.at,
    )
    done = operations.settle_nomination(
        nomination=made, stakeholder=seat, actor=moderator, at=discovery.at
    )
    assert done.status == NominationStatus.INVITED
    with pytest.raises(StakeholderError) as raised:
        operations.settle_nomination(
            nomination=made, reason="late", actor=moderator, at=discovery.at
        )
    assert raised.value.code == "nothing_waits"


def test_change_of_a_seat_records_fields_and_not_their_values(discovery) -> None:
    held = discovery.seats["biz"]
    operations.change_seat(
        stakeholder=held,
        changes={"is_woman": True, "is_newcomer": True, "size": "large", "in_association": None},
        actor=discovery.people["moderator"],
        at=discovery.at,
    )
    held.refresh_from_db()
    assert (held.is_woman, held.is_newcomer, held.organisation.size) == (True, True, "large")
    assert Entry.objects.get(verb="change_seat").detail == {
        "fields": ["is_woman", "is_newcomer", "size"]
    }


def test_scheduled_reminder_is_a_known_task(discovery, seat) -> None:
    from config.celery import app
    from edp.tasks import remind_invited

    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert remind_invited.name in scheduled
    Stakeholder.objects.filter(pk=seat.pk).update(invited_at=discovery.at - 6 * DAY)
    assert remind_invited() == 1
    assert remind_invited() == 0
