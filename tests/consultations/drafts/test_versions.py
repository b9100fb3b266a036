"""Texts become versions, versions keep the identity of their paragraphs, and are frozen."""

import hashlib
from datetime import timedelta

import pytest

from commons.audit.models import Entry
from commons.notifications.models import Message
from commons.notifications.operations import follow
from consultations.drafts import comparing, operations, queries, reading
from consultations.drafts.errors import DraftError
from consultations.drafts.models import DraftParagraph
from tests.factories import hearings_drafts as make

pytestmark = pytest.mark.django_db

SECOND = """# 1. Общее
1.1. Автобус ходит три раза в день.
1.2. В буран рейс не ходит, людей предупреждают по SMS.
1.3. Проезд стоит 110 тенге."""


def numbers(version):
    return [one.paragraph.number for one in queries.passages(version)]


@pytest.fixture
def draft(akimat, moderator, now):
    return make.ready(akimat, moderator, now)


def test_languages_share_paragraphs(draft) -> None:
    newest = queries.latest(draft)
    assert numbers(newest["kk"]) == numbers(newest["ru"]) == ["1", "2", "3", "4"]
    assert draft.paragraphs.count() == 4


def test_paragraphs_keep_their_numbers_and_new_ones_move_none(draft, moderator, now) -> None:
    version = make.published(draft, "ru", SECOND, moderator, now)
    assert (version.number, numbers(version)) == (2, ["1", "2", "2-1", "3"])
    later = SECOND + "\n1.4. Отчёт публикуют раз в полгода на сайте."
    later = later.replace("1.2. В буран", "1.2. Зимой всё меняется.\n1.3. В буран")
    third = make.published(draft, "ru", later, moderator, now)
    assert numbers(third) == ["1", "2", "2-2", "2-1", "3", "5"]


def test_what_changed_is_told_word_by_word(draft, moderator, now) -> None:
    before = queries.latest(draft)["ru"]
    after = make.published(draft, "ru", SECOND, moderator, now)
    held = queries.passages_of((before, after))
    found = comparing.compare(held[before.pk], held[after.pk])
    told = [(one.kind, one.passage.paragraph.number) for one in found.changes]
    assert told == [("changed", "2"), ("new", "2-1"), ("dropped", "4")]
    assert [(p.kind, p.text) for p in found.changes[0].pieces if p.kind != "same"] == [
        ("del", "два"),
        ("ins", "три"),
    ]
    assert (found.new, found.changed, found.dropped, found.moved, found.unchanged) == (
        1,
        1,
        1,
        0,
        2,
    )


def test_moved_paragraph_is_the_same_one(draft, moderator, now) -> None:
    before = queries.latest(draft)["ru"]
    lines = make.RUSSIAN.splitlines()
    after = make.published(
        draft, "ru", "\n".join([lines[0], lines[3], lines[1], lines[2]]), moderator, now
    )
    assert numbers(after) == ["1", "4", "2", "3"]
    held = queries.passages_of((before, after))
    found = comparing.compare(held[before.pk], held[after.pk])
    assert [(one.kind, one.passage.paragraph.number) for one in found.changes] == [("moved", "4")]


def test_languages_out_of_step_are_told(draft, moderator, now) -> None:
    make.published(draft, "ru", SECOND, moderator, now)
    newest = queries.latest(draft)
    held = queries.passages_of(newest.values())
    by_language = {code: held[one.pk] for code, one in newest.items()}
    rows = reading.rows(by_language, "kk", {})
    assert [row.paragraph.number for row in rows] == ["1", "2", "2-1", "3", "4"]
    step = reading.out_of_step(newest, rows)
    assert (step.behind, step.ahead) == ("kk", "ru")
    assert [row.paragraph.number for row in step.alone] == ["2-1", "4"]


def test_new_paragraph_of_one_language_meets_that_of_the_other(draft, moderator, now) -> None:
    make.published(draft, "ru", SECOND, moderator, now)
    kazakh = make.KAZAKH.replace("1.2. Жол", "1.2. Боранда рейс жоқ, SMS келеді.\n1.3. Жол")
    version = make.published(draft, "kk", kazakh, moderator, now)
    assert numbers(version) == ["1", "2", "2-1", "3", "4"]


def test_staff_mend_a_match(draft, moderator, now) -> None:
    version = make.version_in_work(draft, "ru", SECOND, moderator, now)
    operations.propose_matches(version=version)
    row = version.passages.get(text__startswith="В буран")
    assert row.paragraph is None
    fourth = draft.paragraphs.get(number="4")
    operations.choose_paragraph(passage=row, paragraph=fourth)
    operations.propose_matches(version=version)
    assert numbers(operations.publish_version(version=version, actor=moderator, at=now)) == [
        "1",
        "2",
        "4",
        "3",
    ]


def test_match_taken_from_another_passage_is_proposed_anew(draft, moderator, now) -> None:
    version = make.version_in_work(draft, "ru", SECOND, moderator, now)
    row = version.passages.get(text__startswith="В буран")
    operations.choose_paragraph(passage=row, paragraph=draft.paragraphs.get(number="3"))
    version = operations.publish_version(version=version, actor=moderator, at=now)
    assert numbers(version) == ["1", "2", "3", "5"]


def test_paragraph_of_another_draft_is_refused(draft, akimat, moderator, now) -> None:
    other = make.ready(akimat, moderator, now)
    version = make.version_in_work(draft, "ru", SECOND, moderator, now)
    with pytest.raises(DraftError) as refused:
        operations.choose_paragraph(
            passage=version.passages.first(), paragraph=other.paragraphs.first()
        )
    assert refused.value.code == "other_draft"


def test_published_alignment_is_mended_with_its_remarks(akimat, moderator, resident, now) -> None:
    draft = make.opened(akimat, moderator, now)
    remark = make.said(draft, resident, now)
    row = make.passage(draft, "2", "ru")
    own = operations.realign(passage=row, paragraph=None, actor=moderator, at=now)
    remark.refresh_from_db()
    assert (own.number, remark.paragraph_id) == ("2-1", own.pk)
    assert numbers(queries.latest(draft)["kk"]) == ["1", "2", "3", "4"]
    with pytest.raises(DraftError) as refused:
        operations.realign(
            passage=make.passage(draft, "2-1", "ru"),
            paragraph=draft.paragraphs.get(number="3"),
            actor=moderator,
            at=now,
        )
    assert refused.value.code == "taken"
    second = draft.paragraphs.get(number="2")
    operations.realign(
        passage=make.passage(draft, "2-1", "ru"), paragraph=second, actor=moderator, at=now
    )
    remark.refresh_from_db()
    assert remark.paragraph == second
    assert not DraftParagraph.objects.filter(pk=own.pk).exists()
    assert Entry.objects.filter(verb="hearings.draft_realigned").count() == 2


def test_published_version_is_frozen_under_its_hash(signed_in, akimat, moderator, now) -> None:
    draft = make.opened(akimat, moderator, now)
    version = queries.latest(draft)["ru"]
    path = f"/ru/pavlodar/hearings/drafts/{draft.pk}/versions/{version.pk}/text.json"
    body = signed_in(None).get(path).content
    assert hashlib.sha256(body).hexdigest() == version.fingerprint
    for act in (
        lambda: operations.join_passages(passage=version.passages.last()),
        lambda: operations.drop_passage(passage=version.passages.last()),
        lambda: operations.discard_version(version=version, actor=moderator, at=now),
        lambda: operations.publish_version(version=version, actor=moderator, at=now),
    ):
        with pytest.raises(DraftError) as refused:
            act()
        assert refused.value.code == "published"


def test_preview_joins_divides_and_drops(akimat, moderator, now) -> None:
    draft = make.prepared(akimat, moderator, now)
    version = make.version_in_work(
        draft, "kk", "Бірінші сөйлемнің\nжалғасы.\n7\nА. Б.", moderator, now
    )
    rows = list(queries.passages(version))
    operations.join_passages(passage=rows[1])
    operations.drop_passage(passage=rows[2])
    operations.change_passage(
        passage=rows[3], kind="item", level=2, label="1)", text="А.\r\n\r\n 2) Б.\r\nВ."
    )
    told = [(one.kind, one.level, one.label, one.text) for one in queries.passages(version)]
    assert told == [
        ("text", 1, "", "Бірінші сөйлемнің жалғасы."),
        ("item", 2, "1)", "А."),
        ("item", 1, "2)", "Б. В."),
    ]
    with pytest.raises(DraftError) as refused:
        operations.join_passages(passage=queries.passages(version).first())
    assert refused.value.code == "no_neighbour"


def test_one_version_of_a_language_is_in_work(draft, moderator, now) -> None:
    version = make.version_in_work(draft, "ru", SECOND, moderator, now)
    with pytest.raises(DraftError) as refused:
        make.version_in_work(draft, "ru", SECOND, moderator, now)
    assert refused.value.code == "in_work"
    operations.discard_version(version=version, actor=moderator, at=now)
    assert make.version_in_work(draft, "ru", SECOND, moderator, now).number == 2


def test_same_text_again_is_no_version(draft, moderator, now) -> None:
    with pytest.raises(DraftError) as refused:
        make.published(draft, "ru", make.RUSSIAN, moderator, now)
    assert (refused.value.code, refused.value.params) == ("same_text", {"number": 1})


def test_before_the_opening_a_version_can_be_taken_back(draft, moderator, now) -> None:
    first = draft.versions.get(language="ru", number=1)
    make.published(draft, "ru", SECOND, moderator, now)
    with pytest.raises(DraftError) as refused:
        operations.discard_version(version=first, actor=moderator, at=now)
    assert refused.value.code == "not_latest"
    second = draft.versions.get(language="ru", number=2)
    operations.discard_version(version=second, actor=moderator, at=now)
    assert draft.paragraphs.count() == 4


def test_followers_hear_of_a_version_once(akimat, moderator, resident, now) -> None:
    draft = make.opened(akimat, moderator, now)
    follow(person=resident, topic=f"draft/{draft.pk}", at=now)
    later = now + timedelta(days=1)
    make.published(draft, "ru", SECOND, moderator, later)
    make.published(draft, "kk", make.KAZAKH.replace("екі", "үш"), moderator, later)
    assert Message.objects.filter(person=resident, kind="draft_version").count() == 1
