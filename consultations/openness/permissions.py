"""Who writes in the open books."""

from typing import Any

from ..councils.models import Council
from ..permissions import leads


def may_keep(person: Any, council: Council) -> bool:
    """Chair, deputy, secretary and the akimat's moderators. Everybody reads."""
    return leads(person, council)
