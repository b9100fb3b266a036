"""Who sees which page of the plan, in which language, and how bad input is answered."""

import pytest
from django.utils import timezone

from edp.models import Action, ExAnte, Instrument, PlanPdf, Priority, Programme
from edp.plan import operations
from edp.plan.tasks import print_version
from tests.factories.edp import texts
from tests.factories.edp_plan import decided, instrument, programme, written
from tests.fixtures.discovery import Discovery, discovery_in

pytestmark = pytest.mark.django_db
BASE = "/en/pavlodar/discovery/economy-2026/plan"


@pytest.fixture
def planning(akimat, moderator, specialist, resident, foreign_moderator) -> Discovery:
    people = {
        "moderator": moderator,
        "specialist": specialist,
        "resident": resident,
        "foreign_moderator": foreign_moderator,
    }
    return discovery_in(akimat, "plan", people)


@pytest.fixture
def draft(planning, moderator):
    return written(planning.round, moderator, planning.at)


@pytest.fixture
def as_moderator(client, moderator):
    client.force_login(moderator)
    return client


def test_public_reads_that_there_is_no_plan(client, planning):
    answer = client.get(f"{BASE}/")
    assert answer.status_code == 200
    assert b"There is no plan yet" in answer.content


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_of_a_published_plan_opens(client, draft, planning, language):
    items = programme(planning.round, "Food", "Steel")
    draft.priorities[0].programme_items.add(items[0])
    draft.publish()
    draft.actions[0].instruments.add(instrument(planning.round))
    print_version(draft.publish().pk)
    base = BASE.replace("/en/", f"/{language}/")
    pages = ["/", "/programmes/", "/versions/", "/versions/1/", "/versions/compare/"]
    for page in [*pages, "/versions/1/plan.json"]:
        assert client.get(base + page).status_code == 200, page
    for code in ("kk", "ru", "en"):
        answer = client.get(f"{base}/versions/2/plan-{code}.pdf")
        assert answer["Content-Type"] == "application/pdf"
    register = f"/{language}/pavlodar/discovery/plan"
    assert client.get(f"{register}/programmes/").status_code == 200
    assert client.get(f"{register}/instruments/").status_code == 200


ROLES = ["", "resident", "foreign_moderator", "specialist", "moderator"]


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize(
    ("page", "allowed"),
    [
        ("draft/", {"specialist", "moderator"}),
        ("edit/", {"moderator"}),
        ("edit/vision/", {"moderator"}),
        ("edit/publish/", {"moderator"}),
        ("edit/challenge/new/", {"moderator"}),
        ("edit/action/{action}/", {"moderator"}),
        ("edit/action/{action}/ex-ante/", {"moderator"}),
        ("edit/action/{action}/approve/", {"moderator"}),
        ("edit/action/{action}/state/", {"moderator"}),
        ("edit/priority/{priority}/join/", {"moderator"}),
        ("edit/priority/{priority}/remove/", {"moderator"}),
    ],
)
def test_each_page_is_for_those_who_work_on_it(client, request, draft, who, page, allowed):
    path = page.format(action=draft.actions[0].pk, priority=draft.priorities[0].pk)
    if who:
        client.force_login(request.getfixturevalue(who))
    answer = client.get(f"{BASE}/{path}")
    stranger = 404 if who else 302  # a visitor is asked to sign in
    assert answer.status_code == (200 if who in allowed else stranger)


@pytest.mark.parametrize("stage", ["decision", "plan", "monitoring"])
def test_the_public_reads_the_plan_in_any_stage_once_it_is_published(
    client, akimat, moderator, stage
):
    planning = discovery_in(akimat, stage, {"moderator": moderator})
    made = written(planning.round, moderator, planning.at)
    assert b"The plan is being written" in client.get(f"{BASE}/").content
    assert client.get(f"{BASE}/versions/").status_code == 404
    assert client.get(f"{BASE}/programmes/").status_code == 404
    made.publish()
    assert b"Cold chains 1" in client.get(f"{BASE}/").content


def test_a_moderator_starts_the_plan_on_the_page(as_moderator, planning, moderator):
    assert as_moderator.post(f"{BASE}/start/").status_code == 422
    cards = decided(planning.round, moderator, planning.at)
    assert cards[0].proposal.title in as_moderator.get(f"{BASE}/start/").content.decode()
    assert as_moderator.post(f"{BASE}/start/").status_code == 302
    assert Priority.objects.count() == 2
    page = as_moderator.get(f"{BASE}/edit/").content.decode()
    # The public stands before “being written”, editors before a list of what is missing.
    assert "stand in the way of publishing" in page


def fields(form_page) -> dict:
    """What the form on the page would send as it stands."""
    form = form_page.context["form"]
    found = {}
    for bound in form:
        value = bound.value()
        if value is None or value is False:
            continue
        if isinstance(value, list):
            found[bound.html_name] = [str(getattr(one, "pk", one)) for one in value]
        else:
            found[bound.html_name] = str(getattr(value, "pk", value))
    return found


def test_an_action_is_written_and_nothing_else_of_it_changes(as_moderator, draft):
    action = draft.actions[0]
    path = f"{BASE}/edit/action/{action.pk}/"
    sent = {**fields(as_moderator.get(path)), "title_en": "Build two cold stores"}
    assert as_moderator.post(path, sent).status_code == 302
    changed = Action.objects.get(pk=action.pk)
    assert (changed.title_en, changed.title_kk) == ("Build two cold stores", action.title_kk)
    assert (changed.lead, changed.public_tenge) == (action.lead, action.public_tenge)
    assert (changed.starts_date, changed.version) == (action.starts_date, action.version + 1)


def test_the_slower_editor_sees_both_texts_and_loses_none(as_moderator, draft):
    path = f"{BASE}/edit/priority/{draft.priorities[0].pk}/"
    sent = fields(as_moderator.get(path))
    as_moderator.post(path, {**sent, "text_en": "Theirs was saved first."})
    answer = as_moderator.post(path, {**sent, "text_en": "Mine came later."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Theirs was saved first." in page
    assert "Mine came later.</textarea>" in page
    # The form now knows the newer version: saving again is a decision.
    again = {**sent, "text_en": "Both.", "version": answer.context["form"]["version"].value()}
    assert as_moderator.post(path, again).status_code == 302
    assert Priority.objects.get(pk=draft.priorities[0].pk).text_en == "Both."


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("edit/challenge/new/", {}),
        ("edit/challenge/new/", {"title_kk": "x" * 201}),
        ("edit/risk/new/", {"text_kk": "Тәуекел", "likelihood": "9", "impact": "1"}),
        ("edit/vision/", {"review_date": "soon"}),
        ("edit/action/{action}/", {"public_tenge": "much"}),
        ("edit/action/{action}/ex-ante/", {"users_now": "-1", "result": "go"}),
        ("edit/action/{action}/approve/", {}),
        ("edit/action/{action}/state/", {}),
        ("edit/action/{action}/state/", {"status": "stopped"}),
        ("edit/action/{action}/state/", {"status": "approved"}),
        ("edit/priority/{priority}/join/", {}),
        ("edit/priority/{priority}/remove/", {}),
    ],
)
def test_bad_input_is_answered_in_words(as_moderator, draft, path, sent):
    where = path.format(action=draft.actions[0].pk, priority=draft.priorities[0].pk)
    answer = as_moderator.post(f"{BASE}/{where}", sent)
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content


@pytest.mark.parametrize("under", ["", "?under=x", "?under=99999999999999999999", "?under=0"])
def test_an_objective_needs_a_priority_of_this_plan(as_moderator, draft, under):
    assert as_moderator.get(f"{BASE}/edit/objective/new/{under}").status_code == 404


def test_an_unknown_kind_of_row_does_not_exist(as_moderator, draft):
    assert as_moderator.get(f"{BASE}/edit/nonsense/new/").status_code == 404
    assert as_moderator.get(f"{BASE}/edit/nonsense/1/").status_code == 404


def test_the_check_and_the_approval_on_pages(as_moderator, draft):
    action = draft.actions[0]
    path = f"{BASE}/edit/action/{action.pk}"
    words = {
        f"{name}_{code}": "Words"
        for name in ("need", "users", "upkeep_payer", "alternatives", "conclusion")
        for code in ("kk", "ru")
    }
    figures = {"users_now": "12", "users_later": "30", "upkeep_tenge": "4 000 000"}
    sent = {**words, **figures, "result": "go", "version": "0"}
    assert as_moderator.post(f"{path}/ex-ante/", sent).status_code == 302
    assert ExAnte.objects.get().upkeep_tenge == 4_000_000
    assert as_moderator.post(f"{path}/approve/").status_code == 302
    assert Action.objects.get(pk=action.pk).status == "approved"


def test_a_translation_that_fell_behind_is_marked_for_readers(client, draft, moderator):
    row = draft.priorities[0]
    row.refresh_from_db()
    operations.change_row(
        plan=draft.plan,
        kind="priority",
        row=row,
        version=row.version,
        texts={
            "text": {**texts("Cold from field to shop."), "kk": "Жаңа мәтін."},
            "title": texts("Cold chains 1"),
        },
        values={},
        actor=moderator,
        at=timezone.now(),
    )
    draft.publish()
    note = "This translation is older than the original text."
    assert note in client.get(f"{BASE}/").content.decode()
    kazakh = client.get(BASE.replace("/en/", "/kk/") + "/").content.decode()
    assert "Жаңа мәтін." in kazakh
    assert "old-text" not in kazakh


def test_a_plan_is_published_on_the_page(as_moderator, draft):
    answer = as_moderator.post(f"{BASE}/edit/publish/", {"note_en": "The first"}, follow=True)
    assert "Version 1 is published" in answer.content.decode()
    assert PlanPdf.objects.count() == 3
    assert as_moderator.post(f"{BASE}/edit/publish/", {}).status_code == 422


def test_words_of_strangers_are_no_markup(client, draft):
    Priority.objects.update(title_en="<script>alert(1)</script>", text_en="<b>bold</b>")
    draft.publish()
    page = client.get(f"{BASE}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;bold" in page


def test_registers_are_kept_by_moderators_only(client, planning, moderator, specialist):
    base = "/en/pavlodar/discovery/plan"
    sent = {"title_kk": "Ваучер", "is_financial": "1", "url": "https://example.kz/"}
    client.force_login(specialist)
    assert client.post(f"{base}/instruments/new/", sent).status_code == 404
    client.force_login(moderator)
    assert client.post(f"{base}/instruments/new/", sent).status_code == 302
    made = Instrument.objects.get()
    assert (made.akimat, made.is_financial) == (planning.akimat, True)
    years = {"first_year": "2029", "last_year": "2025", "level": "national"}
    wrong = client.post(f"{base}/programmes/new/", {"title_kk": "Бағдарлама", **years})
    assert wrong.status_code == 422
    right = {"title_kk": "Бағдарлама", **years, "last_year": "2030"}
    assert client.post(f"{base}/programmes/new/", right).status_code == 302
    held = Programme.objects.get()
    item = {"title_kk": "Кластер", "kind": "cluster"}
    assert client.post(f"{base}/programmes/{held.pk}/items/new/", item).status_code == 302
    assert held.items.count() == 1
    assert client.post(f"{base}/instruments/{made.pk}/", {"remove": "1"}).status_code == 302
    assert not Instrument.objects.exists()


def test_registers_of_another_akimat_do_not_exist(client, planning, foreign_moderator):
    made = instrument(planning.round)
    client.force_login(foreign_moderator)
    slug = foreign_moderator.memberships.get().akimat.slug
    assert client.get(f"/en/{slug}/discovery/plan/instruments/{made.pk}/").status_code == 404
    assert client.get(f"/en/pavlodar/discovery/plan/instruments/{made.pk}/").status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_the_editor_takes_a_fixed_number_of_queries(
    as_moderator, draft, more, django_assert_max_num_queries
):
    for number in range(more):
        operations.add_row(
            plan=draft.plan,
            kind="challenge",
            texts={"title": texts(f"Challenge {number}")},
            values={},
            actor=draft.actor,
            at=draft.at,
        )
    as_moderator.get(f"{BASE}/edit/")
    with django_assert_max_num_queries(26):
        as_moderator.get(f"{BASE}/edit/")
