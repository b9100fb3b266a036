"""Everything that changes a round itself."""

from .announcing import amend as amend
from .announcing import announce as announce
from .closing import close_round as close_round
from .closing import needs_reason as needs_reason
from .copying import copy_round as copy_round
from .copying import open_next_round as open_next_round
from .setup import RESERVED_SLUGS as RESERVED_SLUGS
from .setup import Changes as Changes
from .setup import change_round as change_round
from .setup import create_round as create_round
from .setup import set_stages as set_stages
from .setup import sync_call as sync_call
from .writing import write_outcome as write_outcome
from .writing import write_stage as write_stage
