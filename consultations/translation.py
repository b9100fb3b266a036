"""Official texts of hearings: each part registers its own."""

from .appeals import translation as appeals  # noqa: F401
from .councils import translation as councils  # noqa: F401
from .drafts import translation as drafts  # noqa: F401
from .draws import translation as draws  # noqa: F401
from .meetings import translation as meetings  # noqa: F401
from .openness import translation as openness  # noqa: F401
from .opinions import translation as opinions  # noqa: F401
from .petitions import translation as petitions  # noqa: F401
from .recommendations import translation as recommendations  # noqa: F401
from .sittings import translation as sittings  # noqa: F401
