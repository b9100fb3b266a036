"""The wizard in a browser without scripts: every page, its mistakes, and the way back."""

import contextlib
import zipfile
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse

from commons.proposals import operations
from commons.proposals.completeness import STEPS
from commons.proposals.enums import ProposalStatus
from commons.proposals.errors import ProposalError
from commons.proposals.models import Proposal, Support
from tests.factories.proposals import CLOSES, DURING
from tests.fixtures.proposals import REASON

S = ProposalStatus
KAZAKH = {
    "title": {"title": "№14 мектепке баратын жолды жарықтандыру", "language": "kk"},
    "text": {"problem": "Көше қараңғы, балалар қорқады.", "description": "12 шам орнату керек."},
    "place": {"address": "Абай көшесі, 7"},
    "cost": {"cost_tenge": "4 800 000 ₸", "estimate": "Бір шам 400 000 ₸."},
    "gain": {"beneficiaries": "Мектеп оқушылары"},
}


@pytest.fixture(autouse=True)
def in_the_call():
    """The clock stands inside the call, and the pages are in Kazakh."""
    from django.utils import translation

    with time_machine.travel(DURING, tick=False), translation.override("kk"):
        yield


def start(p):
    return reverse("proposals:start", args=[p.akimat.slug, p.call.slug])


def at_step(p, step, proposal=None):
    proposal = proposal or Proposal.objects.get(author=p.author)
    return reverse("proposals:step", args=[p.akimat.slug, p.call.slug, proposal.pk, step])


def answers(p, step):
    if step == "kind":
        return {"category": p.category.pk, "territory": p.district.pk}
    return KAZAKH.get(step, {})


def draft(p, **fields):
    return p.proposal(status=S.DRAFT, submitted_at=None, **fields)


def test_wizard_leads_from_start_to_submission(proposing, client):
    p = proposing
    client.force_login(p.author)
    response = client.post(start(p))
    for step in ("title", "text", "kind", "place", "cost", "files", "gain"):
        assert response.status_code == 302
        assert response["Location"] == at_step(p, step)
        assert client.get(response["Location"]).status_code == 200
        response = client.post(response["Location"], answers(p, step))
    assert response["Location"] == at_step(p, "check")
    page = client.get(response["Location"]).content.decode()
    for said in ("№14 мектепке", "Көше қараңғы", "12 шам", "4\u00a0800\u00a0000", "Абай көшесі, 7"):
        assert said in page
    response = client.post(at_step(p, "check"))
    sent = Proposal.objects.get()
    assert response["Location"].endswith(f"/{sent.pk}/submitted/")
    assert str(sent.pk) in client.get(response["Location"]).content.decode()
    assert (sent.status, sent.submitted_at, sent.language) == (S.SUBMITTED, DURING, "kk")
    assert (sent.cost_tenge, sent.territory, sent.category) == (4_800_000, p.district, p.category)


def test_start_sends_a_visitor_to_sign_in_and_back(proposing, client):
    p = proposing
    page = client.get(start(p)).content.decode()
    assert f"{reverse('account_login')}?next={start(p)}" in page
    response = client.post(start(p))
    assert response["Location"] == f"{reverse('account_login')}?next={start(p)}"
    assert not Proposal.objects.exists()


def test_start_explains_verification_and_lets_one_write(proposing, client):
    p = proposing
    client.force_login(p.unverified)
    assert reverse("people:verify") in client.get(start(p)).content.decode()
    client.post(start(p))
    mine = Proposal.objects.get(author=p.unverified)
    step = reverse("proposals:step", args=[p.akimat.slug, p.call.slug, mine.pk, "title"])
    client.post(step, KAZAKH["title"])
    mine.refresh_from_db()
    assert mine.title == KAZAKH["title"]["title"]


def test_check_refuses_the_unverified_and_keeps_everything(proposing, client):
    p = proposing
    mine = draft(p, author=p.unverified)
    client.force_login(p.unverified)
    response = client.post(at_step(p, "check", mine))
    assert response.status_code == 422
    assert reverse("people:verify") in response.content.decode()
    mine.refresh_from_db()
    assert (mine.status, mine.title) == (S.DRAFT, mine.title)


def test_start_goes_on_at_the_first_page_that_is_missing(proposing, client):
    p = proposing
    draft(p, description="")
    client.force_login(p.author)
    assert client.post(start(p))["Location"] == at_step(p, "text")


def test_start_is_closed_outside_the_call(proposing, client):
    p = proposing
    client.force_login(p.author)
    with time_machine.travel(CLOSES, tick=False):
        assert '<button class="btn">' not in client.get(start(p)).content.decode()
        assert client.post(start(p))["Location"] == start(p)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ("title", {"title": "қысқа", "language": "kk"}),
        ("title", {"title": "Дұрыс тақырып мұнда", "language": "xx"}),
        ("text", {"problem": "Бар.", "description": ""}),
        ("text", {"problem": "x" * 2001, "description": "Бар."}),
        ("kind", {"category": "999999", "territory": ""}),
        ("place", {"address": ""}),
        ("place", {"address": "Бар", "latitude": "52.3"}),
        ("place", {"address": "Бар", "latitude": "48.85", "longitude": "2.35"}),
        ("place", {"address": "Бар", "latitude": "nan", "longitude": "inf"}),
        ("cost", {"cost_tenge": "көп"}),
        ("cost", {"cost_tenge": "0"}),
        ("gain", {"beneficiaries": " "}),
    ],
)
def test_step_with_a_mistake_says_so_and_keeps_what_was_typed(proposing, client, step, wrong):
    p = proposing
    mine = draft(p)
    client.force_login(p.author)
    response = client.post(at_step(p, step), wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'class="errors' in page
    for typed in wrong.values():
        if typed.strip() and typed not in ("xx", "999999"):
            assert typed in page
    after = Proposal.objects.get()
    assert (after.title, after.description, after.cost_tenge) == (
        mine.title, mine.description, mine.cost_tenge,
    )  # fmt: skip


def test_place_takes_a_point_without_an_address(proposing, client):
    p = proposing
    draft(p, address="")
    client.force_login(p.author)
    point = {"address": "", "latitude": "52,28712", "longitude": " 76.9671"}
    assert client.post(at_step(p, "place"), point).status_code == 302
    mine = Proposal.objects.get()
    assert (mine.latitude, mine.longitude) == (52.28712, 76.9671)


def test_cost_above_the_limit_of_the_call_is_refused(proposing, client):
    p = proposing
    p.call.max_cost_tenge = 5_000_000
    p.call.save()
    draft(p)
    client.force_login(p.author)
    assert client.post(at_step(p, "cost"), {"cost_tenge": "5000001"}).status_code == 422
    assert client.post(at_step(p, "cost"), {"cost_tenge": "5000000"}).status_code == 302


def test_kind_offers_the_places_of_the_call_only(proposing, client):
    p = proposing
    draft(p)
    client.force_login(p.author)
    foreign = {"category": p.category.pk, "territory": p.foreign_akimat.territory.pk}
    assert client.post(at_step(p, "kind"), foreign).status_code == 422


def test_title_like_another_shows_it_before_going_on(proposing, client):
    p = proposing
    there = p.proposal(author=p.resident, language="kk", title="№14 мектеп жолына жарық орнату")
    draft(p, title="")
    client.force_login(p.author)
    response = client.post(at_step(p, "title"), KAZAKH["title"])
    assert response["Location"] == at_step(p, "similar")
    page = client.get(response["Location"]).content.decode()
    assert there.title in page
    assert at_step(p, "text") in page
    # Whoever has seen it beside the title goes straight on.
    Proposal.objects.filter(author=p.author).update(title="")
    seen = {**KAZAKH["title"], "seen": [there.pk]}
    assert client.post(at_step(p, "title"), seen)["Location"] == at_step(p, "text")


def test_support_this_one_instead_keeps_the_draft(proposing, client):
    p = proposing
    there = p.proposal(author=p.resident)
    draft(p)
    client.force_login(p.author)
    here = reverse("proposals:support", args=[p.akimat.slug, p.call.slug, there.pk])
    response = client.post(here, {"instead": "1", "title": "Басқа"}, follow=True)
    assert response.status_code == 200
    assert Support.objects.get().proposal == there
    assert Proposal.objects.get(author=p.author).status == S.DRAFT


def test_similar_fragment_answers_while_the_title_is_typed(proposing, client):
    p = proposing
    there = p.proposal(author=p.resident, title="Освещение дороги к школе № 14")
    here = reverse("proposals:similar", args=[p.akimat.slug, p.call.slug])
    page = client.get(here, {"title": "осветить дорогу до школы 14"}).content.decode()
    assert there.title in page
    assert "<html" not in page
    assert there.title not in client.get(here, {"title": "Каток зимой"}).content.decode()
    for own in ("²", "9" * 40, "x", str(there.pk)):
        hostile = {"title": "осветить дорогу %_\\", "own": own}
        assert client.get(here, hostile).status_code == 200


def test_edit_from_the_answers_returns_there(proposing, client):
    p = proposing
    draft(p)
    client.force_login(p.author)
    assert f"{at_step(p, 'gain')}?from=check" in client.get(at_step(p, "check")).content.decode()
    page = client.get(at_step(p, "gain"), {"from": "check"}).content.decode()
    assert '<input type="hidden" name="from" value="check">' in page
    assert f'href="{at_step(p, "check")}"' in page
    answer = {"beneficiaries": "Барлығы", "from": "check"}
    assert client.post(at_step(p, "gain"), answer)["Location"] == at_step(p, "check")


@pytest.mark.parametrize("step", STEPS)
def test_step_belongs_to_its_author(proposing, client, step):
    p = proposing
    mine = draft(p)
    here = at_step(p, step, mine)
    assert reverse("account_login") in client.get(here)["Location"]
    for other in (p.resident, p.moderator):
        client.force_login(other)
        assert client.get(here).status_code == 404
        assert client.post(here, {"title": "Басқа тақырып"}).status_code == 404
    client.force_login(p.author)
    assert client.get(here).status_code == 200
    assert client.get(here.replace("/pavlodar/", "/astana/")).status_code == 404


def test_step_that_does_not_exist_is_404(proposing, client):
    p = proposing
    draft(p)
    client.force_login(p.author)
    assert client.get(at_step(p, "everything")).status_code == 404


def test_step_is_closed_once_submitted_and_open_again_when_returned(proposing, client):
    p = proposing
    sent = p.proposal(status=S.SUBMITTED)
    client.force_login(p.author)
    assert client.get(at_step(p, "text", sent)).status_code == 302
    operations.return_for_correction(proposal=sent, reason=REASON, actor=p.moderator, at=DURING)
    page = client.get(at_step(p, "check", sent)).content.decode()
    assert REASON["kk"] in page
    client.post(at_step(p, "text", sent), KAZAKH["text"])
    assert client.post(at_step(p, "check", sent)).status_code == 302
    sent.refresh_from_db()
    assert (sent.status, sent.problem) == (S.SUBMITTED, KAZAKH["text"]["problem"])


# --- pictures and documents ---


def pdf(name="смета.pdf", data=b"%PDF-1.7 text"):
    file = BytesIO(data)
    file.name = name
    return file


def test_files_are_kept_and_pictures_described(proposing, client, photo):
    p = proposing
    mine = draft(p)
    client.force_login(p.author)
    response = client.post(at_step(p, "files"), {"images": [photo()], "documents": [pdf()]})
    assert response["Location"] == at_step(p, "files")
    image, document = mine.attachments.order_by("kind").reverse()
    assert (image.content_type, image.width, document.name) == ("image/webp", 60, "смета.pdf")
    response = client.post(at_step(p, "files"), {f"alt_{image.pk}": "Қараңғы көше"})
    assert response["Location"] == at_step(p, "gain")
    image.refresh_from_db()
    assert image.alt == "Қараңғы көше"


def test_files_error_loses_nothing_else(proposing, client, photo):
    p = proposing
    mine = draft(p)
    client.force_login(p.author)
    client.post(at_step(p, "files"), {"images": [photo("first.jpg")]})
    first = mine.attachments.get()
    bad = BytesIO(b"<svg onload=alert(1)>")
    bad.name = "evil.png"
    sent = {
        f"alt_{first.pk}": "Сөздер сақталады",
        "images": [bad, photo("second.jpg")],
        "documents": [pdf("virus.pdf", b"MZ\x90\x00 not a document")],
    }
    response = client.post(at_step(p, "files"), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "evil.png" in page
    assert "virus.pdf" in page
    assert "Сөздер сақталады" in page
    assert sorted(mine.attachments.values_list("name", "alt")) == [
        ("first.jpg", "Сөздер сақталады"), ("second.jpg", ""),
    ]  # fmt: skip


def test_files_have_limits(proposing, client, photo):
    p = proposing
    mine = draft(p)
    client.force_login(p.author)
    response = client.post(at_step(p, "files"), {"images": [photo() for _ in range(7)]})
    assert response.status_code == 422
    assert mine.attachments.count() == operations.MAX_IMAGES
    response = client.post(at_step(p, "files"), {"documents": [pdf() for _ in range(4)]})
    assert response.status_code == 422
    assert mine.attachments.filter(kind="document").count() == operations.MAX_DOCUMENTS


def test_file_can_be_removed_and_is_deleted(
    proposing, client, photo, django_capture_on_commit_callbacks
):
    p = proposing
    mine = draft(p)
    client.force_login(p.author)
    client.post(at_step(p, "files"), {"images": [photo()]})
    image = mine.attachments.get()
    storage, names = image.file.storage, (image.file.name, image.thumbnail.name)
    assert all(storage.exists(name) for name in names)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at_step(p, "files"), {"remove": image.pk})
    assert not mine.attachments.exists()
    assert not any(storage.exists(name) for name in names)


def test_file_of_another_proposal_cannot_be_removed(proposing, client, photo):
    p = proposing
    other = p.proposal(author=p.resident, status=S.DRAFT)
    image = operations.add_image(proposal=other, upload=photo(), actor=p.resident, at=DURING)
    draft(p)
    client.force_login(p.author)
    client.post(at_step(p, "files"), {"remove": image.pk})
    assert other.attachments.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.pdf", b"<html>%PDF-1.7</html>"),
        ("macro.docx", b"PK\x03\x04 broken archive"),
        ("tool.exe", b"MZ\x90\x00"),
        ("empty.pdf", b""),
    ],
)
def test_documents_are_told_by_their_content(proposing, name, data):
    from commons.proposals.errors import ProposalError

    p = proposing
    with pytest.raises(ProposalError) as caught:
        operations.add_document(
            proposal=draft(p), upload=pdf(name, data), actor=p.author, at=DURING
        )
    assert caught.value.code in ("document_type", "document_empty")
    assert name in caught.value.message


@pytest.mark.parametrize(
    ("parts", "accepted"),
    [
        ({"word/document.xml": b"<w/>"}, "wordprocessingml"),
        ({"xl/workbook.xml": b"<x/>"}, "spreadsheetml"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "opendocument"),
        ({"mimetype": b"application/epub+zip"}, None),
        ({"word/document.xml": b"<w/>", "word/vbaProject.bin": b"macro"}, None),
        ({"readme.txt": b"hello"}, None),
    ],
)
def test_office_documents_are_told_by_their_parts(parts, accepted):
    import zipfile

    from commons.proposals.documents import check_document
    from commons.proposals.errors import ProposalError

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    if accepted:
        assert accepted in check_document(out, "file").content_type
    else:
        with pytest.raises(ProposalError):
            check_document(out, "file")


def test_documents_have_a_size_limit(settings):
    from commons.proposals.documents import check_document
    from commons.proposals.errors import ProposalError

    settings.DOCUMENT_MAX_BYTES = 1024 * 1024
    with pytest.raises(ProposalError) as caught:
        check_document(pdf(data=b"%PDF-" + b"x" * 1024 * 1024), "big.pdf")
    assert (caught.value.code, caught.value.params["limit"]) == ("document_size", 1)


# --- one's own ---


def test_mine_lists_drafts_to_go_on_with(proposing, client):
    p = proposing
    mine = draft(p)
    p.proposal(author=p.resident, title="Бөтен ұсыныс")
    here = reverse("proposals:mine", args=[p.akimat.slug])
    assert reverse("account_login") in client.get(here)["Location"]
    client.force_login(p.author)
    page = client.get(here).content.decode()
    assert mine.title in page
    assert start(p) in page
    assert "Бөтен ұсыныс" not in page


def test_withdraw_asks_first(proposing, client):
    p = proposing
    shown = p.proposal()
    here = reverse("proposals:withdraw", args=[p.akimat.slug, p.call.slug, shown.pk])
    client.force_login(p.resident)
    assert client.post(here).status_code == 404
    client.force_login(p.author)
    assert client.get(here).status_code == 200
    client.post(here)
    shown.refresh_from_db()
    assert shown.status == S.WITHDRAWN


def test_draft_can_be_deleted(proposing, client):
    p = proposing
    mine = draft(p)
    client.force_login(p.author)
    client.post(reverse("proposals:withdraw", args=[p.akimat.slug, p.call.slug, mine.pk]))
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_archives_are_refused_in_words(method):
    from commons.proposals.documents import check_document

    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text" * 3)
    for place in range(4, len(out.getvalue())):
        broken = bytearray(out.getvalue())
        broken[place] ^= 0xFF
        with contextlib.suppress(ProposalError):
            check_document(BytesIO(broken), "file.odt")
