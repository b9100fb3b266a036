"""Strengths, SWOT, trends and the library: who may do what, and what comes of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commons.audit.models import Entry
from edp.evidence import operations, queries
from edp.evidence.errors import EvidenceError
from edp.models import Asset, AssetRemark, LibraryEntry, LibraryLink, SwotItem, TrendNote
from tests.factories import edp_evidence as made
from tests.factories.edp import texts
from tests.fixtures.discovery import Discovery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

HERE = "/en/pavlodar/discovery/economy-2026"
LIBRARY = "/en/pavlodar/discovery/library"
ASSET = {
    "title": "Dry port", "text": "", "dimension": "geographic", "mobility": "immobile",
    "source": "Report, p. 2", "source_url": "", "territory": "", "language": "en",
}  # fmt: skip


def refused(code: str) -> object:
    return pytest.raises(EvidenceError, match=code)


def test_stakeholder_adds_a_strength_with_its_source(discovery: Discovery, signed_in) -> None:  # type: ignore[no-untyped-def]
    response = signed_in(discovery.people["biz"]).post(f"{HERE}/strengths/new/", ASSET)
    assert response.status_code == 302
    asset = Asset.objects.get()
    assert (asset.sector, asset.source) == ("biz", "Report, p. 2")
    assert Entry.objects.filter(verb="add_asset", subject_id=str(asset.pk)).exists()


def test_strength_without_source_loses_nothing(discovery: Discovery, signed_in) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(discovery.people["biz"])
    response = client.post(f"{HERE}/strengths/new/", {**ASSET, "source": " "})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say where the claim comes from." in page
    assert 'value="Dry port"' in page
    assert not Asset.objects.exists()


PAGES = ("strengths/new/", "trends/new/")


@pytest.mark.parametrize(
    ("who", "status"),
    [("gov", 200), ("biz", 200), ("sci", 200), ("civ", 200), ("moderator", 200),
     ("resident", 404), ("specialist", 404), ("foreign_moderator", 404)],
)  # fmt: skip
def test_people_with_a_seat_add(discovery: Discovery, signed_in, who: str, status: int) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(discovery.people[who])
    assert [client.get(f"{HERE}/{page}").status_code for page in PAGES] == [status, status]


def test_nothing_is_added_once_the_round_is_closed(discovery: Discovery) -> None:
    discovery.round.status = "closed"
    discovery.round.save()
    with refused("not_open"):
        operations.add_swot_item(
            round=discovery.round, quadrant="threat", text="x", language="en",
            actor=discovery.people["biz"], at=discovery.at,
        )  # fmt: skip


def disputed(discovery: Discovery) -> AssetRemark:
    asset = made.asset(discovery.round, discovery.people["biz"], discovery.at)
    return operations.remark_on_asset(
        asset=asset, kind="dispute", text="Full.", language="en",
        actor=discovery.people["sci"], at=discovery.at,
    )  # fmt: skip


def test_dispute_marks_the_strength_and_takes_an_answer(
    client: Client, discovery: Discovery
) -> None:
    remark = disputed(discovery)
    operations.answer_remark(
        remark=remark, text="Widened.", actor=discovery.people["biz"], at=discovery.at
    )
    assert "disputed by 1" in client.get(f"{HERE}/strengths/").content.decode()
    page = client.get(f"{HERE}/strengths/{remark.asset_id}/").content.decode()
    assert "Widened." in page
    assert "academia" in page
    assert "Seat sci" not in page


def test_one_standing_remark_each(discovery: Discovery) -> None:
    remark = disputed(discovery)
    again = {
        "asset": remark.asset, "kind": "support", "text": "Yes.", "language": "en",
        "actor": discovery.people["sci"], "at": discovery.at,
    }  # fmt: skip
    with refused("remark_stands"):
        operations.remark_on_asset(**again)
    operations.withdraw_remark(remark=remark, actor=discovery.people["sci"], at=discovery.at)
    assert operations.remark_on_asset(**again).kind == "support"
    with refused("own_asset"):
        operations.remark_on_asset(**{**again, "actor": discovery.people["biz"]})


def test_only_author_or_moderator_answers_and_withdraws(discovery: Discovery) -> None:
    remark = disputed(discovery)
    civ = discovery.people["civ"]
    with refused("not_yours"):
        operations.answer_remark(remark=remark, text="x", actor=civ, at=discovery.at)
    with refused("not_yours"):
        operations.withdraw_remark(remark=remark, actor=civ, at=discovery.at)
    with refused("not_yours"):
        operations.withdraw_asset(asset=remark.asset, reason="x", actor=civ, at=discovery.at)
    operations.withdraw_asset(
        asset=remark.asset, reason="Wrong", actor=discovery.people["moderator"], at=discovery.at
    )
    assert not queries.assets(discovery.round).exists()


def test_what_cannot_leave_comes_first(discovery: Discovery) -> None:
    author, at = discovery.people["biz"], discovery.at
    made.asset(discovery.round, author, at, mobility="mobile", title="Team")
    made.asset(discovery.round, author, at, title="River")
    assert [one.title for one in queries.assets(discovery.round)] == ["River", "Team"]


def test_author_is_the_first_supporter_and_each_counts_once(discovery: Discovery) -> None:
    at, people = discovery.at, discovery.people
    item = operations.add_swot_item(
        round=discovery.round, quadrant="weakness", text="Roads", language="en",
        actor=people["biz"], at=at,
    )  # fmt: skip
    for _twice in range(2):
        operations.set_support(item=item, supports=True, actor=people["sci"], at=at)
    assert queries.swot(discovery.round).get().support_count == 2
    with refused("no_seat"):
        operations.set_support(item=item, supports=True, actor=people["resident"], at=at)


def test_merging_keeps_the_words_and_counts_people_once(
    client: Client, discovery: Discovery
) -> None:
    at, people = discovery.at, discovery.people
    target = made.swot_item(discovery.round, people["biz"], at)
    double = made.swot_item(discovery.round, people["sci"], at, text="Engineers leave")
    operations.set_support(item=double, supports=True, actor=people["biz"], at=at)
    with refused("not_yours"):
        operations.merge_items(sources=[double], target=target, actor=people["biz"], at=at)
    operations.merge_items(sources=[double], target=target, actor=people["moderator"], at=at)
    row = queries.swot(discovery.round).get()
    assert (row.pk, row.support_count) == (target.pk, 2)
    assert "Engineers leave" in client.get(f"{HERE}/swot/").content.decode()
    with refused("gone"):
        operations.merge_items(sources=[double], target=target, actor=people["moderator"], at=at)


def test_swot_of_different_quarters_is_not_merged(discovery: Discovery) -> None:
    at, people = discovery.at, discovery.people
    one = made.swot_item(discovery.round, people["biz"], at)
    other = made.swot_item(discovery.round, people["biz"], at, quadrant="threat")
    for source, code in ((other, "other_quadrant"), (one, "same_item")):
        with refused(code):
            operations.merge_items(sources=[source], target=one, actor=people["moderator"], at=at)


def test_swot_is_written_supported_and_agreed_on_its_page(discovery: Discovery, signed_in) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(discovery.people["biz"])
    form = {"quadrant": "threat", "text": "Coal gets dearer", "language": "en"}
    assert client.post(f"{HERE}/swot/new/", form).status_code == 302
    assert client.post(f"{HERE}/swot/new/", {**form, "text": ""}).status_code == 422
    item = SwotItem.objects.get()
    client.post(f"{HERE}/swot/{item.pk}/act/", {"do": "unsupport"})
    assert not item.supports.exists()
    assert client.post(f"{HERE}/swot/{item.pk}/agree/", {"agreed": "1"}).status_code == 404
    signed_in(discovery.people["moderator"]).post(f"{HERE}/swot/{item.pk}/agree/", {"agreed": "1"})
    item.refresh_from_db()
    assert item.agreed_at is not None


def test_trend_is_added_changed_and_withdrawn(discovery: Discovery, signed_in) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(discovery.people["sci"])
    form = {
        "title": "Batteries", "text": "Cheap", "horizon_years": "5", "source": "IEA",
        "source_url": "", "language": "en",
    }  # fmt: skip
    assert client.post(f"{HERE}/trends/new/", form).status_code == 302
    note = TrendNote.objects.get()
    edit = f"{HERE}/trends/{note.pk}/edit/"
    assert client.post(edit, {**form, "horizon_years": "0"}).status_code == 422
    assert client.post(edit, {**form, "horizon_years": "9"}).status_code == 302
    assert signed_in(discovery.people["civ"]).get(edit).status_code == 404
    signed_in(discovery.people["sci"]).post(f"{HERE}/trends/{note.pk}/withdraw/")
    assert not queries.trends(discovery.round).exists()


def test_library_is_read_by_all_and_edited_by_its_own_moderators(
    discovery: Discovery, signed_in, client: Client, other_akimat
) -> None:  # type: ignore[no-untyped-def]
    theirs = made.entry(other_akimat, discovery.at)
    assert client.get(f"{LIBRARY}/{theirs.pk}/").status_code == 200
    moderator = signed_in(discovery.people["moderator"])
    assert moderator.get(f"{LIBRARY}/{theirs.pk}/edit/").status_code == 404
    assert moderator.post(f"{LIBRARY}/{theirs.pk}/withdraw/").status_code == 404
    with refused("not_yours"):
        operations.withdraw_entry(
            entry=theirs, actor=discovery.people["moderator"], at=discovery.at
        )
    data = {"area": "transport", "strength": "2", "source": "s", "source_url": ""}
    for name in ("title", "place", "tried", "result"):
        data |= {f"{name}_{code}": text for code, text in texts(name).items()}
    assert moderator.post(f"{LIBRARY}/new/", {**data, "title_ru": ""}).status_code == 422
    assert moderator.post(f"{LIBRARY}/new/", data).status_code == 302
    assert LibraryEntry.objects.get(area="transport").akimat == discovery.akimat
    assert signed_in(discovery.people["biz"]).get(f"{LIBRARY}/new/").status_code == 404


def test_library_is_searched_and_filtered(client: Client, discovery: Discovery) -> None:
    made.entry(discovery.akimat, discovery.at)
    made.entry(
        discovery.akimat,
        discovery.at,
        area="transport",
        strength=1,
        title_en="Bus",
        title_kk="Bus",
        title_ru="Bus",
    )

    def found(query: str) -> int:
        page = client.get(f"{LIBRARY}/?{query}").context["page"]
        return int(page.paginator.count)

    queries_ = ("", "q=bus", "q=limburg+small", "area=transport", "strength=2", "area=zz")
    assert [found(query) for query in queries_] == [2, 1, 1, 1, 1, 2]


def test_entry_is_linked_to_a_round_once(discovery: Discovery, signed_in) -> None:  # type: ignore[no-untyped-def]
    entry = made.entry(discovery.akimat, discovery.at)
    client = signed_in(discovery.people["biz"])
    form = {"round": discovery.round.pk, "why": "Lots are fair"}
    assert client.post(f"{LIBRARY}/{entry.pk}/link/", form).status_code == 302
    assert client.post(f"{LIBRARY}/{entry.pk}/link/", form).status_code == 422
    link = LibraryLink.objects.get()
    assert "Lots are fair" in client.get(f"{LIBRARY}/{entry.pk}/").content.decode()
    client.post(f"{LIBRARY}/{entry.pk}/links/{link.pk}/remove/")
    assert not LibraryLink.objects.exists()
    resident = signed_in(discovery.people["resident"])
    assert resident.post(f"{LIBRARY}/{entry.pk}/link/", form).status_code == 404


def test_formulas_in_files_are_harmless(client: Client, discovery: Discovery) -> None:
    made.asset(discovery.round, discovery.people["biz"], discovery.at, title="=1+1")
    made.swot_item(discovery.round, discovery.people["biz"], discovery.at, text="@x")
    assert "'=1+1" in client.get(f"{HERE}/strengths.csv").content.decode("utf-8-sig")
    assert "'@x" in client.get(f"{HERE}/swot.csv").content.decode("utf-8-sig")


@pytest.mark.parametrize("page", ["strengths/", "swot/", "trends/", "stages/evidence/"])
def test_number_of_queries_does_not_grow(client: Client, discovery: Discovery, page: str) -> None:
    counts = []
    for n in range(3):
        made.asset(discovery.round, discovery.people["biz"], discovery.at)
        made.swot_item(discovery.round, discovery.people["sci"], discovery.at)
        made.trend(discovery.round, discovery.people["civ"], discovery.at)
        if n != 1:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"{HERE}/{page}").status_code == 200
            counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["/kk", "/ru", "/en"])
def test_pages_render_in_three_languages(
    client: Client, discovery: Discovery, language: str
) -> None:
    remark = disputed(discovery)
    entry = made.entry(discovery.akimat, discovery.at)
    base = f"{language}/pavlodar/discovery"
    here = f"{base}/economy-2026"
    pages = [f"{here}/{name}/" for name in ("strengths", "swot", "trends")]
    pages += [f"{here}/strengths/{remark.asset_id}/", f"{base}/library/"]
    pages += [f"{base}/library/{entry.pk}/"]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
