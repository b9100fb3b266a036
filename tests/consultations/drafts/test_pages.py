"""Pages of drafts: who sees what in which state, real forms, tables, and what they cost."""

import csv
import gzip
import re
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from commons.territories.models import Territory
from consultations import sections
from consultations.drafts import operations, queries
from consultations.drafts.enums import DraftStatus
from consultations.drafts.models import Draft, DraftVersion, Remark
from consultations.drafts.registrations import near_rows
from tests.factories import hearings_drafts as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
BASE = "/en/pavlodar/hearings/drafts/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def at():
    """Pages go by the real clock."""
    return timezone.now()


@pytest.fixture
def draft(akimat, moderator, specialist, at):
    return make.opened(akimat, moderator, at, author=specialist)


def page(draft: Draft, rest: str = "") -> str:
    return f"{BASE}{draft.pk}/{rest}"


def in_state(draft: Draft, state: str) -> Draft:
    """Moved there by its days, as the clock would."""
    today = timezone.localdate()
    is_over = state == DraftStatus.ANSWERING
    draft.closes_on = today + timedelta(days=-1 if is_over else 20)
    draft.answers_on = today + timedelta(days=30)
    draft.status = DraftStatus.OPEN if is_over else state
    draft.closed_at = timezone.now() if state == DraftStatus.CLOSED else None
    draft.save()
    return draft


PUBLIC = ("", "remarks/", "remarks.csv", "remarks.docx", "versions/", "whole/")
ASKED = ("desk/", "answers/", "open/", "extend/", "close/")
# What each may see while the draft is prepared, open, being answered and closed: the public pages,
# then the desk, the queue, opening, extending and closing, by the first letter of who may.
NOBODY = {"draft": "", "open": "p", "answering": "p", "closed": "p"}
TABLE = [
    ("visitor", NOBODY),
    ("resident", NOBODY),
    ("foreign_moderator", NOBODY),
    ("observer", {**NOBODY, "draft": "p"}),
    ("specialist", {"draft": "pd", "open": "pda", "answering": "pda", "closed": "pda"}),
    ("moderator", {"draft": "pdo", "open": "pdae", "answering": "pdac", "closed": "pda"}),
]


@pytest.mark.parametrize(("who", "allowed"), TABLE)
def test_who_sees_which_page(signed_in, member, draft, who, allowed) -> None:
    client = signed_in(member(who))
    seen = {}
    for state in allowed:
        in_state(draft, state)
        public = {client.get(page(draft, rest)).status_code for rest in PUBLIC}
        assert len(public) == 1
        letters = "p" if public == {200} else ""
        for rest, letter in zip(ASKED, "daoec", strict=True):
            letters += letter if client.get(page(draft, rest)).status_code == 200 else ""
        seen[state] = letters
    assert seen == allowed


def test_foreign_akimat_does_not_have_it(client, draft, other_akimat) -> None:
    assert client.get(f"/en/abai/hearings/drafts/{draft.pk}/").status_code == 404


def test_reading_shows_paragraphs_and_counts(signed_in, draft, resident, at) -> None:
    make.said(draft, resident, at)
    text = signed_in(None).get(page(draft) + "?text=ru").content.decode()
    assert 'id="p2"' in text
    assert "Автобус ходит два раза в день." in text
    assert re.search(r'1 remark<span class="vh">, § 2', text)
    both = signed_in(None).get(page(draft) + "?text=both").content.decode()
    assert "Автобус күніне екі рет жүреді." in both
    assert "Автобус ходит два раза в день." in both


def test_out_of_step_is_public(client, draft, moderator, at) -> None:
    make.published(draft, "ru", make.RUSSIAN + "\n1.4. Новое слово о зиме.", moderator, at)
    text = client.get(page(draft)).content.decode()
    assert "The two languages are out of step." in text
    assert "The Russian text has a newer version than the Kazakh one." in text
    assert '<a href="#p5">§ 5</a>' in text
    assert "In Russian only" in text


def test_remark_is_written_through_its_form(signed_in, draft, resident) -> None:
    client = signed_in(resident)
    paragraph = draft.paragraphs.get(number="2")
    address = page(draft, f"p/{paragraph.pk}/?text=ru")
    assert 'name="suggestion"' in client.get(address).content.decode()
    long = "а" * 2001
    bad = client.post(address, {"text": long, "suggestion": "Моя редакция"})
    assert bad.status_code == 422
    assert long in bad.content.decode()
    assert "Моя редакция" in bad.content.decode()
    sent = client.post(address, {"text": "Три раза.", "suggestion": "Автобус ходит три раза."})
    remark = Remark.objects.get()
    assert sent.url.endswith(f"?text=ru#r{remark.pk}")
    assert (remark.language, remark.paragraph) == ("ru", paragraph)
    shown = client.get(address).content.decode()
    assert '<del><span class="vh">removed: </span>два' in shown.replace("\n", "")


def test_remark_inside_the_document_is_a_fragment(signed_in, draft, resident) -> None:
    client = signed_in(resident)
    address = page(draft, f"p/{draft.paragraphs.get(number='2').pk}/")
    assert b"<html" not in client.get(address, headers=HTMX).content
    sent = client.post(address, {"text": "Үш рет жүрсін."}, headers=HTMX)
    assert sent.status_code == 200
    assert "Your remark is public." in sent.content.decode()
    assert "HX-Request" in sent["Vary"]
    assert Remark.objects.get().language == "kk"
    bad = client.post(address, {"text": ""}, headers=HTMX)
    assert (bad.status_code, b"<html" in bad.content) == (422, False)


def test_visitor_is_asked_to_sign_in_and_cannot_post(client, draft) -> None:
    address = page(draft, "whole/")
    assert "Sign in to write a remark" in client.get(address).content.decode()
    assert client.post(address, {"text": "x"}).status_code == 404


def test_agreeing_works_with_and_without_scripts(signed_in, draft, resident, neighbour, at):
    remark = make.said(draft, resident, at)
    client = signed_in(neighbour)
    address = page(draft, f"remarks/{remark.pk}/agree/")
    assert client.post(address).url == page(draft, f"p/{remark.paragraph_id}/#r{remark.pk}")
    assert remark.agreements.count() == 1
    part = client.post(address, {"undo": "1"}, headers=HTMX).content.decode()
    assert part.lstrip().startswith(f'<article class="reply remark" id="r{remark.pk}">')
    assert remark.agreements.count() == 0
    assert signed_in(None).post(address).status_code == 302


def test_own_remark_is_changed_on_its_page(signed_in, draft, resident, neighbour, at) -> None:
    remark = make.said(draft, resident, at)
    address = page(draft, f"remarks/{remark.pk}/edit/")
    assert signed_in(neighbour).get(address).status_code == 404
    client = signed_in(resident)
    assert client.post(address, {"text": ""}).status_code == 422
    client.post(address, {"text": "Четыре раза."})
    remark.refresh_from_db()
    assert remark.text == "Четыре раза."


def test_text_goes_from_paste_to_publication(signed_in, akimat, moderator, at) -> None:
    client = signed_in(moderator)
    fields = {"kind": "budget", "author": moderator.pk}
    for name in ("title", "summary", "office"):
        fields |= {f"{name}_{code}": f"{name} {code}" for code in ("kk", "ru", "en")}
    empty = client.post(BASE + "new/", {**fields, "title_ru": ""})
    assert (empty.status_code, "title kk" in empty.content.decode()) == (422, True)
    desk = client.post(BASE + "new/", fields).url
    draft = Draft.objects.get()
    assert desk == page(draft, "desk/")
    both = {"language": "kk", "pasted": "Бір.", "file": SimpleUploadedFile("a.docx", b"PK")}
    assert client.post(page(draft, "versions/new/"), both).status_code == 422
    for code, text in (("kk", make.KAZAKH), ("ru", make.RUSSIAN)):
        preview = client.post(page(draft, "versions/new/"), {"language": code, "pasted": text}).url
        version = DraftVersion.objects.get(language=code)
        row = version.passages.last()
        assert f'id="w{row.pk}"' in client.get(preview).content.decode()
        matches = client.post(preview, {"go_on": "1"}).url
        assert client.get(matches).status_code == 200
        assert client.post(matches).url == desk
    opening = client.get(page(draft, "open/")).content.decode()
    day = re.search(r'name="closes_on" value="([\d-]+)"', opening)
    assert day is not None
    short = {"closes_on": (timezone.localdate() + timedelta(days=2)).isoformat()}
    assert client.post(page(draft, "open/"), short).status_code == 422
    assert client.post(page(draft, "open/"), {"closes_on": day[1]}).url == page(draft)
    draft.refresh_from_db()
    assert draft.status == DraftStatus.OPEN


def test_docx_is_kept_and_given_back(signed_in, akimat, moderator, at) -> None:
    draft = make.prepared(akimat, moderator, at)
    out = BytesIO()
    document = Document()
    document.add_heading("Жалпы", 1)
    document.add_paragraph("Мәтін.")
    document.save(out)
    client = signed_in(moderator)
    upload = SimpleUploadedFile("жоба.docx", out.getvalue())
    client.post(page(draft, "versions/new/"), {"language": "kk", "file": upload})
    version = DraftVersion.objects.get()
    assert (version.source, version.passages.count()) == ("docx", 2)
    address = page(draft, f"versions/{version.pk}/file/")
    assert client.get(address).status_code == 404
    operations.publish_version(version=version, actor=moderator, at=at)
    answer = client.get(address)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == out.getvalue()


def test_preview_buttons_tidy(signed_in, akimat, moderator, at) -> None:
    draft = make.prepared(akimat, moderator, at)
    version = make.version_in_work(draft, "kk", "Бір\nекі\nүш", moderator, at)
    first, second, third = version.passages.order_by("position")
    client = signed_in(moderator)
    address = page(draft, f"versions/{version.pk}/")
    assert client.post(address, {"join": second.pk}).url == f"{address}#w{first.pk}"
    client.post(address, {"drop": third.pk})
    edit = f"{address}passages/{first.pk}/"
    fields = {"kind": "text", "level": 1, "label": ""}
    assert client.post(edit, {**fields, "text": " "}).status_code == 422
    client.post(edit, {**fields, "text": "Бір\n\nекі"})
    assert [row.text for row in queries.passages(version)] == ["Бір", "екі"]
    assert client.post(address, {"discard": "1"}).url == page(draft, "desk/")
    assert not DraftVersion.objects.exists()


def test_match_is_mended_on_its_page(signed_in, draft, moderator, at) -> None:
    text = make.RUSSIAN.replace("1.2. Проезд стоит 110 тенге.", "1.2. Оплата только картой.")
    version = make.version_in_work(draft, "ru", text, moderator, at)
    operations.propose_matches(version=version)
    row = version.passages.get(text="Оплата только картой.")
    client = signed_in(moderator)
    address = page(draft, f"versions/{version.pk}/matches/{row.pk}/")
    third = draft.paragraphs.get(number="3")
    assert f'value="{third.pk}"' in client.get(address).content.decode()
    assert client.post(address, {"paragraph": "999"}).status_code == 422
    client.post(address, {"paragraph": third.pk})
    row.refresh_from_db()
    assert row.paragraph == third


def test_answering_goes_from_one_to_the_next(
    signed_in, draft, specialist, resident, second_resident, neighbour, at
) -> None:
    for number, person in enumerate((resident, second_resident)):
        make.said(draft, person, at + timedelta(seconds=number), "Сделайте три  рейса!")
    other = make.said(draft, neighbour, at + timedelta(seconds=5), "О другом", passage=None)
    first, second = Remark.objects.order_by("pk")[:2]
    client = signed_in(specialist)
    address = page(draft, f"answers/write/?r={first.pk}")
    shown = client.get(address).content.decode()
    assert re.search(rf'value="{second.pk}" id="a{second.pk}" checked', shown)
    fields = {"decision": "partly", "answer": "Два с половиной.", "language": "ru"}
    bad = client.post(address, {**fields, "decision": ""})
    assert (bad.status_code, "Два с половиной." in bad.content.decode()) == (422, True)
    following = client.post(address, {**fields, "also": [second.pk]})
    assert following.url == page(draft, f"answers/write/?r={other.pk}&order=oldest")
    assert Remark.objects.filter(answer="Два с половиной.").count() == 2
    again = client.post(address, {**fields, "answer": "Три."})
    assert again.url == page(draft, f"p/{first.paragraph_id}/#r{first.pk}")
    assert client.post(following.url, fields).url == page(draft, "answers/")
    assert "No remark waits for an answer" in client.get(page(draft, "answers/")).content.decode()


def test_several_are_answered_together(signed_in, draft, specialist, resident, at) -> None:
    rows = [make.said(draft, resident, at, f"Замечание {n}") for n in range(3)]
    client = signed_in(specialist)
    asked = "&".join(f"r={one.pk}" for one in rows[:2])
    fields = {"decision": "rejected", "answer": "Нет денег.", "language": "ru"}
    client.post(page(draft, f"answers/write/?{asked}"), fields)
    assert Remark.objects.filter(decision="rejected").count() == 2


def test_hiding_shows_the_reason_in_its_place(
    signed_in, draft, moderator, specialist, resident, at
):
    remark = make.said(draft, resident, at, "Грубое слово")
    address = page(draft, f"remarks/{remark.pk}/hide/")
    assert signed_in(specialist).get(address).status_code == 404
    client = signed_in(moderator)
    assert client.post(address, {"reason_kk": "Балағат", "reason_ru": ""}).status_code == 422
    client.post(address, {"reason_kk": "Балағат", "reason_ru": "Брань", "reason_en": "Abuse"})
    for rest in ("remarks/", f"remarks/{remark.pk}/", "remarks.csv"):
        text = signed_in(None).get(page(draft, rest)).content.decode()
        assert "Грубое слово" not in text
        assert "Abuse" in text
    signed_in(moderator).post(address)
    assert "Грубое слово" in signed_in(None).get(page(draft, "remarks/")).content.decode()


def test_table_filters_by_state_and_paragraph(client, draft, specialist, resident, at) -> None:
    first = make.said(draft, resident, at, "Первое")
    make.said(draft, resident, at, "Второе", passage=make.passage(draft, "3"))
    make.answered(draft, first, specialist, at)

    def shown(query: str) -> list[str]:
        text = client.get(page(draft, f"remarks/?{query}")).content.decode()
        return [word for word in ("Первое", "Второе") if word in text]

    assert shown("") == ["Первое", "Второе"]
    assert shown("state=waiting") == shown("paragraph=3") == ["Второе"]
    assert shown("state=accepted") == ["Первое"]
    assert shown("state=rejected&paragraph=2") == []
    assert shown("paragraph=abc") == ["Первое", "Второе"]


def test_csv_and_docx_carry_every_remark(client, draft, specialist, resident, at) -> None:
    remark = make.said(draft, resident, at, "=1+1", suggestion="Автобус ходит всегда.")
    make.answered(draft, remark, specialist, at)
    body = client.get(page(draft, "remarks.csv")).content.decode("utf-8-sig")
    [header, line] = csv.reader(StringIO(body))
    assert header[:5] == ["No.", "Paragraph", "Written", "Author", "Remark"]
    assert line[1] == "2"
    assert line[4:6] == ["'=1+1", "Автобус ходит всегда."]
    assert line[7:9] == ["accepted", "Приняли."]
    document = Document(BytesIO(client.get(page(draft, "remarks.docx")).content))
    [table] = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    cell = table.rows[1].cells[5].paragraphs[0].runs[0]
    assert cell.text == "Автобус ходит всегда."
    assert cell._r.rPr.find(qn("w:lang")).get(qn("w:val")) == "ru-RU"
    assert document.core_properties.language == "en-GB"


def test_versions_are_compared(client, draft, moderator, at) -> None:
    assert client.get(page(draft, "compare/")).status_code == 404
    make.published(draft, "ru", make.RUSSIAN.replace("два", "три"), moderator, at)
    text = client.get(page(draft, "compare/")).content.decode()
    assert "<ins>" in text
    assert "1 changed" in text
    read = client.get(page(draft) + "?text=ru").content.decode()
    assert re.findall(r"(Changed in version 2|New in version 2)<.*?, § ([\d-]+)", read) == [
        ("Changed in version 2", "2")
    ]


def test_front_page_work_and_places_know_it(
    rf, signed_in, akimat, draft, specialist, resident, district, other_district, at
) -> None:
    make.said(draft, resident, at)
    draft.territory = district
    draft.save()
    text = signed_in(None).get("/en/pavlodar/hearings/").content.decode()
    assert "Drafts under discussion" in text
    request = rf.get("/")
    request.user = specialist
    [waiting] = [
        one for one in sections.work(request, akimat, at) if one.count and "drafts" in one.url
    ]
    assert (waiting.count, waiting.late) == (1, 0)

    def near(*places: Territory) -> list[str]:
        return [row.title for row in near_rows(akimat, places, at)]

    assert near(district, akimat.territory) == near() == ["Bus programme"]
    assert near(other_district, akimat.territory) == []


@pytest.mark.parametrize("rest", ["", "remarks/", "whole/"])
def test_remarks_cost_no_more_queries(client, draft, resident, at, rest: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(page(draft, rest)).status_code == 200
        return len(caught)

    make.said(draft, resident, at, "Первое", passage=None, suggestion="")
    make.said(draft, resident, at, "Другое")
    few = cost()
    for n in range(3):
        make.said(draft, resident, at, f"Ещё {n}", passage=None)
        make.said(draft, resident, at, f"Тут {n}", suggestion="Иначе.")
    assert cost() == few


def test_list_costs_no_more_queries(client, akimat, draft, moderator, at) -> None:
    with CaptureQueriesContext(connection) as one:
        client.get(BASE)
    for _n in range(2):
        make.opened(akimat, moderator, at)
    with CaptureQueriesContext(connection) as three:
        client.get(BASE)
    assert len(one) == len(three)


def test_long_document_is_light_and_quick(client, akimat, moderator, resident, at) -> None:
    draft = make.prepared(akimat, moderator, at)
    words = make.RUSSIAN.split()
    lines = [
        f"{n}. "
        + " ".join(words[(n * 7 + m * 3) % len(words)] + str((n * m) % 97) for m in range(45))
        for n in range(1, 401)
    ]
    for code in ("kk", "ru"):
        make.published(draft, code, "\n".join(lines), moderator, at)
    operations.open_discussion(
        draft=draft, closes_on=at.date() + timedelta(days=40), actor=moderator, at=at
    )
    with CaptureQueriesContext(connection) as caught:
        body = client.get(page(draft)).content
    assert len(caught) <= 12
    assert body.count(b'class="para ') == 400
    assert len(gzip.compress(body)) < 100_000


def test_shorter_period_and_outcome_are_public(client, akimat, moderator, at) -> None:
    draft = make.ready(akimat, moderator, at)
    operations.open_discussion(
        draft=draft,
        closes_on=timezone.localdate(at) + timedelta(days=3),
        short_reason=make.texts("Flood"),
        actor=moderator,
        at=at,
    )
    assert (
        "The discussion is shorter than the rules ask." in client.get(page(draft)).content.decode()
    )
    Draft.objects.filter(pk=draft.pk).update(
        closes_on=date(2026, 1, 5), answers_on=date(2026, 1, 20)
    )
    assert "Answers are overdue since 20" in client.get(page(draft)).content.decode()
    draft.refresh_from_db()
    operations.close_discussion(
        draft=draft, outcome=make.texts("Three trips"), actor=moderator, at=at
    )
    assert "What changed thanks to you" in client.get(page(draft)).content.decode()
