"""CSV files: what is read, and which lines are named when they are bad."""

import pytest

from algorithms.sortition import (
    Quota,
    Quotas,
    SortitionError,
    UnreadableFile,
    read_people,
    read_quotas,
)

QUOTAS = "feature,value,min,max\nsex,f,1,2\nsex,m,1,2\n"


def faults_of(call, *arguments, **options):
    with pytest.raises(UnreadableFile) as caught:
        call(*arguments, **options)
    return [(fault.params["line"], fault.code) for fault in caught.value.faults]


def test_people_and_households_are_read():
    pool, households = read_people(
        "\ufeffid,name,sex,street,house\n7,Aigul,f,Abay  St,1\n3,Berik,m,abay st,1\n9,Dana,f,,\n",
        read_quotas(QUOTAS),
        household_columns=["street", "house"],
    )
    assert pool.people == (("3", ("m",)), ("7", ("f",)), ("9", ("f",)))
    assert households == {"7": "abay st\n1", "3": "abay st\n1"}


def test_bad_lines_of_people_are_all_named():
    text = "id,sex\n1,f\n1,m\n2,x\n,f\n3,\n"
    assert faults_of(read_people, text, read_quotas(QUOTAS)) == [
        (3, "id_twice"),
        (4, "value_without_quota"),
        (5, "cell_empty"),
        (6, "cell_empty"),
    ]
    assert faults_of(read_people, "id,age\n1,9\n", read_quotas(QUOTAS)) == [(1, "column_missing")]


def test_bad_lines_of_quotas_are_all_named():
    text = "feature,value,min,max\nsex,f,2,1\nsex,m,one,2\nsex,m,1,2\nsex,m,1,2\nsex,x,-1,2\n"
    assert faults_of(read_quotas, text) == [
        (2, "min_above_max"),
        (3, "not_whole_number"),
        (5, "quota_twice"),
        (6, "min_negative"),
    ]
    assert faults_of(read_quotas, "feature,value,min,max\n") == [(1, "no_rows")]


def test_census_shares_become_the_whole_numbers_around_them():
    quotas = Quotas.from_shares({"sex": {"f": 52, "m": 48}}, 25)
    assert quotas.rows == (Quota("sex", "f", 13, 13), Quota("sex", "m", 12, 12))
    quotas = Quotas.from_shares({"sex": {"f": 521, "m": 479}}, 25)
    assert quotas.rows == (Quota("sex", "f", 13, 14), Quota("sex", "m", 11, 12))
    with pytest.raises(SortitionError, match="shares_empty"):
        Quotas.from_shares({"sex": {"f": 0}}, 25)
