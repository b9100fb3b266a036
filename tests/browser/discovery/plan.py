"""Every page of plans, registers and monitoring, with one of each thing on them."""

from datetime import timedelta
from decimal import Decimal

from edp.models import Action, Indicator
from edp.monitoring import operations as monitoring
from edp.plan import operations
from edp.plan.tasks import print_version
from tests.browser.pages import Visit
from tests.factories.edp import texts
from tests.factories.edp_plan import checked, instrument, programme, written
from tests.fixtures.discovery import Discovery


def visits(discovery: Discovery) -> list[Visit]:
    """A plan with two versions, a running action, readings one of which was corrected, reviews."""
    round, at = discovery.round, discovery.at
    moderator, specialist = discovery.people["moderator"], discovery.people["specialist"]
    items = programme(round, "Food cluster", "Steel cluster")
    made = written(round, moderator, at)
    made.priorities[0].programme_items.add(items[0])
    action = made.actions[0]
    action.instruments.add(tool := instrument(round))
    versions = [made.publish()]
    action = checked(action, moderator, at)
    operations.approve_action(action=action, actor=moderator, at=at)
    operations.set_action_status(action=action, status="running", actor=moderator, at=at)
    versions.append(made.publish())
    for version in versions:
        print_version(version.pk)
    first, second = made.indicators
    Indicator.objects.filter(pk=second.pk).update(next_due_date=at.date() - timedelta(days=9))
    for days, value in ((60, 110), (5, 130)):
        reading = monitoring.enter_reading(
            indicator=first,
            value=Decimal(value),
            date=at.date() - timedelta(days=days),
            source="Table 4",
            actor=specialist,
            at=at,
        )
    reading = monitoring.correct_reading(
        reading=reading,
        value=Decimal(126),
        source="Table 4a",
        note=texts("A town was counted twice."),
        actor=specialist,
        at=at,
    )
    monitoring.enter_spending(
        action=action,
        date=at.date(),
        public_tenge=20_000_000,
        private_tenge=0,
        source="Treasury",
        actor=specialist,
        at=at,
    )
    words = {name: texts("Words") for name in ("works", "fails", "changes")}
    reviews = [
        monitoring.start_review(
            plan=made.plan, held_date=at.date(), texts=words, actor=moderator, at=at
        )
        for _one in range(2)
    ]
    monitoring.publish_review(review=reviews[0], actor=moderator, at=at)

    akimat = f"/{discovery.akimat.slug}/discovery"
    plan, watch = f"{akimat}/{round.slug}/plan", f"{akimat}/{round.slug}/monitoring"
    edit, one = f"{plan}/edit", f"{watch}/indicators/{first.pk}"
    proposed = Action.objects.get(pk=made.actions[1].pk)
    priority = made.priorities[0]
    objective = proposed.objective_id
    risk, challenge = made.plan.risks.get(), made.plan.challenges.get()
    public = [
        f"{plan}/",
        f"{plan}/programmes/",
        f"{plan}/versions/",
        f"{plan}/versions/1/",
        f"{plan}/versions/compare/",
        f"{watch}/",
        f"{one}/",
        f"{watch}/indicators/{second.pk}/",
        f"{watch}/reviews/",
        f"{akimat}/plan/instruments/",
        f"{akimat}/plan/programmes/",
    ]
    moderators = [
        f"{plan}/draft/",
        f"{edit}/",
        f"{edit}/vision/",
        f"{edit}/publish/",
        *[f"{edit}/{kind}/new/" for kind in ("challenge", "priority", "risk")],
        f"{edit}/objective/new/?under={priority.pk}",
        f"{edit}/action/new/?under={objective}",
        f"{edit}/challenge/{challenge.pk}/",
        f"{edit}/priority/{priority.pk}/",
        f"{edit}/priority/{priority.pk}/join/",
        f"{edit}/priority/{priority.pk}/remove/",
        f"{edit}/objective/{objective}/",
        f"{edit}/action/{proposed.pk}/",
        f"{edit}/action/{proposed.pk}/ex-ante/",
        f"{edit}/action/{proposed.pk}/approve/",
        f"{edit}/action/{action.pk}/approve/",
        f"{edit}/action/{action.pk}/state/",
        f"{edit}/risk/{risk.pk}/",
        f"{watch}/indicators/new/",
        f"{one}/change/",
        f"{one}/drop/",
        f"{watch}/indicators/{second.pk}/drop/",
        f"{watch}/reviews/",
        f"{watch}/reviews/new/",
        f"{watch}/reviews/{reviews[1].pk}/",
        f"{watch}/reviews/{reviews[0].pk}/next-round/",
        f"{akimat}/plan/instruments/new/",
        f"{akimat}/plan/instruments/{tool.pk}/",
        f"{akimat}/plan/programmes/new/",
        f"{akimat}/plan/programmes/{items[0].programme_id}/",
        f"{akimat}/plan/programmes/{items[0].programme_id}/items/new/",
        f"{akimat}/plan/items/{items[0].pk}/",
    ]
    specialists = [
        f"{plan}/draft/",
        f"{watch}/work/",
        f"{watch}/work/?mine",
        f"{one}/read/",
        f"{one}/readings/{reading.pk}/",
        f"{watch}/actions/{action.pk}/spent/",
    ]
    send = "main form[novalidate] button.btn"
    empty = [
        (f"{edit}/challenge/new/", "moderator"),
        (f"{edit}/priority/{priority.pk}/join/", "moderator"),
        (f"{edit}/action/{action.pk}/state/", "moderator"),
        (f"{watch}/indicators/new/", "moderator"),
        (f"{watch}/reviews/new/", "moderator"),
        (f"{akimat}/plan/programmes/new/", "moderator"),
        (f"{watch}/actions/{action.pk}/spent/", "specialist"),
    ]
    refused = [
        (f"{edit}/priority/{priority.pk}/remove/", ".btn--bad"),
        (f"{edit}/action/{proposed.pk}/approve/", "main form button.btn"),
    ]
    return [
        *[Visit(path) for path in public],
        *[Visit(path, "moderator") for path in moderators],
        *[Visit(path, "specialist") for path in specialists],
        *[Visit(path, who, press=[send], status=422) for path, who in empty],
        *[Visit(path, "moderator", press=[button], status=422) for path, button in refused],
    ]
