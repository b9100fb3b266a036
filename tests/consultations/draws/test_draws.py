"""A draw keeps its quotas, waits for its seed, and is repeated by anybody."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from algorithms.sortition import commitment, repeat_draw
from commons.people.models import Person
from commons.territories.models import Akimat, Territory
from consultations.councils import operations as councils
from consultations.councils.enums import EndKind, FormationStatus
from consultations.councils.models import Mandate
from consultations.draws import operations
from consultations.draws.errors import DrawError
from consultations.draws.models import Draw
from consultations.draws.operations.preparing import check
from consultations.draws.pool import pool_of
from tests.factories.hearings_draws import SECRETS, drawn, pool, prepared, published, texts
from tests.fixtures.hearings import Hearings


def test_a_draw_needs_a_pool_that_stands_and_begins_with_it(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    formation = pool(akimat, district, moderator, now)
    draw = operations.create(formation=formation, actor=moderator, at=now)
    rows = {(row.feature, row.value): (row.least, row.most) for row in draw.quotas.all()}
    assert rows["sector", "gov"] == (0, 1)  # a third of five seats at most
    with pytest.raises(DrawError, match="exists"):
        operations.create(formation=formation, actor=moderator, at=now)


def test_who_shares_a_home_counts_as_one(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    _people, households = pool_of(prepared(akimat, district, moderator, now))
    assert households["00001"] == households["00002"] == "00001"
    assert len(set(households.values())) == 15


def test_census_figures_become_whole_numbers_around_the_shares(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = prepared(akimat, district, moderator, now)
    census = {"f": 530, "m": 470}
    rows = {row.pk: (row.least, row.most, census.get(row.value)) for row in draw.quotas.all()}
    operations.set_quotas(draw=draw, rows=rows, census_source="2021", actor=moderator, at=now)
    operations.quotas_from_census(draw=draw, actor=moderator, at=now)
    found = {row.value: (row.least, row.most) for row in draw.quotas.filter(feature="sex")}
    assert found == {"f": (2, 3), "m": (2, 3)}


def test_quotas_that_nobody_can_keep_come_with_the_smallest_change(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = prepared(akimat, district, moderator, now)
    draw.quotas.filter(feature="sex", value="f").update(least=4, most=5)
    found = check(draw)
    assert not found.feasible
    with pytest.raises(DrawError, match="infeasible"):
        operations.start(draw=draw, actor=moderator, at=now)
    operations.apply_change(draw=draw, actor=moderator, at=now)
    assert check(draw).feasible


def test_no_draw_lets_in_more_officials_than_the_law(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = prepared(akimat, district, moderator, now)
    draw.quotas.filter(value="gov").update(most=2)
    with pytest.raises(DrawError, match="state_share"):
        operations.start(draw=draw, actor=moderator, at=now)
    operations.set_features(
        draw=draw, features=["sex"], age_bounds=[18], fairness="maximin", actor=moderator, at=now
    )
    with pytest.raises(DrawError, match="sector_needed"):
        operations.start(draw=draw, actor=moderator, at=now)


def test_chances_are_published_before_the_seed_exists(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = published(akimat, district, moderator, now)
    archive = json.loads(draw.archive)
    assert (draw.status, len(archive["panels"]), draw.pool_size) == ("published", 1000, 16)
    assert "Applicant" not in draw.archive
    with pytest.raises(DrawError, match="seed_early"):
        operations.draw_panel(draw=draw, seed="1", actor=moderator, at=now + timedelta(days=13))
    with pytest.raises(DrawError, match="wrong_state"):
        operations.set_quotas(draw=draw, rows={}, census_source="", actor=moderator, at=now)


def test_published_chances_are_given_up_only_before_the_seed_and_in_public(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = published(akimat, district, moderator, now)
    for reason, day, code in (("", 13, "reason_needed"), ("Mistake", 20, "seed_early")):
        with pytest.raises(DrawError, match=code):
            operations.take_back(
                draw=draw, reason=reason, actor=moderator, at=now + timedelta(days=day)
            )
    operations.take_back(
        draw=draw, reason="A wrong figure", actor=moderator, at=now + timedelta(days=13)
    )
    page = Client().get(f"/en/{akimat.slug}/hearings/draws/{draw.pk}/").content.decode()
    assert "A wrong figure" in page


def test_the_script_repeats_the_draw_under_any_hash_seed(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime, tmp_path: Path
) -> None:
    draw = drawn(akimat, district, moderator, now)
    client = Client()
    base = f"/en/{akimat.slug}/hearings/draws"
    archive, script = tmp_path / "draw.json", tmp_path / "repeat_draw.py"
    archive.write_bytes(client.get(f"{base}/{draw.pk}/archive.json").content)
    script.write_bytes(client.get(f"{base}/repeat_draw.py").content)
    command = [sys.executable, "-I", str(script), str(archive), "--seed", draw.seed]
    outputs = {
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert f"Panel: {','.join(draw.panel)}" in outputs.pop()


def test_three_parties_make_the_seed_together(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = prepared(akimat, district, moderator, now)
    later = now + timedelta(days=12)
    marks = [(name, commitment(secret)) for name, secret in SECRETS.items()]
    with pytest.raises(DrawError, match="parties"):
        operations.set_seed(
            draw=draw, kind="parties", source=texts("Three"), seed_at=None, parties=marks[:2],
            actor=moderator, at=later,
        )  # fmt: skip
    operations.set_seed(
        draw=draw, kind="parties", source=texts("Three"), seed_at=None, parties=marks,
        actor=moderator, at=later,
    )  # fmt: skip
    operations.start(draw=draw, actor=moderator, at=later)
    held = Draw.objects.select_related("formation__council__akimat").get(pk=draw.pk)
    content = operations.compute(draw=held, at=later, progress=None)
    operations.publish(draw=held, content=content, people=16, at=later)
    with pytest.raises(DrawError) as caught:
        operations.reveal(
            draw=draw, secrets={**SECRETS, "notary": "another secret, long"}, actor=moderator,
            at=later,
        )  # fmt: skip
    assert (caught.value.code, caught.value.params) == ("reveal_differs", {"party": "notary"})
    found = operations.reveal(draw=draw, secrets=SECRETS, actor=moderator, at=later)
    assert found.panel == repeat_draw.draw(json.loads(found.archive), found.seed)


def test_those_drawn_take_their_seats_and_who_declines_is_replaced_within_the_quotas(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = drawn(akimat, district, moderator, now)
    declined = int(draw.panel[0])
    operations.seat(
        draw=draw,
        declined=[declined],
        begins_on=(now + timedelta(days=30)).date(),
        actor=moderator,
        at=now + timedelta(days=25),
    )
    draw.refresh_from_db()
    seats = Mandate.objects.filter(council=draw.formation.council)
    assert (seats.count(), f"{declined:05d}" in draw.panel) == (5, False)
    assert {seat.seated_by for seat in seats} == {"lot"}
    sexes = [bool(seat.is_woman) for seat in seats]
    assert sexes.count(True) in (2, 3)
    draw.formation.refresh_from_db()
    assert draw.formation.status == FormationStatus.SEATED


def test_a_member_who_leaves_is_followed_by_lot(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = drawn(akimat, district, moderator, now)
    begins = (now + timedelta(days=30)).date()
    made = operations.seat(
        draw=draw, declined=[], begins_on=begins, actor=moderator, at=now + timedelta(days=25)
    )
    with pytest.raises(DrawError, match="nothing_to_replace"):
        operations.replace(draw=draw, begins_on=begins, actor=moderator, at=now)
    gone = made[0]
    councils.end_mandate(
        mandate=gone, ended_on=begins + timedelta(days=60), kind=EndKind.MOVED, reason="",
        actor=moderator, at=now + timedelta(days=95),
    )  # fmt: skip
    new = operations.replace(
        draw=draw, begins_on=begins + timedelta(days=70), actor=moderator,
        at=now + timedelta(days=96),
    )  # fmt: skip
    assert [one.succeeds_id for one in new] == [gone.pk]
    draw.refresh_from_db()
    assert len(draw.panel) == 5
    assert draw.replaced[-1]["unmet"] == []


def test_an_applicant_sees_the_own_chance(
    akimat: Akimat, district: Territory, moderator: Person, now: datetime
) -> None:
    draw = published(akimat, district, moderator, now)
    applicant = draw.formation.applications.get(number=3).person
    assert applicant is not None
    client = Client()
    client.force_login(applicant, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/en/{akimat.slug}/hearings/draws/{draw.pk}/").content.decode()
    chance = json.loads(draw.archive)["chances"]["00003"]
    assert f"Your chance: {chance} of 1\xa0000." in page


def test_a_moderator_carries_a_draw_through_pages(hearings: Hearings) -> None:
    moderator, at = hearings.people["moderator"], hearings.at - timedelta(days=12)
    formation = pool(hearings.akimat, hearings.district, moderator, at)
    client = Client()
    client.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
    base = f"/en/{hearings.akimat.slug}/hearings/draws"
    client.post(f"{base}/of/{formation.pk}/")
    draw = Draw.objects.get()
    page = f"{base}/{draw.pk}"
    bad = client.post(f"{page}/features/", {"features": ["sex"], "ages": "young", "fairness": "x"})
    assert bad.status_code == 422
    client.post(
        f"{page}/features/",
        {"features": ["sex", "sector"], "ages": "18, 40", "fairness": "leximin"},
    )
    rows = {}
    for row in draw.quotas.all():
        most = 1 if row.value == "gov" else 5
        rows |= {f"least_{row.pk}": 0, f"most_{row.pk}": most, f"weight_{row.pk}": ""}
    wrong = {name: 9 if name.startswith("least") else value for name, value in rows.items()}
    assert client.post(f"{page}/quotas/", wrong).status_code == 422
    client.post(f"{page}/quotas/", rows)
    parties = {}
    for n, (name, secret) in enumerate(SECRETS.items()):
        parties |= {f"party_{n}": name, f"commitment_{n}": commitment(secret)}
    seed = {"kind": "parties", "source_kk": "Үш тарап", "source_ru": "Три стороны", **parties}
    assert client.post(f"{page}/seed/", {**seed, "commitment_0": "short"}).status_code == 422
    client.post(f"{page}/seed/", seed)
    client.post(f"{page}/start/")
    held = Draw.objects.select_related("formation__council__akimat").get()
    content = operations.compute(draw=held, at=hearings.at, progress=None)
    operations.publish(draw=held, content=content, people=16, at=hearings.at)
    entry = client.get(f"{page}/enter/").context["form"]
    secrets = {f"secret_{party.pk}": SECRETS[party.name] for party in entry.parties}
    client.post(f"{page}/enter/", secrets)
    done = client.post(f"{page}/seat/", {"begins_on": hearings.at.date().isoformat()}, follow=True)
    assert "The council is formed." in done.content.decode()
    assert Mandate.objects.filter(council=formation.council).count() == 5
