"""Public councils and hearings. What happens in them is in the packages beside this file."""

from .appeals.models import *  # noqa: F403
from .councils.models import *  # noqa: F403
from .drafts.models import *  # noqa: F403
from .draws.models import *  # noqa: F403
from .meetings.models import *  # noqa: F403
from .openness.models import *  # noqa: F403
from .opinions.models import *  # noqa: F403
from .periods import Periods as Periods
from .petitions.models import *  # noqa: F403
from .recommendations.models import *  # noqa: F403
from .sittings.models import *  # noqa: F403
