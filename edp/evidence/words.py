"""What each dimension and quadrant means, in words anybody understands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import Dimension, Quadrant

# After OECD (2020), table 1.2.
DIMENSIONS: dict[Dimension, str | Promise] = {
    Dimension.ECONOMIC: _(
        "Firms that work together, skilled workers, suppliers nobody else has, many customers."
    ),
    Dimension.GEOGRAPHIC: _(
        "Resources in the ground, cheap sun and wind, a place on a trade route, climate, nature."
    ),
    Dimension.INSTITUTIONAL: _(
        "Offices that work well, rules that hold, people who are used to acting together."
    ),
    Dimension.CULTURE: _(
        "Languages, crafts and traditions that can be sold, a habit of starting a business."
    ),
    Dimension.KNOWLEDGE: _(
        "Universities and institutes, what they are best at, their ties to firms."
    ),
    Dimension.INFRASTRUCTURE: _(
        "Roads, rail, airports, fast internet, networks, places for visitors to stay."
    ),
}
QUADRANTS: dict[Quadrant, str | Promise] = {
    Quadrant.STRENGTH: _("What the region has or does well, by its own doing."),
    Quadrant.WEAKNESS: _("What is missing or does badly, and could be changed here."),
    Quadrant.OPPORTUNITY: _("What changes outside and could help, if somebody takes it up."),
    Quadrant.THREAT: _("What changes outside and could do harm, if nobody prepares."),
}
