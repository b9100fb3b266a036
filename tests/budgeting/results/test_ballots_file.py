"""The published ballots: enough to count again, nothing to find a voter by."""

import gzip
import json
from collections import Counter

import pytest
from django.urls import reverse

from algorithms import pabulib
from algorithms.allocation import TieBreak, equal_shares
from budgeting.models import ResultSummary
from budgeting.results.ballots_file import _published
from commons.voting import queries as votes
from commons.voting.models import Ballot

pytestmark = pytest.mark.django_db


def file_of(vote):
    return pabulib.read(gzip.decompress(bytes(vote.envelope.summary.ballots_file)))


def test_anyone_counts_the_same_winners_from_the_file(published):
    pb = file_of(published)
    election, _scale = pabulib.to_election(pb)
    rows = [dict(zip(pb.projects.columns, row, strict=True)) for row in pb.projects.rows]
    lots = {row["project_id"]: int(row["lot"]) for row in rows}
    settings = json.loads(pb.meta["birge_settings"])
    assert settings.pop("name") == "equal_shares"
    ties = TieBreak(settings.pop("ties"), lots)
    again = equal_shares(election, **settings, ties=ties)
    official = votes.official_outcome(published.poll)
    assert again == official
    assert {row["project_id"] for row in rows if row["selected"] == "1"} == set(official.selected)
    assert pb.meta["birge_input_hash"] == votes.official_tally(published.poll).input_hash


def test_file_holds_all_ballots_and_only_what_may_be_told(published):
    pb = file_of(published)
    assert pb.votes.columns == ("voter_id", "vote", "voting_method", "district")
    told = Counter(pb.votes.column("vote"))
    boxed = Counter()
    for choices, count in votes.final_ballots(published.poll):
        boxed[",".join(sorted(choices))] += count
    assert told == boxed
    assert pb.votes.column("voter_id") == tuple(map(str, range(1, 131)))


def test_rows_are_shuffled(counted):
    chosen = file_of(counted).votes.column("vote")
    assert list(chosen) != sorted(chosen)
    assert list(chosen) != sorted(chosen, reverse=True)


def test_small_districts_are_pooled(hold_vote, district, other_district):
    vote = hold_vote(
        (10_000_000, 9_000_000),
        [
            ((0,), district.kato, 30),
            ((1,), district.kato, 30),
            ((0, 1), other_district.kato, 4),
            ((0,), "551700000", 11),
            ((1,), "551700000", 2),
        ],
    ).count()
    districts = Counter(file_of(vote).votes.column("district"))
    assert districts == {"Pavlodar city": 60, "Aksu city + 551700000": 17}


def test_a_district_of_one_mind_is_pooled(hold_vote, district, other_district):
    vote = hold_vote(
        (10_000_000, 9_000_000),
        [((0,), district.kato, 30), ((1,), other_district.kato, 20)],
    ).count()
    assert set(file_of(vote).votes.column("district")) == {""}


def test_a_rare_channel_is_left_out_where_it_singles_somebody_out(vote, settings, monkeypatch):
    codes = vote.codes
    rows = [
        ({codes[0]: 1}, "551000000", "online", 20),
        ({codes[1]: 1}, "551000000", "online", 20),
        ({codes[1]: 1}, "551000000", "paper", 1),
        ({codes[0]: 1}, "551600000", "online", 12),
        ({codes[1]: 1}, "551600000", "online", 12),
    ]
    channels = {(group, channel) for _choices, group, channel, _n in _published(rows)}
    assert channels == {(("551000000",), ""), (("551600000",), "online")}


def test_download_is_the_stored_file(published, client):
    round = published.round
    answer = client.get(
        reverse("budgeting:result_ballots", args=[round.akimat.slug, round.slug, "550000000"])
    )
    stored = gzip.decompress(bytes(ResultSummary.objects.get().ballots_file))
    assert answer.content == stored
    assert "attachment" in answer["Content-Disposition"]
    # Nothing of the box that would lead back to a slot.
    pubs = [bytes(slot.pub).hex() for slot in published.poll.slots.all()[:5]]
    leaves = [bytes(leaf).hex() for leaf in Ballot.objects.values_list("leaf", flat=True)[:5]]
    assert not any(secret in stored.decode() for secret in [*pubs, *leaves])
