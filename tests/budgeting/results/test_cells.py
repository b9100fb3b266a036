"""What the page publishes: no cell below ten, urns apart, and nothing before its time."""

import gzip

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation

from algorithms import pabulib
from budgeting.enums import RoundStatus
from budgeting.models import ResultSummary, Round
from budgeting.results import comparison, course, proportions
from budgeting.results.page import result_of
from budgeting.results.queries import of_akimat
from budgeting.results.summaries import _channels, summarise
from commons.voting.models import Ballot, UrnCount
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def result(vote):
    return result_of(of_akimat(vote.round.akimat).get(pk=vote.round.pk), vote.envelope)


def numbers(vote):
    return ResultSummary.objects.get(envelope=vote.envelope).numbers


def url(vote, rest=""):
    return f"/en/{vote.round.akimat.slug}/budget/{vote.round.slug}/result/{rest}"


@pytest.fixture
def spread(hold_vote, district, other_district):
    """Three districts: one of seven voters, one in which all see a project of theirs chosen."""
    return hold_vote(
        (10_000_000, 9_000_000, 60_000_000),
        [
            ((0, 1), district.kato, 30),
            ((2,), district.kato, 20),
            ((0,), other_district.kato, 25),
            ((2,), "551700000", 4),
            ((1,), "551700000", 3),
        ],
        slug="spread",
    ).count()


def test_no_published_cell_is_small_or_of_one_mind(spread):
    found = numbers(spread)
    assert [(part["codes"], part["voters"]) for part in found["areas"]] == [
        (["551000000"], 50), (["551600000", "551700000"], 32),
    ]  # fmt: skip
    assert found["reached"] == [
        {"codes": ["551000000"], "voters": 50, "reached": 30},
        {"codes": ["551600000", "551700000"], "voters": 32, "reached": 28},
    ]
    cells = [row["value"] for row in proportions.satisfaction(result(spread))]
    # 24 have none, 28 one, 30 two.
    assert cells == [24, 28, 30]
    assert all(part["voters"] >= 10 for name in ("areas", "reached") for part in found[name])


def test_few_voters_with_many_projects_stand_with_others(hold_vote, district):
    vote = hold_vote(
        (1_000_000, 1_000_000, 1_000_000, 1_000_000),
        [((0,), district.kato, 30), ((0, 1), district.kato, 12),
         ((0, 1, 2), district.kato, 5), ((0, 1, 2, 3), district.kato, 3)],
    ).count()  # fmt: skip
    with translation.override("en"):
        rows = proportions.satisfaction(result(vote))
    # All four are funded: 30 voters chose one, 12 two, 5 three, 3 four.
    assert [(row["label"], row["value"]) for row in rows] == [
        ("none", 0), ("1 project", 30), ("2 to 4 projects", 20),
    ]  # fmt: skip


def test_rare_channels_stand_together():
    def rows(**channels):
        return [({"1": 1}, "551000000", channel, n) for channel, n in channels.items()]

    assert _channels(rows(online=50, paper=6, assisted=5)) == [
        [["online"], 50], [["assisted", "paper"], 11],
    ]  # fmt: skip
    assert _channels(rows(online=50, paper=20, assisted=30)) == [
        [["assisted"], 30], [["online"], 50], [["paper"], 20],
    ]  # fmt: skip
    assert _channels(rows(online=50, paper=3)) == []
    assert _channels(rows(online=7)) == [[["online"], 7]]


@pytest.mark.usefixtures("without_walls")
def test_channels_are_shown_with_the_assisted_ones(vote, client):
    pks = list(Ballot.objects.values_list("pk", flat=True)[:40])
    Ballot.objects.filter(pk__in=pks[:15]).update(channel="paper")
    Ballot.objects.filter(pk__in=pks[15:]).update(channel="assisted")
    vote.count().publish()
    told = client.get(url(vote)).content.decode()
    for label, count in [("Online", 90), ("Paper", 15), ("With an officer&#x27;s help", 25)]:
        assert f"<dt>{label}</dt><dd>{count}</dd>" in told


# --- the picture ---


def test_picture_and_its_table_tell_the_same(published):
    found = course.course_of(result(published))
    shown = len(found.heads) - 1
    assert all(len(strip.cells) == shown + 1 for strip in found.strips)
    bought = [strip.project.option.code for strip in found.strips if strip.bought]
    outcome = result(published).by("equal_shares").outcome
    assert bought == list(outcome.shares["bought"])
    for strip in found.strips:
        assert sum(bar.kind == "bought" for bar in strip.bars) == bool(strip.bought)
        heights = [bar.height for bar in strip.bars]
        assert heights == sorted(heights, reverse=True)


def test_trace_of_equal_shares_has_the_picture_and_the_others_have_none(published, client):
    kato = published.envelope.territory.kato
    assert 'class="strips"' in client.get(url(published, f"{kato}/equal_shares/")).content.decode()
    assert "strips" not in client.get(url(published, f"{kato}/phragmen/")).content.decode()


# --- sides ---


def test_middle_half_of_voters_is_told():
    assert [comparison._quantile([25, 50, 25], quarters) for quarters in (1, 3)] == [0, 1]
    assert [comparison._quantile([0, 10, 10, 20], quarters) for quarters in (1, 3)] == [1, 3]
    assert comparison._quantile([], 1) == 0


def test_rule_that_failed_is_left_out(counted, client):
    counted.poll.tallies.filter(rule="max_welfare").update(outcome=None, status="failed")
    ResultSummary.objects.all().delete()
    summarise(round=counted.round, at=timezone.now())
    counted.publish()
    sides = client.get(url(counted)).context["sides"]
    assert [side.rule for side in sides] == ["equal_shares", "greedy", "phragmen"]
    kato = counted.envelope.territory.kato
    assert client.get(url(counted, f"{kato}/max_welfare/")).status_code == 404


# --- urns ---


@pytest.fixture
def urn(vote):
    def make(place, status="confirmed"):
        return UrnCount.objects.create(
            poll=vote.poll, place=place, forms=120, invalid=5, totals={vote.codes[0]: 77},
            protocol=ContentFile(b"scan", name="protocol.pdf"), status=status,
            entered_by=PersonFactory(), entered_at=timezone.now(),
        )  # fmt: skip

    return make


def test_urns_are_shown_apart_with_their_protocol(vote, urn, client):
    confirmed, waiting = urn("School 7"), urn("School 9", "entered")
    vote.count().publish()
    answer = client.get(url(vote))
    told = answer.content.decode()
    assert "School 7" in told
    assert "School 9" not in told
    assert answer.context["result"].voters == 130
    kato = vote.envelope.territory.kato
    protocol = client.get(url(vote, f"{kato}/urn-{confirmed.pk}/"))
    assert b"".join(protocol.streaming_content) == b"scan"
    assert "attachment" in protocol["Content-Disposition"]
    assert client.get(url(vote, f"{kato}/urn-{waiting.pk}/")).status_code == 404


def test_urns_are_hidden_before_the_result(vote, urn, client):
    confirmed = urn("School 7")
    vote.count()
    assert "School 7" not in client.get(url(vote)).content.decode()
    kato = vote.envelope.territory.kato
    assert client.get(url(vote, f"{kato}/urn-{confirmed.pk}/")).status_code == 404


def test_urn_of_another_vote_is_not_found(vote, urn, hold_vote, district, client):
    confirmed = urn("School 7")
    other = hold_vote((10_000_000,), [((0,), district.kato, 12)], slug="other").count().publish()
    address = url(other, f"{other.envelope.territory.kato}/urn-{confirmed.pk}/")
    assert client.get(address).status_code == 404


# --- the file, by format ---


@pytest.mark.parametrize(
    ("ballot_format", "kind", "votes", "points"),
    [("ordinal", "ordinal", ["{1},{0}", "{0}"], []),
     ("score", "scoring", ["{0},{1}", "{0}"], ["2,3", "3"])],
)  # fmt: skip
@pytest.mark.usefixtures("without_walls")
def test_file_tells_ranks_and_marks(hold_vote, district, ballot_format, kind, votes, points):
    vote = hold_vote((10_000_000, 9_000_000), [((0,), district.kato, 40)], slug="format")
    low, high = sorted(vote.codes)
    both = {low: 2, high: 3}
    pks = list(Ballot.objects.values_list("pk", flat=True))
    Ballot.objects.filter(pk__in=pks[:20]).update(choices=both)
    Ballot.objects.filter(pk__in=pks[20:]).update(choices={low: 3})
    Round.objects.filter(pk=vote.round.pk).update(
        ballot_format=ballot_format, max_choices=3, points_each=5
    )
    vote.poll.__class__.objects.filter(pk=vote.poll.pk).update(ballot_format=ballot_format)
    vote.round.refresh_from_db()
    vote.count()

    pb = pabulib.read(gzip.decompress(bytes(vote.envelope.summary.ballots_file)))
    assert pb.meta["vote_type"] == kind
    assert set(pb.votes.column("vote")) == {text.format(low, high) for text in votes}
    assert set(pb.votes.column("points") if points else []) == set(points)
    counted, _scale = pabulib.to_election(pb)
    assert counted.points == {low: 100, high: 60}
    assert vote.round.status == RoundStatus.COUNTED
