"""Setting up a round: its address, territory, stages and rules."""

from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from commons.audit.models import Entry
from commons.proposals.models import Call
from edp import operations
from edp.errors import DiscoveryError
from edp.models import Round
from tests.factories.edp import DAYS, texts
from tests.factories.edp_core import announced, draft, spans

pytestmark = pytest.mark.django_db


def test_created_round_has_its_stages_texts_and_call(akimat, moderator, now):
    round = draft(akimat, now, moderator)

    assert [phase.kind for phase in round.phases.all()] == list(DAYS)
    assert round.title_ru == "What could we be good at? (рус)"
    discovery = round.phases.get(kind="discovery")
    assert (round.call.opens_at, round.call.closes_at) == (discovery.opens_at, discovery.closes_at)
    assert (round.call.needs_residency, round.call.min_age, round.call.max_per_person) == (
        False,
        0,
        20,
    )
    entry = Entry.objects.get(verb="discovery.created")
    assert (entry.akimat, entry.actor, entry.subject_id) == (akimat, moderator, str(round.pk))


def test_round_may_cover_a_place_inside_the_akimat(akimat, district, now):
    round = operations.create_round(
        akimat=akimat, territory=district, slug="town", kind="monotown", actor=None, at=now
    )
    assert (round.territory, round.kind, round.call) == (district, "monotown", None)


def test_round_cannot_cover_a_place_outside_the_akimat(akimat, foreign_district, now):
    with pytest.raises(DiscoveryError, match="territory_outside"):
        operations.create_round(
            akimat=akimat, territory=foreign_district, slug="far", actor=None, at=now
        )
    assert not Round.objects.exists()


def first_segments() -> set[str]:
    """The fixed first segments of all addresses below /<akimat>/discovery/."""

    def of(found: list[URLPattern | URLResolver]) -> set[str]:
        names = set()
        for one in found:
            route = str(one.pattern)
            if isinstance(one, URLResolver) and not route:
                names |= of(one.url_patterns)
            elif route and not route.startswith("<"):
                names.add(route.split("/")[0])
        return names

    def find(found: list[URLPattern | URLResolver]) -> URLResolver | None:
        for one in found:
            if isinstance(one, URLResolver):
                if one.namespace == "edp":
                    return one
                if inner := find(one.url_patterns):
                    return inner
        return None

    edp = find(get_resolver().url_patterns)
    assert edp is not None
    return of(edp.url_patterns)


def test_no_round_takes_the_address_of_a_page(akimat, now):
    assert first_segments() <= operations.RESERVED_SLUGS
    with pytest.raises(DiscoveryError, match="address_reserved"):
        draft(akimat, now, slug="statistics")


def test_address_is_taken_once_per_akimat(akimat, other_akimat, now):
    draft(akimat, now)
    with pytest.raises(DiscoveryError, match="address_taken"):
        draft(akimat, now)
    assert draft(other_akimat, now).pk


def test_call_of_a_round_leaves_the_address_of_a_budget_round_alone(akimat, now):
    Call.objects.create(
        akimat=akimat,
        territory=akimat.territory,
        slug="2026",
        opens_at=now,
        closes_at=now + timedelta(days=1),
    )
    assert draft(akimat, now, slug="2026").call.slug == "discovery-2026"


@pytest.mark.parametrize(
    ("moved", "code"),
    [
        ({"evidence": (5, 41)}, "stages_overlap"),
        ({"plan": (151, 151)}, "stage_without_length"),
        ({"evidence": (50, 60), "discovery": (11, 50)}, "stages_overlap"),
    ],
)
def test_stages_follow_one_another(akimat, now, moved, code):
    round = draft(akimat, now)
    with pytest.raises(DiscoveryError, match=code):
        operations.set_stages(
            round,
            {
                kind: (now + timedelta(days=a), now + timedelta(days=b))
                for kind, (a, b) in moved.items()
            },
        )


def test_moved_stages_keep_their_texts_and_move_the_call(akimat, moderator, now):
    round = draft(akimat, now)
    round.phases.filter(kind="discovery").update(what_kk="Топтар")
    later = {
        kind: (span[0] + timedelta(days=30), span[1] + timedelta(days=30))
        for kind, span in spans(now).items()
        if span
    }
    round = operations.change_round(round=round, actor=moderator, at=now, changes={"stages": later})
    discovery = round.phases.get(kind="discovery")
    assert (discovery.what_kk, discovery.opens_at) == ("Топтар", later["discovery"][0])
    assert round.call.opens_at == later["discovery"][0]


def test_stage_can_be_left_out(akimat, now):
    round = draft(akimat, now)
    operations.set_stages(round, {"evidence": None, "decision": None})
    kinds = {phase.kind for phase in round.phases.all()}
    assert kinds == set(DAYS) - {"evidence", "decision"}


def test_unknown_rule_is_refused_and_nothing_is_kept(akimat, moderator, now):
    with pytest.raises(DiscoveryError, match="unknown_rule"):
        draft(akimat, now, colour="green")
    assert not Round.objects.exists()


def test_announced_round_cannot_be_changed_quietly(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    with pytest.raises(DiscoveryError, match="rules_frozen"):
        operations.change_round(round=round, actor=moderator, at=now, changes={"min_reviews": 1})
    round.refresh_from_db()
    assert round.min_reviews == 3


def test_copy_takes_texts_rules_and_dates_a_year_later(akimat, moderator, now):
    round = announced(akimat, now, moderator, min_reviews=5, max_per_person=7)
    operations.write_stage(
        round=round, kind="plan", actor=moderator, at=now, texts={"what": texts("We plan.")}
    )
    copy = operations.copy_round(
        round=round, slug="economy-2027", title=texts("Again"), actor=moderator, at=now
    )
    assert (copy.status, copy.title_ru, copy.min_reviews) == ("draft", "Again (рус)", 5)
    assert copy.call.max_per_person == 7
    assert (copy.mandate_ru, copy.mandate_act_ru, copy.mandate_date) == (
        round.mandate_ru,
        "",
        None,
    )
    assert copy.previous is None
    assert copy.phases.get(kind="plan").what_kk == "We plan. (қаз)"
    old, new = round.phases.get(kind="discovery"), copy.phases.get(kind="discovery")
    assert new.opens_at.year == old.opens_at.year + 1
    assert not new.outcome


def test_review_opens_the_next_round(akimat, moderator, now):
    round = announced(akimat, now, moderator)
    following = operations.open_next_round(
        round=round, slug="second", title=texts("Second"), actor=moderator, at=now
    )
    assert following.previous == round
    assert list(round.next_rounds.all()) == [following]


def test_no_round_follows_from_a_draft(akimat, moderator, now):
    with pytest.raises(DiscoveryError, match="wrong_state"):
        operations.open_next_round(
            round=draft(akimat, now), slug="second", title=texts("2"), actor=moderator, at=now
        )
