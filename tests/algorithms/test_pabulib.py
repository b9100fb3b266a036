"""The .pb format: what is kept, what is refused and with which words."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.allocation import AllocationError
from algorithms.pabulib import PabulibError, PbFile, Table, number, read, to_election, write

HEAD = """META
key;value
description;A town
country;Kazakhstan
unit;Семей
instance;2026
num_projects;{projects}
num_votes;{votes}
budget;{budget}
vote_type;{kind}
rule;greedy
date_begin;01.03.2026
date_end;2026
{more}PROJECTS
"""


def text(kind="approval", budget="100", projects=("a;60", "b;40"), votes=("1;a,b", "2;b"),
         columns="voter_id;vote", project_columns="project_id;cost", more=""):  # fmt: skip
    head = HEAD.format(
        projects=len(projects), votes=len(votes), budget=budget, kind=kind, more=more
    )
    return head + "\n".join([project_columns, *projects, "VOTES", columns, *votes]) + "\n"


def codes(source):
    with pytest.raises(PabulibError) as caught:
        read(source)
    return [(p.code, p.line, p.field) for p in caught.value.problems]


def test_read_keeps_every_value_and_every_order():
    source = text(
        budget="100,50",
        more="zones;x;\nfully_funded;0\n",
        project_columns="cost;project_id;name;mood",
        projects=('007,5;a;"Park ""Jeńis""; second stage";', "40;b;;glad"),
        votes=("2;a,b", "1;"),
    )
    pb = read(source)
    assert list(pb.meta)[-2:] == ["zones", "fully_funded"]
    assert pb.meta["budget"] == "100,50"
    assert pb.projects.columns == ("cost", "project_id", "name", "mood")
    assert pb.projects.rows[0] == ("007,5", "a", 'Park "Jeńis"; second stage', "")
    assert pb.votes.rows == (("2", "a,b"), ("1", ""))
    assert read(write(pb)) == pb
    assert write(pb) == source.replace("zones;x;\n", "zones;x\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda t: "\ufeff" + t,
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("PROJECTS", "\nPROJECTS;;"),
        lambda t: t.encode(),
        lambda t: ("\ufeff" + t).encode(),
        lambda t: t.rstrip("\n"),
        lambda t: t.replace("2;b", '"2";"b"'),
    ],
)
def test_read_sees_through_what_carries_nothing(change):
    assert read(change(text())) == read(text())


def test_read_takes_a_path_as_text_or_as_path(tmp_path):
    path = tmp_path / "town.pb"
    path.write_text(text(), encoding="utf-8-sig")
    assert read(path) == read(str(path)) == read(text())
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.pb")


def test_quoted_line_breaks_do_not_shift_line_numbers():
    source = text(project_columns="project_id;cost;name",
                  projects=('a;60;"two\nlines"', "b;forty;x"))  # fmt: skip
    # META takes 13 lines, PROJECTS and its header are 14 and 15, a starts on 16 and ends on 17.
    assert codes(source) == [("amount", 18, "cost")]


def test_a_written_file_quotes_what_needs_it():
    pb = read(text(project_columns="project_id;cost;name", projects=("a;60;x", "b;40;y")))
    names = ('a "b"; c', "one\r\ntwo", "META", "", "Ө")
    rows = tuple((f"p{k}", "1", name) for k, name in enumerate(names))
    meta = {**pb.meta, "num_projects": "5", "num_votes": "1"}
    votes = Table(("voter_id", "vote"), (("META", ""),))
    changed = PbFile(meta, Table(pb.projects.columns, rows), votes)
    assert read(write(changed)) == changed


def test_write_can_shuffle_the_votes_and_nothing_else():
    votes = [f"{k};a" for k in range(50)]
    pb = read(text(votes=votes))
    shuffled = read(write(pb, shuffle=random.Random(1)))
    assert shuffled.votes.rows != pb.votes.rows
    assert sorted(shuffled.votes.rows) == sorted(pb.votes.rows)
    assert (shuffled.meta, shuffled.projects) == (pb.meta, pb.projects)
    assert write(pb, shuffle=random.Random(1)) == write(shuffled)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("budget\n5\n", [("section_missing", 1, "")]),
        ("META\nkey;value\n", [("section_missing", 3, "")]),
        (b"META\nk\xff\n", [("not_utf8", 2, "")]),
        (text() + '3;"a"b\n', [("unreadable", 22, "")]),
        (text().replace("unit;Семей\n", ""), [("meta_missing", 0, "unit")]),
        (text().replace("unit;Семей", "unit;"), [("value_empty", 5, "unit")]),
        (text(more="unit;x\n"), [("meta_duplicate", 14, "unit")]),
        (text(more="unit\n"), [("row_length", 14, "unit")]),
        (text(budget="1 000"), [("amount", 9, "budget")]),
        (text(budget="-5"), [("amount", 9, "budget")]),
        (text(kind="thumbs"), [("vote_type", 10, "vote_type")]),
        (text().replace("01.03.2026", "2026-03-01"), [("date", 12, "date_begin")]),
        (text().replace("num_votes;2", "num_votes;3"), [("count", 8, "num_votes")]),
        (text(project_columns="project_id;price"), [("column_missing", 15, "cost")]),
        (text(project_columns="project_id;cost;cost", projects=("a;1;1", "b;1;1")),
         [("column_duplicate", 15, "cost")]),
        (text(projects=("a;60", "b")), [("row_length", 17, "PROJECTS")]),
        (text(projects=("a;60", "b;1;2")), [("row_length", 17, "PROJECTS")]),
        (text(projects=("a;60", "a;40"), votes=("1;a",)),
         [("project_duplicate", 17, "project_id")]),
        (text(projects=("a;60", "b;1e3")), [("amount", 17, "cost")]),
        (text(project_columns="project_id;cost;selected", projects=("a;6;1", "b;4;yes")),
         [("selected", 17, "selected")]),
        (text(votes=("1;a", "2;c")), [("project_unknown", 21, "vote")]),
        (text(votes=("1;a", "2;a,b,a")), [("vote_duplicate", 21, "vote")]),
        (text(kind="choose-1", votes=("1;a", "2;a,b")), [("vote_too_long", 21, "vote")]),
        (text(kind="scoring"), [("column_missing", 19, "points")]),
        (text(kind="scoring", columns="voter_id;vote;points", votes=("1;a,b;3",)),
         [("points_length", 20, "points")]),
        (text(kind="scoring", columns="voter_id;vote;points", votes=("1;a,b;3,x",)),
         [("points", 20, "points")]),
    ],
)  # fmt: skip
def test_faults_say_where_and_what(source, expected):
    assert codes(source) == expected


def test_all_faults_come_together_up_to_a_number():
    source = text(projects=("a;x", "b;y"), votes=("1;c", "2;d"))
    assert [c for c, _, _ in codes(source)] == [
        "amount", "amount", "project_unknown", "project_unknown",
    ]  # fmt: skip
    with pytest.raises(PabulibError) as caught:
        read(source, max_problems=2)
    assert len(caught.value.problems) == 2
    first = caught.value
    assert (first.code, first.line, first.field, first.params) == (
        "amount", 16, "cost", {"found": "x"},
    )  # fmt: skip
    assert str(first).splitlines()[0] == (
        "line 16, cost: expected a number such as 1500 or 1500,50, found x."
    )


def test_the_same_faulty_ballot_is_reported_each_time():
    assert codes(text(votes=("1;c", "2;c"))) == [
        ("project_unknown", 20, "vote"),
        ("project_unknown", 21, "vote"),
    ]


def test_decimal_money_is_scaled_exactly():
    pb = read(text(budget="100,50", projects=("a;60.125", "b;40")))
    converted = to_election(pb)
    assert converted.scale == 1000
    assert converted.election.budget == 100500
    assert [p.cost for p in converted.election.projects] == [60125, 40000]
    assert number("0,1") == Fraction(1, 10)
    assert to_election(read(text(budget="100,00"))).scale == 1


@pytest.mark.parametrize(
    ("kind", "more", "votes", "points"),
    [
        ("approval", "", ("1;a,b", "2;b", "3;"), {"a": 1, "b": 2}),
        ("choose-1", "", ("1;a", "2;b", "3;"), {"a": 1, "b": 1}),
        ("ordinal", "max_length;3\n", ("1;a,b", "2;b", "3;"), {"a": 3, "b": 2 + 3}),
        ("ordinal", "", ("1;a,b", "2;b", "3;"), {"a": 2, "b": 1 + 2}),
        ("cumulative", "", ("1;a,b;4,1", "2;b;5", "3;;"), {"a": 4, "b": 6}),
        ("scoring", "", ("1;a,b;4,0", "2;b;5", "3;;"), {"a": 4, "b": 5}),
        ("scoring", "default_score;2\n", ("1;a,b;4,0", "2;b;5", "3;;"), {"a": 4 + 2 + 2, "b": 7}),
        ("cumulative", "", ("1;a,b;0,5,1", "2;b;5", "3;;"), None),
        ("cumulative", "", ("1;a,b;0.5,1", "2;b;5", "3;;"), {"a": 5, "b": 60}),
    ],
)
def test_to_election_counts_points_by_vote_type(kind, more, votes, points):
    columns = "voter_id;vote;points" if kind in ("cumulative", "scoring") else "voter_id;vote"
    source = text(kind=kind, more=more, votes=votes, columns=columns)
    if points is None:  # a decimal comma inside a list separated by commas cannot be told apart
        assert [c for c, _, _ in codes(source)] == ["points_length"]
        return
    election = to_election(read(source)).election
    assert election.points == points
    assert election.voters == 3


def test_negative_points_are_read_but_not_counted():
    source = text(kind="scoring", votes=("1;a;-1",), columns="voter_id;vote;points")
    pb = read(source)
    with pytest.raises(AllocationError) as caught:
        to_election(pb)
    assert caught.value.code == "points_negative"


def test_column_of_a_table_is_found_by_name():
    pb = read(text())
    assert pb.votes.column("vote") == ("a,b", "b")
    with pytest.raises(KeyError):
        pb.votes.column("points")


def told(source):
    """What is read and what is counted, or the faults."""
    try:
        pb = read(source)
    except PabulibError as error:
        return [(p.code, p.line, p.field, p.params) for p in error.problems]
    try:
        election, scale = to_election(pb)
    except AllocationError as error:
        return pb, error.code
    known = election.budget, election.projects, election.voters, election.votes, election.points
    return pb, scale, known, election.ballots


items = st.lists(st.sampled_from(("a", "b", "c1", "a ", " b", "", "d", "ә" * 9)), max_size=3)
numbers = st.lists(st.sampled_from(("0", "1", "2", "-1", "0.5", "x", "300", "9" * 17)), max_size=3)


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(("approval", "choose-1", "ordinal", "cumulative", "scoring")),
    st.lists(st.tuples(items.map(",".join), numbers.map(",".join)), max_size=5),
    st.sampled_from(("", "max_length;3\n", "default_score;1\n", "max_length;1\n")),
    st.sampled_from((("a", "b", "c1"), ("a", "b", "c1", "ә" * 9))),
    st.sampled_from(("", "\n", "3;a\n", "3;a;1;\n", "3;a;1\n\n", "\r\n")),
    st.booleans(),
)
def test_simple_rows_are_read_as_all_others(kind, votes, more, ids, end, crlf):
    """The votes read at once and the same read field by field, to which a quote compels."""
    rows = [f"{k};{vote};{points}" for k, (vote, points) in enumerate(votes)]
    source = text(
        kind=kind, more=more, votes=rows, columns="voter_id;vote;points",
        projects=[f"{i};{k + 1}" for k, i in enumerate(ids)],
    ) + end  # fmt: skip
    quoted = source.replace("voter_id;vote;points", '"voter_id";vote;points')
    if crlf:
        source, quoted = source.replace("\n", "\r\n"), quoted.replace("\n", "\r\n")
    assert told(source) == told(quoted)
    assert told(source.encode()) == told(quoted)
