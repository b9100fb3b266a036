"""Every background task of hearings: Celery looks for them here."""

from .appeals import tasks as appeals  # noqa: F401
from .councils import tasks as councils  # noqa: F401
from .drafts import tasks as drafts  # noqa: F401
from .draws import tasks as draws  # noqa: F401
from .meetings import tasks as meetings  # noqa: F401
from .openness import tasks as openness  # noqa: F401
from .opinions import tasks as opinions  # noqa: F401
from .petitions import tasks as petitions  # noqa: F401
from .recommendations import tasks as recommendations  # noqa: F401
from .sittings import tasks as sittings  # noqa: F401
