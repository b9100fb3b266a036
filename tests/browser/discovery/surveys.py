"""Surveys: one open, one closed with answers, one being written."""

from datetime import timedelta

from edp.models import Survey
from edp.surveys import operations
from edp.surveys.enums import QuestionKind
from tests.browser.pages import SUBMIT, Visit
from tests.factories.edp_surveys import draft, every_kind, many, published
from tests.fixtures.discovery import Discovery


def visits(discovery: Discovery) -> list[Visit]:
    round, moderator, at = discovery.round, discovery.people["moderator"], discovery.at
    here = f"/{discovery.akimat.slug}/discovery/{round.slug}/surveys/"
    running = published(round, moderator, at)
    first = running.pages.order_by("position")[0]
    over = published(round, moderator, at)
    many(over, at, ["gov"] * 6 + ["biz"] * 8 + ["sci"] * 2 + [""] * 9)
    Survey.objects.filter(pk=over.pk).update(closes_at=at - timedelta(minutes=1))
    ahead = published(round, moderator, at, opens_at=at + timedelta(days=1))
    written = draft(round, moderator, at)
    asks = every_kind(written, moderator, at)
    operations.save_page(
        survey=written, title={"kk": "Бос", "ru": "Пустая"}, actor=moderator, at=at
    )
    why = asks["why"]
    staff = [
        "",
        "new/",
        f"{running.pk}/edit/",
        f"{running.pk}/close/",
        f"{running.pk}/open-answers/",
        f"{running.pk}/open-answers/?show=shown",
        f"{running.pk}/results/",
        f"{ahead.pk}/edit/",
        f"{written.pk}/",
        f"{written.pk}/edit/",
        f"{written.pk}/settings/",
        f"{written.pk}/preview/",
        f"{written.pk}/pages/new/",
        f"{written.pk}/pages/{why.page_id}/",
        f"{written.pk}/pages/{why.page_id}/questions/new/",
        *[f"{written.pk}/pages/{why.page_id}/questions/new/?kind={kind}" for kind in QuestionKind],
        f"{written.pk}/pages/{why.page_id}/questions/{why.pk}/",
    ]
    step = f"{here}{running.pk}/answer/{first.pk}/"
    bakes = running.asks["bakes"]  # type: ignore[attr-defined]
    choose = f"[name=q{bakes.pk}] >> nth=0"
    return [
        Visit(here),
        Visit(f"{here}{running.pk}/"),
        Visit(f"{here}{over.pk}/"),
        Visit(f"{here}{ahead.pk}/"),
        Visit(step),
        Visit(step, press=[SUBMIT], status=422),
        Visit(step, "biz", tick=[choose], press=[SUBMIT]),
        Visit(f"{here}{over.pk}/results/"),
        Visit(f"{here}{over.pk}/results.csv"),
        *[Visit(f"{here}{path}", "moderator") for path in staff],
        Visit(f"{here}new/", "moderator", press=[SUBMIT], status=422),
        Visit(
            f"{here}{written.pk}/pages/{why.page_id}/questions/new/?kind=matrix",
            "moderator",
            press=[SUBMIT],
            status=422,
        ),
    ]
