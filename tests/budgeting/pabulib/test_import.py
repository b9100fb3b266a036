"""Pabulib files become rounds and come out again; bad ones change nothing."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from algorithms import pabulib
from budgeting.enums import ProjectStatus, RoundStatus
from budgeting.models import PabulibSource, Project, Round
from budgeting.pabulib import importing
from budgeting.pabulib.errors import PabulibImportError
from budgeting.pabulib.exporting import file_of
from budgeting.pabulib.importing import import_election, system_account
from commons.people.models import Person
from commons.proposals.models import Call, Proposal
from commons.voting import queries as votes
from commons.voting.models import Ballot, Poll

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "pabulib"
# The large ones take their time; they are read in tests/algorithms.
SMALL = sorted(p for p in DATA.glob("public/*.pb") if p.stat().st_size < 350_000)
small_files = pytest.mark.parametrize("path", SMALL or [Path("no-data.pb")], ids=lambda p: p.stem)
data = [pytest.mark.data, pytest.mark.skipif(not SMALL, reason="../shared/data is absent")]


def marked(test):
    for mark in data:
        test = mark(test)
    return small_files(test)


PLAIN = """META
key;value
description;Small
country;Kazakhstan
unit;Pavlodar
instance;2024
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;greedy
date_begin;01.02.2024
date_end;10.02.2024
PROJECTS
project_id;cost;votes;name;selected
a;60;3;Alley;1
b;50;2;Bench;0
c;40;1;Court;1
VOTES
voter_id;vote
1;a,b
2;a
3;b,a
4;c
"""

# Quotes, semicolons and line breaks in fields, unknown columns, decimals, a BOM, an empty ballot.
NASTY = Path(__file__).with_name("nasty.pb").read_text(encoding="utf-8")


def imported(akimat, text, slug="imported", **more):
    return import_election(
        akimat=akimat,
        pb=text if not isinstance(text, str) else pabulib.read(text),
        file_name="small.pb",
        slug=slug,
        actor=None,
        at=timezone.now(),
        **more,
    )


def outcome_of(round, official=True):
    poll = round.envelopes.get().poll
    tally = next(t for t in votes.tallies(poll) if t.official is official)
    source = PabulibSource.objects.get(round=round)
    ids = {code: project for project, code in source.codes.items()}
    return [ids[code] for code in votes.outcome(tally).selected]


def test_a_file_becomes_a_finished_round(akimat, client):
    round = imported(akimat, PLAIN)
    assert round.status == RoundStatus.RESULT_PUBLISHED
    assert round.imported_from == "small.pb"
    assert outcome_of(round) == ["a", "c"]
    won = Project.objects.filter(round=round, status=ProjectStatus.WON)
    assert {project.proposal.title for project in won} == {"Alley", "Court"}
    for name in ("result", "round", "rules", "projects"):
        page = reverse(f"budgeting:{name}", args=[akimat.slug, round.slug])
        assert client.get(page).status_code == 200
    result = reverse("budgeting:result", args=[akimat.slug, round.slug])
    assert "Court" in client.get(result).content.decode()


def test_nobody_signs_in_as_the_author(akimat, client):
    round = imported(akimat, PLAIN)
    account = system_account(akimat)
    assert Person.objects.filter(email=account.email).count() == 1
    assert set(Proposal.objects.values_list("author", flat=True)) == {account.pk}
    assert not account.is_active
    assert not account.has_usable_password()
    imported(akimat, PLAIN, slug="again")
    assert Person.objects.filter(email=account.email).count() == 1
    assert round.akimat == akimat


@pytest.mark.parametrize("text", [PLAIN, NASTY], ids=["plain", "nasty"])
def test_round_trip_of_hand_made_files_loses_nothing(akimat, text):
    round = imported(akimat, text)
    assert pabulib.read(file_of(round)) == pabulib.read(text)


@marked
def test_round_trip_of_public_files_loses_nothing(akimat, path):
    pb = pabulib.read(path)
    round = imported(akimat, pb)
    assert pabulib.read(file_of(round)) == pb


@marked
def test_official_winners_are_reproduced_where_the_rule_is_greedy(akimat, path):
    pb = pabulib.read(path)
    if not pb.meta["rule"].startswith("greedy") or "selected" not in pb.projects.columns:
        pytest.skip("not counted by greedy, or its winners are not told")
    selected = zip(pb.projects.column("project_id"), pb.projects.column("selected"), strict=True)
    official = {project for project, mark in selected if mark == "1"}
    assert set(outcome_of(imported(akimat, pb))) == official


REFERENCE = {
    "Poland_Warszawa_2023_Rembertow": "Cost_Sat",
    "Poland_Wieliczka_2023_Green_Budget": "Cost_Sat",
    "France_Toulouse_2019": "Additive_Cardinal_Sat (points)",
}


@pytest.mark.data
@pytest.mark.skipif(not SMALL, reason="../shared/data is absent")
@pytest.mark.parametrize(("name", "utility"), REFERENCE.items())
def test_both_rules_match_the_reference_through_the_database(akimat, name, utility):
    outcomes = json.loads((DATA / "reference" / f"{name}.json").read_text())["outcomes"]
    round = imported(akimat, pabulib.read(DATA / "public" / f"{name}.pb"))
    by_shares = round.rule == "equal_shares"
    greedy = next(o for o in outcomes if o["rule"] == "official-greedy")
    assert outcome_of(round, official=not by_shares) == greedy["order"]
    shares = outcome_of(round, official=by_shares)
    wanted = "mes-add1" if by_shares else "mes-add1u"
    recorded = [
        o["order"]
        for o in outcomes
        if o["rule"] == wanted
        and o["utility"] == utility
        and not o["endowment_start"].startswith("floor")
        and by_shares == ("no exhaustive stop" in o.get("add1_stop", ""))
    ]
    assert recorded
    assert shares in recorded


def test_wieliczka_compares_as_the_city_did(akimat):
    path = DATA / "public" / "Poland_Wieliczka_2023_Green_Budget.pb"
    if not path.exists():
        pytest.skip("../shared/data is absent")
    round = imported(akimat, pabulib.read(path))
    outcome = votes.official_outcome(round.envelopes.get().poll)
    numbers = outcome.comparison
    assert (numbers["equal_shares"], numbers["greedy"], numbers["same"]) == (1615, 873, 4098)


def test_long_ids_get_numbers_and_money_its_scale(akimat):
    round = imported(akimat, NASTY)
    source = PabulibSource.objects.get(round=round)
    assert source.codes == {
        "P/1": "1", "a very long project id that fits no ballot": "2", "007": "3",
    }  # fmt: skip
    assert source.scale == 100
    assert round.envelopes.get().budget_tenge == 100_050
    # An empty ballot counts, and so does a ballot that gives a project 0 points.
    poll = round.envelopes.get().poll
    boxed = sorted((sorted(choices.items()), n) for choices, n in votes.final_ballots(poll))
    assert boxed == [
        ([], 1), ([("1", 5), ("3", 2)], 1), ([("1", 5), ("3", 5)], 1), ([("2", 10)], 1),
        ([("3", 3)], 1),
    ]  # fmt: skip
    assert votes.official_outcome(poll).voters == 5


def test_ordinal_ballots_give_points_by_place(akimat):
    text = PLAIN.replace("vote_type;approval", "vote_type;ordinal\nmax_length;3")
    round = imported(akimat, text)
    points = {p.id: p.points for p in votes.official_outcome(round.envelopes.get().poll).projects}
    assert points == {"a": 3 + 3 + 2, "b": 2 + 3, "c": 3}


def test_no_skip_and_thresholds_are_taken_over(akimat):
    stopped = imported(akimat, PLAIN.replace("rule;greedy", "rule;greedy-no-skip"), slug="stop")
    assert outcome_of(stopped) == ["a"]
    text = PLAIN.replace("rule;greedy", "rule;greedy-threshold\nmin_project_score_threshold;2")
    assert outcome_of(imported(akimat, text, slug="threshold")) == ["a"]


def test_ties_fall_to_the_order_of_the_file(akimat):
    text = PLAIN.replace("3;b,a", "3;b").replace("budget;100", "budget;60")
    assert outcome_of(imported(akimat, text)) == ["a"]
    turned = text.replace("a;60;3;Alley;1\nb;50;2;Bench;0\n", "b;50;2;Bench;0\na;60;3;Alley;1\n")
    assert outcome_of(imported(akimat, turned, slug="turned")) == ["b"]


# --- the commands ---


def run(command, *args, **options):
    out = StringIO()
    call_command(command, *args, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def written(tmp_path):
    def write(text, name="small.pb"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return write


def test_commands_import_and_export(akimat, written, tmp_path, capsys):
    said = run("import_pb", str(written(NASTY)), akimat=akimat.slug)
    assert "/pavlodar/budget/small/" in said
    assert "Putting ballots into the box" in capsys.readouterr().err
    out = tmp_path / "out.pb"
    run("export_pb", f"{akimat.slug}/small", out=str(out))
    assert pabulib.read(out) == pabulib.read(NASTY)
    assert pabulib.read(run("export_pb", "small")) == pabulib.read(NASTY)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (("b;50;", "b;fifty;"), ["line 17, cost", "a number such as 1500", "“fifty”"]),
        (("b;50;", "b;0;"), ["line 17, cost", "more than 0", "“0”"]),
        (("4;c", "4;zzz"), ["line 24, vote", "zzz is not listed"]),
        (("num_votes;4", "num_votes;9"), ["line 8, num_votes", "expected 4"]),
        (("10.02.2024", "31.02.2024"), ["line 13, date_end", "no such day"]),
        (("10.02.2024", "10.01.2024"), ["line 13, date_end", "not before date_begin"]),
        (("vote_type;approval", "vote_type;guess"), ["line 10, vote_type", "approval, choose-1"]),
        (("budget;100", "budget;0"), ["line 9, budget", "more than 0"]),
        (("VOTES", "BALLOTS"), ["expected the section VOTES"]),
        (("name;selected", "name"), ["line 16"]),
    ],
)
def test_a_malformed_file_names_line_and_field_and_changes_nothing(akimat, written, broken, told):
    path = written(PLAIN.replace(*broken))
    with pytest.raises(CommandError) as caught:
        run("import_pb", str(path), akimat=akimat.slug)
    for words in told:
        assert words in str(caught.value)
    for model in (Round, Call, Proposal, Poll, Ballot, PabulibSource):
        assert not model.objects.exists()


def test_what_fails_half_way_leaves_nothing(akimat, monkeypatch):
    def fail(**fields):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(importing, "settle_count", fail)
    with pytest.raises(RuntimeError):
        imported(akimat, PLAIN)
    for model in (Round, Call, Proposal, Poll, Ballot, PabulibSource):
        assert not model.objects.exists()


@pytest.mark.parametrize(
    ("file", "akimat_slug", "told"),
    [
        ("absent.pb", "pavlodar", "cannot be read"),
        ("small.pb", "nowhere", "There is no akimat “nowhere”. There are: pavlodar"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(akimat, written, file, akimat_slug, told):
    path = written(PLAIN).with_name(file)
    with pytest.raises(CommandError, match=told):
        run("import_pb", str(path), akimat=akimat_slug)


def test_addresses_are_not_used_twice(akimat, written):
    path = str(written(PLAIN))
    run("import_pb", path, akimat=akimat.slug)
    with pytest.raises(CommandError, match="already a round at the address “small”"):
        run("import_pb", path, akimat=akimat.slug)
    with pytest.raises(CommandError, match="“board” is an address of the site"):
        run("import_pb", path, akimat=akimat.slug, slug="board")
    run("import_pb", path, akimat=akimat.slug, slug="small-2")


def test_export_names_what_it_cannot_find(akimat, other_akimat):
    with pytest.raises(CommandError, match="no round “nothing”"):
        run("export_pb", "nothing")
    imported(akimat, PLAIN, slug="twice")
    imported(other_akimat, PLAIN, slug="twice")
    with pytest.raises(CommandError, match="abai/twice, pavlodar/twice"):
        run("export_pb", "twice")
    assert run("export_pb", "abai/twice")
    with pytest.raises(CommandError, match="no envelope of 999999999"):
        run("export_pb", "abai/twice", envelope="999999999")


def test_export_of_an_unpublished_round_is_refused(counted):
    with pytest.raises(CommandError, match="not published"):
        run("export_pb", counted.round.slug)


def test_export_of_our_own_round_is_what_its_page_offers(published, client):
    round = published.round
    page = reverse("budgeting:result_ballots", args=[round.akimat.slug, round.slug, "550000000"])
    assert run("export_pb", round.slug) == client.get(page).content.decode()


def test_export_notices_other_ballots_in_the_box(akimat):
    round = imported(akimat, PLAIN)
    source = PabulibSource.objects.get(round=round)
    source.codes = {"a": "b", "b": "a", "c": "c"}
    source.save()
    with pytest.raises(PabulibImportError) as caught:
        file_of(round)
    assert caught.value.code == "ballots_differ"
