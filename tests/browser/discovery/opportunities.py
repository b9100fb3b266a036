"""Every address of opportunity cards."""

from edp.opportunities.completeness import STEPS
from tests.browser.pages import Visit
from tests.factories.edp_opportunities import card, commented, supported
from tests.fixtures.discovery import Discovery


def visits(discovery: Discovery) -> list[Visit]:
    people, at = discovery.people, discovery.at
    shown = card(discovery.round, people["biz"], at, trl=4, cost_low_tenge=1_000_000)
    supported(shown, people["sci"], people["resident"], at=at)
    said = commented(shown, people["gov"], at)
    draft = card(discovery.round, people["civ"], at, proposal_status="draft")
    other = card(discovery.round, people["biz"], at)
    base = f"/en/{discovery.akimat.slug}/discovery/{discovery.round.slug}/opportunities"
    assert discovery.round.call is not None
    talk = f"/en/{discovery.akimat.slug}/proposals/{discovery.round.call.slug}"
    mine = f"{base}/{draft.pk}/edit"
    return [
        Visit(f"{base}/"),
        Visit(f"{base}/?q=nothing+like+it"),
        Visit(f"{base}.csv"),
        Visit(f"{base}/{shown.pk}/"),
        Visit(f"{base}/{shown.pk}/", who="resident"),
        Visit(f"{base}/{shown.pk}/", who="moderator"),
        Visit(f"{base}/new/"),
        Visit(f"{base}/new/", who="resident"),
        *[Visit(f"{mine}/{step}/", who="civ") for step in STEPS],
        Visit(f"{base}/{other.pk}/merge/", who="moderator"),
        Visit(f"{base}/{other.pk}/split/", who="moderator"),
        Visit(f"{talk}/{shown.proposal_id}/comments/{said.pk}/reply/", who="resident"),
        Visit(f"{talk}/{shown.proposal_id}/comments/{said.pk}/report/", who="resident"),
    ]
