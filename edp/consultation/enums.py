"""Groups whose ratings are read side by side, and what became of what people said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.people.enums import Sector


class Group(models.TextChoices):
    """The four sectors of the room by accepted seat, then everybody else by where they live."""

    GOVERNMENT = Sector.GOVERNMENT.value, _("government")
    BUSINESS = Sector.BUSINESS.value, _("business")
    ACADEMIA = Sector.ACADEMIA.value, _("academia")
    CIVIL_SOCIETY = Sector.CIVIL_SOCIETY.value, _("civil society")
    RESIDENT = "resident", _("residents of the territory, verified")
    OTHER = "other", _("others who signed in")


class Outcome(models.TextChoices):
    TAKEN = "taken", _("taken over")
    PARTLY = "partly", _("taken over in part")
    NOT = "not", _("not taken over")


TONES: dict[str, str] = {Outcome.TAKEN: "good", Outcome.PARTLY: "sun", Outcome.NOT: "plain"}
# How much it would help, 1 to 5.
SCALE: dict[int, object] = {
    1: _("not at all"),
    2: _("a little"),
    3: _("somewhat"),
    4: _("a lot"),
    5: _("a great deal"),
}
