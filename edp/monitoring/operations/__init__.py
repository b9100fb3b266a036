"""Everything that changes what is measured and what was found."""

from .indicators import add_indicator as add_indicator
from .indicators import change_indicator as change_indicator
from .indicators import drop_indicator as drop_indicator
from .indicators import remove_indicator as remove_indicator
from .readings import correct_reading as correct_reading
from .readings import enter_reading as enter_reading
from .readings import enter_spending as enter_spending
from .reminding import remind as remind
from .reviewing import open_next_round as open_next_round
from .reviewing import publish_review as publish_review
from .reviewing import save_review as save_review
from .reviewing import start_review as start_review
