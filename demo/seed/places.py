"""Regions, districts and akimats of the demo."""

from commons.territories.enums import Level
from commons.territories.models import Akimat, Territory

from .content import load, texts


def _names(row: list[str]) -> dict[str, str]:
    return {f"name_{code}": name for code, name in texts(row).items()}


def create() -> list[Akimat]:
    """All regions, the districts of three of them, and their akimats in the order of the file."""
    content = load("places")
    Territory.objects.create(
        kato="000000000", level=Level.COUNTRY, **_names(["Қазақстан", "Казахстан", "Kazakhstan"])
    )
    for kato, iso, *names in content["regions"]:
        Territory.objects.create(kato=kato, iso=iso, level=Level.REGION, **_names(names))
    for kato, *names in content["districts"]:
        Territory.objects.create(kato=kato, level=Level.DISTRICT, **_names(names))
    return [
        Akimat.objects.create(
            territory=Territory.objects.get(kato=row["kato"]),
            slug=row["slug"],
            brand_hue=row["hue"],
            email=row["email"],
            phone=row["phone"],
            **_names(row["names"]),
            **{f"address_{code}": text for code, text in texts(row["addresses"]).items()},
        )
        for row in content["akimat"]
    ]
