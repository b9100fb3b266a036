"""Every address of a public consultation. The round is moved into that stage."""

from datetime import timedelta

from edp.consultation import operations
from edp.enums import StageKind
from edp.opportunities.enums import OpportunityStatus
from tests.browser.pages import Visit
from tests.factories.edp import texts
from tests.factories.edp_opportunities import card, commented
from tests.fixtures.discovery import Discovery


def visits(discovery: Discovery) -> list[Visit]:
    people, at, round = discovery.people, discovery.at, discovery.round
    # All stages come earlier by as much; one after the other, so that they never overlap.
    early = round.phases.get(kind=StageKind.CONSULTATION).opens_at - (at - timedelta(days=1))
    for phase in round.phases.order_by("opens_at"):
        phase.opens_at, phase.closes_at = phase.opens_at - early, phase.closes_at - early
        phase.save()
    shown = card(round, people["biz"], at, status=OpportunityStatus.SHORTLISTED)
    said = commented(shown, people["resident"], at)
    moderator = people["moderator"]
    template = operations.save_template(
        round=round, title=texts("Thanks"), text=texts("Thank you."), actor=moderator, at=at
    )
    row = operations.save_response(
        round=round,
        theme=texts("Water"),
        said=texts("The water is too warm."),
        done=texts("It is cooled first."),
        outcome="partly",
        comments=[said],
        actor=moderator,
        at=at,
    )
    operations.publish_responses(round=round, actor=moderator, at=at)
    base = f"/en/{discovery.akimat.slug}/discovery/{round.slug}/consultation"
    staff = ("comments/", f"comments/{said.pk}/", "templates/", f"templates/{template.pk}/")
    rows = ("responses/", "responses/new/", f"responses/{row.pk}/")
    return [
        Visit(f"{base}/"),
        Visit(f"{base}/", who="resident"),
        Visit(f"{base}/results/"),
        Visit(f"{base}/results.csv", status=404),
        Visit(f"{base}/answers/"),
        *[Visit(f"{base}/{rest}", who="specialist") for rest in staff],
        *[Visit(f"{base}/{rest}", who="moderator") for rest in rows],
    ]
