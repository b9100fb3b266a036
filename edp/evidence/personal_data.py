"""What a person brought into the evidence of rounds, for their own copy. Pages never name them."""

from typing import Any

from commons.people.models import Person

from ..models import Asset, AssetRemark, LibraryLink, SwotItem, SwotSupport, TrendNote


def export(person: Person) -> dict[str, Any]:
    assets = Asset.objects.filter(author=person).order_by("pk")
    remarks = AssetRemark.objects.filter(author=person).order_by("pk")
    items = SwotItem.objects.filter(author=person).order_by("pk")
    trends = TrendNote.objects.filter(author=person).order_by("pk")
    supports = SwotSupport.objects.filter(person=person).order_by("pk")
    links = LibraryLink.objects.filter(added_by=person).order_by("pk")
    return {
        "strengths": [{"title": a.title, "text": a.text, "source": a.source} for a in assets],
        "remarks": [{"kind": r.kind, "text": r.text, "strength": r.asset_id} for r in remarks],
        "swot": [{"quadrant": i.quadrant, "text": i.text} for i in items],
        "swot_supported": [s.item_id for s in supports],
        "trends": [{"title": t.title, "text": t.text} for t in trends],
        "library_links": [{"entry": link.entry_id, "why": link.why} for link in links],
    }
