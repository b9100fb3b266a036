"""The room: its public page, an invitation's link, and what moderators do with seats."""

from commons.people.enums import Sector
from edp.stakeholders import operations
from tests.browser.pages import SUBMIT, Visit
from tests.factories.edp import organisation, stakeholder
from tests.factories.edp_stakeholders import invited
from tests.factories.people import PersonFactory
from tests.fixtures.discovery import Discovery


def visits(discovery: Discovery) -> list[Visit]:
    round, moderator, at = discovery.round, discovery.people["moderator"], discovery.at
    here = f"/{discovery.akimat.slug}/discovery/{round.slug}/people/"
    waiting = invited(round, moderator, at)
    declined = invited(round, moderator, at, email="declined@example.kz")
    operations.answer_invitation(stakeholder=declined, person=None, accepts=False, at=at)
    seated = invited(round, moderator, at, email="seated@example.kz")
    operations.answer_invitation(
        stakeholder=seated, person=None, accepts=True, at=at, said={"shows_name": True}
    )
    left = stakeholder(round, Sector.BUSINESS)
    operations.leave(stakeholder=left, at=at)
    applied = operations.sign_up(
        round=round,
        person=PersonFactory(name="Applicant"),
        organisation_name="Ақ бидайлар",
        sector=Sector.BUSINESS,
        at=at,
        why="We bake bread.",
    )
    organisation(discovery.akimat, name="Ақ бидай")
    named = operations.nominate(
        round=round,
        made_by=discovery.people["gov"],
        name="Динара",
        sector=Sector.ACADEMIA,
        why="She leads a laboratory.",
        at=at,
    )
    staff = [
        "invitations/",
        "invitations/?state=invited&q=example",
        "invite/",
        f"invite/?suggestion={named.pk}",
        "import/",
        "queue/",
        f"queue/{applied.pk}/",
        f"suggestions/{named.pk}/",
        f"{waiting.pk}/",
        f"{waiting.pk}/remind/",
        f"{waiting.pk}/withdraw/",
        f"{seated.pk}/remove/",
        f"{seated.pk}/pass/",
        f"{left.pk}/again/",
    ]
    lines = "name,email,organisation,sector\nA,wrong,One,gov"
    return [
        Visit(here),
        Visit(f"{here}?sector=sci", "biz"),
        Visit(here, "moderator"),
        Visit(f"{here}join/", "resident"),
        Visit(f"{here}join/", "biz"),
        Visit(f"{here}join/", "resident", press=[SUBMIT], status=422),
        Visit(f"{here}suggest/?sector=sci", "biz"),
        Visit(f"{here}suggest/", "biz", press=[SUBMIT], status=422),
        *[Visit(f"{here}answer/{one.token}/") for one in (waiting, declined, seated, left)],
        *[Visit(f"{here}{path}", "moderator") for path in staff],
        Visit(f"{here}invite/", "moderator", press=[SUBMIT], status=422),
        Visit(
            f"{here}import/",
            "moderator",
            fill={"text": lines},
            press=[SUBMIT],
            status=422,
        ),
        Visit(f"{here}people.csv", "moderator"),
    ]
