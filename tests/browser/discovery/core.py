"""Every address of the round itself: its pages, its rules, its stages, its threads, its desk."""

from django.urls import reverse

from edp import operations
from tests.browser.pages import Visit
from tests.factories.edp import DAYS, texts
from tests.factories.edp_core import draft
from tests.factories.edp_opportunities import card
from tests.fixtures.discovery import Discovery


def visits(discovery: Discovery) -> list[Visit]:
    akimat, round = discovery.akimat, discovery.round
    moderator = discovery.people["moderator"]
    idea = card(round, discovery.people["biz"], discovery.at)
    operations.write_outcome(
        round=round,
        kind="mandate",
        text=texts("The akim signed the order."),
        actor=moderator,
        at=discovery.at,
    )
    operations.amend(
        round=round,
        text=texts("More women are asked for."),
        reason=texts("They are missing."),
        actor=moderator,
        at=discovery.at,
        changes={"min_women_percent": 40},
    )
    ready = draft(akimat, discovery.at, moderator, slug="ready")
    bare = operations.create_round(akimat=akimat, slug="bare", actor=moderator, at=discovery.at)
    index = f"/en/{akimat.slug}/discovery/"
    base = f"{index}{round.slug}"
    return [
        Visit(index),
        Visit(index, who="moderator"),
        Visit(f"{base}/"),
        Visit(f"{base}/", who="resident"),
        Visit(f"{base}/", who="moderator"),
        Visit(f"{index}{bare.slug}/", who="moderator"),
        Visit(f"{base}/rules/"),
        Visit(f"{base}/rules.json"),
        *[Visit(f"{base}/stages/{kind.value}/") for kind in DAYS],
        Visit(f"{base}/stages/mandate/edit/", who="moderator"),
        Visit(f"{base}/stages/plan/edit/", who="moderator"),
        Visit(f"{base}/opportunities/{idea.pk}/thread/"),
        Visit(_desk("changelist"), who="moderator"),
        Visit(_desk("add"), who="moderator"),
        *[
            Visit(_desk("task", bare.pk, task), who="moderator")
            for task in ("texts", "mandate", "stages", "room", "deciding")
        ],
        Visit(_desk("task", round.pk, "stages"), who="moderator"),
        Visit(_desk("task", round.pk, "wording"), who="moderator"),
        Visit(_desk("change", bare.pk), who="moderator"),
        Visit(_desk("change", round.pk), who="moderator"),
        Visit(_desk("announce", bare.pk), who="moderator"),
        Visit(_desk("announce", ready.pk), who="moderator"),
        Visit(_desk("close", round.pk), who="moderator"),
        Visit(_desk("copy", round.pk), who="moderator"),
        Visit(_desk("next", round.pk), who="moderator"),
        Visit(_desk("history", round.pk), who="moderator"),
    ]


def _desk(name: str, *args: object) -> str:
    return reverse(f"admin:edp_round_{name}", args=args)
