"""Pages of the evidence of a round, and of the library of all akimats."""

from edp.models import AssetRemark
from tests.browser.pages import Visit
from tests.factories import edp_evidence as made
from tests.fixtures.discovery import Discovery


def visits(discovery: Discovery) -> list[Visit]:
    round, at, people = discovery.round, discovery.at, discovery.people
    asset = made.asset(round, people["biz"], at, sector="biz")
    remark = AssetRemark.objects.create(
        asset=asset, kind="dispute", text="It is full.", author=people["sci"], made_at=at
    )
    item = made.swot_item(round, people["biz"], at, sector="biz")
    made.swot_item(round, people["sci"], at, text="Engineers leave", sector="sci")
    note = made.trend(round, people["sci"], at, sector="sci")
    entry = made.entry(discovery.akimat, at)
    base = f"/{discovery.akimat.slug}/discovery"
    here = f"{base}/{round.slug}"
    strength = f"{here}/strengths/{asset.pk}/"
    answer = f"{here}/strengths/remarks/{remark.pk}/answer/"
    press = ["main form .btn >> nth=0"]
    return [
        *[Visit(f"{here}/{page}/", who) for page in ("strengths", "swot", "trends")
          for who in ("", "civ", "moderator")],
        *[Visit(strength, who) for who in ("", "civ", "biz", "moderator")],
        Visit(f"{here}/strengths/?dimension=culture&mobility=mobile"),
        Visit(f"{here}/strengths/new/", "civ"),
        Visit(f"{here}/strengths/new/", "civ", press=press, status=422),
        Visit(f"{strength}edit/", "biz"),
        Visit(f"{strength}withdraw/", "biz"),
        Visit(answer, "biz"),
        Visit(f"{here}/swot/{item.pk}/merge/", "moderator"),
        Visit(f"{here}/trends/new/", "civ"),
        Visit(f"{here}/trends/{note.pk}/edit/", "sci"),
        Visit(f"{base}/library/"),
        Visit(f"{base}/library/?q=zzzz"),
        Visit(f"{base}/library/new/", "moderator"),
        Visit(f"{base}/library/{entry.pk}/"),
        Visit(f"{base}/library/{entry.pk}/", "biz"),
        Visit(f"{base}/library/{entry.pk}/edit/", "moderator"),
    ]  # fmt: skip
