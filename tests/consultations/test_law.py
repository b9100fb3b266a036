"""Every rule of law that hearings carry, and the tests that hold it.

A rule without a test, or a test that is gone, fails here. Tests that belong to no single part are
below the table.
"""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest

from commons.territories.workdays import is_working_day
from consultations.councils import course
from consultations.councils import operations as councils
from consultations.drafts.enums import DraftKind
from consultations.meetings.legal import law_days
from consultations.periods import periods_of
from consultations.petitions import operations as petitions
from consultations.recommendations.enums import ControlForm, Way
from consultations.sittings.models import Minutes
from tests.factories import hearings_councils
from tests.factories import hearings_sittings as sittings
from tests.factories.hearings_petitions import fresh, opened, paper, set_population
from tests.factories.hearings_recommendations import morning

pytestmark = pytest.mark.django_db

# By law and article of the notes on the law: the rule, and where it is held.
RULES: dict[str, tuple[str, ...]] = {
    # Law on Public Councils, No. 383-V.
    "councils: two thirds of the members are of civil society, officials one third at most": (
        "councils.test_seats::test_an_official_too_many_is_refused_once_the_council_is_public",
        "councils.test_shares::"
        "test_sixty_seven_per_cent_is_exactly_two_thirds_and_thirty_three_one_third",
        "councils.test_selection::test_officials_have_a_third_at_most",
        "councils.test_selection::test_any_selection_keeps_the_law",
        "draws.test_draws::test_no_draw_lets_in_more_officials_than_the_law",
    ),
    "councils: the local rule sets the size": (
        "councils.test_seats::test_a_council_has_as_many_seats_as_the_local_rule_allows",
    ),
    "councils: a term lasts three years": (
        "councils.test_terms::test_a_term_of_three_years_and_two_months_for_the_next_working_group",
        "councils.test_terms::test_a_term_ends_itself_and_stays_on_record",
    ),
    "councils: a working group begins two months before the end of the term": (
        "councils.test_terms::test_a_term_of_three_years_and_two_months_for_the_next_working_group",
        "councils.test_terms::test_moderators_hear_once_before_and_once_when_it_is_late",
    ),
    "councils: one representative of an organisation": (
        "councils.test_seats::test_an_organisation_and_a_person_have_one_seat_each",
        "councils.test_formation::test_two_at_once_apply_for_one_organisation_once",
    ),
    "councils: members come by competition, by rules that stand before it": (
        "councils.test_formation::test_the_ranking_becomes_a_council_under_the_rules",
        "councils.test_formation::test_announced_rules_stay_as_they_are",
        "councils.test_formation::test_a_departure_needs_a_reason_and_still_keeps_the_law",
    ),
    "councils: the state has one third of a working group at most": (
        "councils.test_formation::test_the_state_has_a_third_of_the_working_group_at_most",
    ),
    "councils: the head of the working group opens the first meeting": (
        "test_law::test_the_first_meeting_is_the_next_step_of_a_formed_council",
    ),
    "councils: chair and commissions are elected by open simple majority": (
        "sittings.test_voting::test_an_elected_chair_takes_the_seat_and_an_official_cannot_stand",
        "sittings.test_voting::"
        "test_closing_names_everybody_and_an_adopted_decision_gets_its_number",
        "sittings.test_voting::test_a_tie_is_not_a_majority",
        "councils.test_pages::test_elections_and_commissions_through_their_forms",
    ),
    "councils: the chair is not in public service": (
        "councils.test_seats::test_the_chair_is_not_in_public_service_and_there_is_one",
    ),
    "councils: two thirds are a quorum": (
        "councils.test_seats::test_quorum_is_two_thirds_of_those_who_sit",
        "sittings.test_voting::test_quorum_is_two_thirds_of_the_seats_in_force",
        "sittings.test_voting::test_without_a_quorum_no_vote_is_opened_and_the_numbers_say_why",
    ),
    "councils: meetings are open, also from afar": (
        "meetings.test_pages::test_who_reads_what",
        "meetings.test_registering::test_remote_places_are_not_counted",
        "sittings.test_pages::test_who_may_open_the_pages_behind_a_meeting",
    ),
    "councils: they discuss budgets, plans and draft acts": (
        "test_law::test_what_councils_discuss_can_be_put_up_for_discussion",
    ),
    "councils: they monitor, hold hearings and examine": (
        "test_law::test_a_final_document_names_the_forms_of_public_control",
    ),
    "councils: members may be drawn by lot, as the census has them": (
        "draws.test_draws::test_census_figures_become_whole_numbers_around_the_shares",
        "draws.test_draws::test_chances_are_published_before_the_seed_exists",
        "draws.test_draws::test_the_script_repeats_the_draw_under_any_hash_seed",
    ),
    "councils: residents put items on the agenda": (
        "meetings.test_papers_and_agenda::test_an_accepted_item_stands_on_the_agenda_and_stays",
        "meetings.test_papers_and_agenda::test_an_item_is_declined_with_a_reason_once",
    ),
    "councils: expenses are public": (
        "openness.test_views::test_an_expense_is_recorded_with_its_receipt",
        "openness.test_operations::test_a_line_is_taken_back_by_a_second_line_once",
    ),
    "councils: office hours, and meetings outside the centre": (
        "openness.test_views::test_a_resident_books_a_time",
        "openness.test_views::test_the_report_of_the_year_writes_itself",
    ),
    # Law on Public Control, No. 30-VIII, article 13.
    "control: the final document is sent within 7 working days": (
        "recommendations.test_periods::test_document_is_to_be_sent_within_seven_working_days",
        "recommendations.test_periods::test_document_sent_after_its_period_is_marked",
    ),
    "control: a reasoned reply within 10 working days": (
        "recommendations.test_periods::test_reply_is_due_within_ten_working_days",
        "recommendations.test_periods::test_reply_is_late_from_the_day_after",
        "recommendations.test_replying::test_reply_needs_its_reason_in_both_state_languages",
    ),
    "control: a reply to each recommendation separately": (
        "recommendations.test_replying::test_reply_is_given_for_each_recommendation_by_itself",
    ),
    "control: the author is heard with 3 working days of notice": (
        "recommendations.test_periods::test_author_has_three_working_days_of_notice",
        "recommendations.test_periods::test_another_day_needs_the_whole_notice_again",
    ),
    "control: the author may be heard by video": (
        "recommendations.test_views::test_author_is_heard_through_pages",
        "test_law::test_an_author_may_be_heard_by_video",
    ),
    "control: the document states date, place, time, tasks, subjects, forms and facts": (
        "recommendations.test_writing::"
        "test_document_is_not_sent_before_it_states_what_the_law_asks_for",
    ),
    # Environmental hearings.
    "environment: a request is answered within 5 working days": (
        "meetings.test_requests::test_the_answer_is_due_within_five_working_days",
        "meetings.test_requests::test_an_answer_has_a_reason_and_is_given_once",
    ),
    "environment: the documents are open 30 days before": (
        "meetings.test_notice::test_papers_of_an_environmental_hearing_are_due_with_its_notice",
        "meetings.test_papers_and_agenda::test_an_environmental_hearing_keeps_a_paper",
        "meetings.test_notice::test_a_notice_on_its_last_day_is_in_time",
    ),
    "environment: the hearing is recorded": (
        "sittings.test_minutes::test_an_environmental_hearing_needs_its_recording_and_the_text",
    ),
    "environment: the minutes hold every question and its answer": (
        "sittings.test_minutes::test_every_question_is_answered_before_publishing",
        "sittings.test_minutes::test_the_record_becomes_one_document",
    ),
    "environment: the minutes can be appealed against": (
        "sittings.test_minutes::test_only_who_took_part_appeals_once_and_within_the_period",
        "test_law::test_appeals_against_minutes_count_working_days",
    ),
    # Urban planning, legal acts, petitions.
    "planning: an open meeting at least 20 calendar days after its notice": (
        "meetings.test_notice::test_a_notice_on_its_last_day_is_in_time",
        "meetings.test_notice::test_a_day_later_it_is_refused_unless_a_reason_is_given",
    ),
    "planning: the notice has an e-mail address and a telephone": (
        "meetings.test_notice::test_what_is_missing_stops_the_notice",
    ),
    "drafts: discussed for 15 working days": (
        "drafts.test_discussion::test_periods_count_working_days",
        "drafts.test_discussion::test_shorter_discussion_needs_a_public_reason",
    ),
    "drafts: remarks by paragraph, each with an answer": (
        "drafts.test_remarks::test_remark_stays_with_its_paragraph",
        "drafts.test_discussion::test_closing_needs_every_answer_and_says_what_changed",
    ),
    "drafts: the share of answers is public": (
        "drafts.test_remarks::test_shares_count_answers_in_time",
        "drafts.test_pages::test_reading_shows_paragraphs_and_counts",
    ),
    "petitions: moderation within 20 working days": (
        "petitions.test_states::test_moderation_has_twenty_working_days",
    ),
    "petitions: considered within 40 working days": (
        "test_law::test_a_petition_is_considered_within_forty_working_days",
    ),
    "petitions: public from 50 signatures": (
        "petitions.test_signing::test_a_petition_is_listed_from_its_number_on",
    ),
    "petitions: thresholds by level and addressee": (
        "petitions.test_states::test_thresholds_follow_level_and_addressee",
    ),
    "petitions: a rejection is public, reasoned and counted": (
        "petitions.test_states::test_a_rejection_that_stands_stays_public",
        "petitions.test_states::test_figures_count_every_rejection",
        "appeals.test_questions::test_a_rejection_is_public_with_its_reason",
    ),
    # What is asked of open meetings.
    "open meetings: date, agenda and decisions are published": (
        "meetings.test_pages::test_who_reads_what",
        "sittings.test_minutes::test_published_minutes_are_frozen_under_their_fingerprint",
    ),
    "open meetings: one takes part in person or by telling the staff": (
        "meetings.test_registering::test_people_without_an_account_are_entered_once",
    ),
    "periods: the figures of the law are the defaults, and each can be set": (
        "test_law::test_the_figures_of_the_law_are_the_defaults",
        "test_law::test_the_law_names_the_days_of_a_notice",
        "test_core::test_a_new_setting_counts_from_then_on",
    ),
    "periods: working days are those of Kazakhstan, with its moved days": (
        "test_law::test_days_off_and_moved_days_are_those_of_kazakhstan",
        "meetings.test_notice::test_periods_after_a_meeting_count_working_days",
        "sittings.test_course::test_minutes_are_due_in_five_working_days_after_the_end",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_held_by_a_test(rule: str) -> None:
    assert RULES[rule]
    for address in RULES[rule]:
        module, _, name = address.partition("::")
        assert name.startswith("test_")
        assert callable(getattr(import_module(f"tests.consultations.{module}"), name, None)), (
            address
        )


def test_the_figures_of_the_law_are_the_defaults(akimat) -> None:
    held = periods_of(akimat)
    law = {
        "civil_percent": 67,
        "state_percent": 33,
        "quorum_percent": 67,
        "term_years": 3,
        "formation_months": 2,
        "document_days": 7,
        "reply_days": 10,
        "heard_days": 3,
        "environment_answer_days": 5,
        "environment_notice_days": 30,
        "planning_notice_days": 20,
        "draft_days": 15,
        "petition_moderation_days": 20,
        "petition_reply_days": 40,
        "petition_public_at": 50,
        "petition_akimat": 2500,
        "petition_maslikhat": 5000,
        "petition_region_akimat": 100,
        "petition_region_maslikhat": 200,
    }
    assert {name: getattr(held, name) for name in law} == law


def test_the_law_names_the_days_of_a_notice(akimat) -> None:
    held = periods_of(akimat)
    kinds = ("council", "hearing", "environment", "planning", "akimat", "maslikhat")
    assert [law_days(kind, held) for kind in kinds] == [10, 15, 30, 20, 3, 3]


def test_days_off_and_moved_days_are_those_of_kazakhstan() -> None:
    """A holiday on a weekend gives its working day after; in 2025 a Sunday was worked instead."""
    first = date(2026, 1, 1)
    year = [first + timedelta(days=number) for number in range(365)]
    off = [day for day in year if day.weekday() < 5 and not is_working_day(day)]
    spring = [f"{day:%d.%m}" for day in off if day.month in (3, 4, 5)]
    nauryz, may = ["23.03", "24.03", "25.03"], ["01.05", "07.05", "11.05", "27.05"]
    assert spring == ["09.03", *nauryz, *may]
    assert not [day for day in year if day.weekday() >= 5 and is_working_day(day)]
    assert is_working_day(date(2025, 1, 5))
    assert not is_working_day(date(2025, 1, 3))


@pytest.mark.parametrize(
    ("reached", "due"),
    [
        # Three days off of Nauryz, then 1, 7 and 11 May.
        (date(2026, 3, 19), date(2026, 5, 22)),
        # 1, 7, 11 and 27 May.
        (date(2026, 4, 30), date(2026, 7, 1)),
    ],
)
def test_a_petition_is_considered_within_forty_working_days(
    akimat, district, resident, moderator, specialist, reached: date, due: date
) -> None:
    before = morning(reached) - timedelta(days=20)
    set_population(akimat, moderator, before, population=100_000)
    petition = opened(akimat, resident, moderator, before)
    assert petition.threshold == 1000
    paper(petition, district, 999, (specialist, moderator), morning(reached) - timedelta(days=1))
    assert fresh(petition).consider_due_on is None
    petitions.sign(petition=petition, person=resident, is_named=True, at=morning(reached))
    assert (fresh(petition).status, fresh(petition).consider_due_on) == ("considered", due)


@pytest.mark.parametrize(
    ("published", "until"),
    [
        (date(2026, 3, 17), date(2026, 4, 3)),  # over Nauryz
        (date(2026, 4, 28), date(2026, 5, 15)),  # over 1, 7 and 11 May
    ],
)
def test_appeals_against_minutes_count_working_days(
    akimat, moderator, published: date, until: date
) -> None:
    begins = datetime(published.year, published.month, published.day, 4, tzinfo=UTC)
    meeting = sittings.announced(akimat, moderator, begins, kind="environment")
    sittings.held(meeting, moderator)
    sittings.operations.save_recording(
        meeting=meeting, url="", name="Disc 4", transcript="A", language="ru",
        actor=moderator, at=begins,
    )  # fmt: skip
    sittings.published(meeting, moderator, begins + timedelta(hours=5))
    assert Minutes.objects.get().appeal_until == until


def test_the_first_meeting_is_the_next_step_of_a_formed_council(
    akimat, moderator, now, in_english
) -> None:
    formation = hearings_councils.scored(akimat, now, moderator, size=5)
    decided = now + timedelta(days=13)
    councils.publish_result(
        formation=formation,
        begins_on=decided.date(),
        decided_on=decided.date(),
        actor=moderator,
        at=decided,
    )
    formation.refresh_from_db()
    step = course.steps(formation, decided, {"all": 6})[-1]
    expected = "First meeting, opened by the head of the working group"
    assert (str(step.title), step.state) == (expected, "now")


def test_what_councils_discuss_can_be_put_up_for_discussion() -> None:
    assert {"budget", "strategy", "regulation"} <= set(DraftKind.values)


def test_a_final_document_names_the_forms_of_public_control() -> None:
    assert {"monitoring", "hearing", "examination", "discussion"} <= set(ControlForm.values)


def test_an_author_may_be_heard_by_video() -> None:
    assert set(Way.values) == {"person", "video"}
