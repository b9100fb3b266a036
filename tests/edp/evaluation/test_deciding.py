"""The commission decides once, in public, and gives its reasons where it departs."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commons.audit.models import Entry
from commons.interface.official import columns
from commons.notifications.models import Message
from commons.notifications.operations import follow
from commons.proposals.notices import topic
from edp.evaluation import operations
from edp.evaluation.checks import problems_of
from edp.evaluation.enums import Outcome, Sitting
from edp.evaluation.errors import ResolutionError
from edp.evaluation.queries import verdicts_of
from edp.models import CommissionSeat, Resolution, Verdict
from tests.factories import edp_evaluation as make
from tests.factories.edp import texts
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(room, moderator):
    """First, second, third: 5, 4 and 2 points from everybody."""
    return make.closed(room.round, moderator)


def codes(resolution: Resolution, at=None) -> set[str]:
    return {one.code for one in problems_of(resolution, verdicts_of(resolution), timezone.now())}


def change(resolution, opportunity, moderator, **decision):
    operations.decide(
        verdict=make.verdict_of(resolution, opportunity),
        actor=moderator,
        at=timezone.now(),
        **decision,
    )


def opportunities(evaluation):
    return [c.opportunity for c in evaluation.candidates.order_by("pk")]


def test_a_sitting_begins_with_the_recommended_order(evaluation, moderator):
    resolution = operations.prepare_resolution(
        round=evaluation.round,
        sitting=Sitting.SHORTLIST,
        evaluation=evaluation,
        actor=moderator,
        at=timezone.now(),
    )

    first, second, third = opportunities(evaluation)
    ranks = dict(resolution.verdicts.values_list("opportunity", "recommended_rank"))
    assert ranks == {first.pk: 1, second.pk: 2, third.pk: 3}
    assert set(resolution.verdicts.values_list("outcome", flat=True)) == {""}


def test_a_sitting_is_prepared_once(evaluation, moderator):
    make.sitting(evaluation, moderator)
    with pytest.raises(ResolutionError) as refused:
        make.sitting(evaluation, moderator)
    assert refused.value.code == "exists"


def test_nothing_is_decided_before_the_scoring_closed(room, moderator):
    open_one = make.opened(room.round, moderator)
    with pytest.raises(ResolutionError) as refused:
        make.sitting(open_one, moderator)
    assert refused.value.code == "scoring_not_closed"


def test_an_empty_draft_names_all_that_is_missing(evaluation, moderator):
    resolution = operations.prepare_resolution(
        round=evaluation.round,
        sitting=Sitting.SHORTLIST,
        evaluation=evaluation,
        actor=moderator,
        at=timezone.now(),
    )
    assert codes(resolution) == {"no_date", "nobody_present", "undecided"}


def test_published_as_recommended_sets_every_state(evaluation, moderator):
    resolution = make.published(evaluation, moderator, taken=2)

    first, second, third = opportunities(evaluation)
    assert [first.status, second.status, third.status] == [
        "shortlisted",
        "shortlisted",
        "not_chosen",
    ]
    entry = Entry.objects.get(verb="publish_resolution")
    assert entry.subject_id == str(resolution.pk)
    assert entry.detail["departures"] == []


def test_a_departure_without_a_reason_cannot_be_published(evaluation, moderator):
    resolution = make.sitting(evaluation, moderator, taken=1)
    first, second, _third = opportunities(evaluation)
    change(resolution, first, moderator, outcome=Outcome.NOT_CHOSEN, rank=None)
    change(resolution, second, moderator, outcome=Outcome.CHOSEN, rank=1)

    with pytest.raises(ResolutionError) as refused:
        operations.publish_resolution(resolution=resolution, actor=moderator, at=timezone.now())

    assert refused.value.code == "reason_needed"
    resolution.refresh_from_db()
    assert resolution.published_at is None


def test_the_reason_is_needed_in_kazakh_and_in_russian(evaluation, moderator):
    resolution = make.sitting(evaluation, moderator, taken=1)
    first, second, _third = opportunities(evaluation)
    change(resolution, second, moderator, outcome=Outcome.CHOSEN, rank=1, reason=texts("Better"))
    half = {"kk": "Себебі", "ru": "", "en": "Because"}
    change(resolution, first, moderator, outcome=Outcome.NOT_CHOSEN, rank=None, reason=half)
    assert codes(resolution) == {"reason_needed"}

    change(
        resolution,
        first,
        moderator,
        outcome=Outcome.NOT_CHOSEN,
        rank=None,
        reason=texts("Too dear"),
    )
    operations.publish_resolution(resolution=resolution, actor=moderator, at=timezone.now())

    assert Entry.objects.get(verb="publish_resolution").detail["departures"] == sorted(
        [first.pk, second.pk]
    )


@pytest.mark.parametrize(
    ("ranks", "code"),
    [((1, 1), "ranks_not_in_row"), ((1, 3), "ranks_not_in_row"), ((1, None), "rank_needed")],
)
def test_places_run_without_a_gap(evaluation, moderator, ranks, code):
    resolution = make.sitting(evaluation, moderator, taken=2)
    for one, rank in zip(opportunities(evaluation), ranks, strict=False):
        change(resolution, one, moderator, outcome=Outcome.CHOSEN, rank=rank)
    assert code in codes(resolution)


def test_one_not_taken_has_no_place(evaluation, moderator):
    resolution = make.sitting(evaluation, moderator)
    with pytest.raises(ResolutionError) as refused:
        change(
            resolution,
            opportunities(evaluation)[2],
            moderator,
            outcome=Outcome.NOT_CHOSEN,
            rank=3,
        )
    assert refused.value.code == "rank_not_asked"


@pytest.mark.parametrize(
    ("votes", "code"),
    [((3, 1, 0), "too_many_votes"), ((1, 2, 0), "voted_down")],
)
def test_votes_must_fit_the_members_and_the_outcome(evaluation, moderator, votes, code):
    resolution = make.sitting(evaluation, moderator)  # three members are present
    in_favour, against, abstained = votes
    change(
        resolution,
        opportunities(evaluation)[0],
        moderator,
        outcome=Outcome.CHOSEN,
        rank=1,
        votes_for=in_favour,
        votes_against=against,
        votes_abstained=abstained,
    )
    assert codes(resolution) == {code}


def test_half_a_vote_is_refused(evaluation, moderator):
    resolution = make.sitting(evaluation, moderator)
    with pytest.raises(ResolutionError) as refused:
        change(
            resolution,
            opportunities(evaluation)[0],
            moderator,
            outcome=Outcome.CHOSEN,
            rank=1,
            votes_for=2,
        )
    assert refused.value.code == "votes_incomplete"


def test_a_sitting_is_not_held_tomorrow(evaluation, moderator):
    resolution = make.sitting(evaluation, moderator)
    at = timezone.now()
    with pytest.raises(ResolutionError) as refused:
        operations.set_sitting(
            resolution=resolution,
            held_date=timezone.localdate(at) + timedelta(days=1),
            present=[],
            note={},
            actor=moderator,
            at=at,
        )
    assert refused.value.code == "in_the_future"


def test_taking_nothing_needs_a_word_on_the_whole(evaluation, moderator):
    resolution = make.sitting(evaluation, moderator, taken=0)
    assert codes(resolution) == set()
    Resolution.objects.filter(pk=resolution.pk).update(**columns("note", {}))
    resolution.refresh_from_db()
    assert codes(resolution) == {"nothing_taken"}


def test_a_published_decision_is_not_changed_by_any_operation(evaluation, moderator):
    resolution = make.published(evaluation, moderator)
    verdict = resolution.verdicts.first()
    told = {"actor": moderator, "at": timezone.now()}
    acts = [
        lambda: operations.decide(verdict=verdict, outcome="reserve", rank=1, **told),
        lambda: operations.give_reason(verdict=verdict, reason=texts("Later"), **told),
        lambda: operations.fill_in_as_recommended(resolution=resolution, taken=3, **told),
        lambda: operations.set_sitting(
            resolution=resolution, held_date=None, present=[], note={}, **told
        ),
        lambda: operations.publish_resolution(resolution=resolution, **told),
        lambda: operations.discard_resolution(resolution=resolution, **told),
    ]
    for act in acts:
        with pytest.raises(ResolutionError) as refused:
            act()
        assert refused.value.code == "published"


def test_the_database_itself_keeps_a_published_decision(evaluation, moderator):
    resolution = make.published(evaluation, moderator)
    seat = CommissionSeat.objects.first()
    rows = Resolution.objects.filter(pk=resolution.pk)
    verdicts = Verdict.objects.filter(resolution=resolution)
    acts = [
        lambda: rows.update(note_kk="Other"),
        lambda: rows.update(published_at=None),
        lambda: verdicts.update(rank=9),
        lambda: verdicts.first().delete(),
        lambda: resolution.present.remove(seat),
    ]
    for act in acts:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM edp_verdict WHERE resolution_id = %s", [resolution.pk])
        assert cursor.fetchone() == (3,)


def test_authors_and_followers_are_told_once_with_the_reason(evaluation, moderator):
    resolution = make.sitting(evaluation, moderator, taken=1)
    _first, second, _third = opportunities(evaluation)
    follower = PersonFactory()
    follow(person=follower, topic=topic(second.proposal), at=timezone.now())
    follow(person=second.proposal.author, topic=topic(second.proposal), at=timezone.now())
    operations.give_reason(
        verdict=make.verdict_of(resolution, second),
        reason=texts("The market is not there yet."),
        actor=moderator,
        at=timezone.now(),
    )
    Message.objects.all().delete()

    operations.publish_resolution(resolution=resolution, actor=moderator, at=timezone.now())

    for person in (follower, second.proposal.author):
        message = Message.objects.get(person=person)
        assert message.kind == "evaluation_shortlist_not_chosen"
        assert message.params["reason"]["en"] == "The market is not there yet."
        assert message.path.endswith(f"/decision/{resolution.pk}/")


def test_the_final_sitting_is_about_the_shortlist(evaluation, moderator):
    make.published(evaluation, moderator, taken=2)

    final = make.published(evaluation, moderator, taken=1, kind=Sitting.FINAL)

    first, second, third = opportunities(evaluation)
    assert set(final.verdicts.values_list("opportunity", flat=True)) == {first.pk, second.pk}
    assert [first.status, second.status, third.status] == ["chosen", "not_chosen", "not_chosen"]


def test_places_at_the_final_sitting_are_counted_anew(room, moderator):
    evaluation = make.closed(room.round, moderator, marks=(5, 4, 3, 2))
    shortlist = make.sitting(evaluation, moderator, taken=2)
    _first, second, _third, fourth = opportunities(evaluation)
    for one, outcome, rank in ((second, "not_chosen", None), (fourth, "chosen", 2)):
        change(shortlist, one, moderator, outcome=outcome, rank=rank, reason=texts("So"))
    operations.publish_resolution(resolution=shortlist, actor=moderator, at=timezone.now())

    final = make.sitting(evaluation, moderator, kind=Sitting.FINAL)

    assert make.verdict_of(final, fourth).recommended_rank == 2


def test_who_sat_at_a_published_sitting_stays_on_record(evaluation, moderator):
    resolution = make.published(evaluation, moderator)
    seat = resolution.present.first()
    told = {"actor": moderator, "at": timezone.now()}

    with pytest.raises(ResolutionError) as refused:
        operations.change_member(seat=seat, name="Somebody else", **told)
    operations.remove_member(seat=seat, **told)

    assert refused.value.code == "seat_on_record"
    seat.refresh_from_db()
    assert seat.left_at is not None


def test_a_commission_has_one_chair(room, moderator):
    make.seats(room.round, moderator, 2)
    with pytest.raises(ResolutionError) as refused:
        operations.seat_member(
            round=room.round, name="Another", is_chair=True, actor=moderator, at=timezone.now()
        )
    assert refused.value.code == "chair_taken"


def test_an_erased_member_keeps_the_seat_without_a_name(evaluation, moderator):
    from edp.evaluation.personal_data import erase, export

    person = PersonFactory()
    seat = operations.seat_member(
        round=evaluation.round,
        name="Айгүл",
        person=person,
        actor=moderator,
        at=timezone.now(),
    )
    resolution = make.published(evaluation, moderator)
    assert export(person)["commissions"][0]["name"] == "Айгүл"

    erase(person)

    assert resolution.present.get(pk=seat.pk).name == ""


def test_the_last_sitting_waits_for_every_scoring(evaluation, room, moderator):
    make.published(evaluation, moderator, taken=2)
    make.opened(room.round, moderator, opportunities=2)
    with pytest.raises(ResolutionError) as refused:
        make.sitting(evaluation, moderator, kind=Sitting.FINAL)
    assert refused.value.code == "still_scoring"


def test_the_last_sitting_takes_the_shortlist_though_only_a_part_was_scored_again(
    evaluation, room, moderator
):
    """Two are on the shortlist and one in reserve; the second scoring is about one of the two and
    the one in reserve."""
    shortlist = make.sitting(evaluation, moderator, taken=2)
    first, second, third = opportunities(evaluation)
    change(shortlist, third, moderator, outcome=Outcome.RESERVE, rank=1)
    operations.publish_resolution(resolution=shortlist, actor=moderator, at=timezone.now())
    for one in (second, third):
        one.refresh_from_db()
    again = make.closed(room.round, moderator, marks=(2, 5), opportunities=[second, third])

    final = make.sitting(again, moderator, kind=Sitting.FINAL)

    ranks = dict(final.verdicts.values_list("opportunity", "recommended_rank"))
    assert ranks == {first.pk: None, second.pk: 2, third.pk: 1}


def test_a_competition_has_a_jury_and_winners(akimat, evaluation, moderator, client):
    evaluation.round.kind = "competition"
    evaluation.round.save(update_fields=["kind"])
    make.published(evaluation, moderator, taken=1)
    make.published(evaluation, moderator, taken=1, kind=Sitting.FINAL)

    shown = client.get("/en/pavlodar/discovery/economy-2026/decision/").content.decode()

    assert "A jury decides who wins the label" in shown
    assert "The winners" in shown
    assert "commission" not in shown.split("<main", 1)[1].split("</main")[0]
