"""Everything that changes a plan."""

from .actions import approve_action as approve_action
from .actions import save_ex_ante as save_ex_ante
from .actions import set_action_status as set_action_status
from .editing import add_row as add_row
from .editing import change_row as change_row
from .editing import join_priorities as join_priorities
from .editing import move_row as move_row
from .editing import remove_row as remove_row
from .editing import save_plan as save_plan
from .publishing import publish_plan as publish_plan
from .registers import add_entry as add_entry
from .registers import change_entry as change_entry
from .registers import remove_entry as remove_entry
from .starting import start_plan as start_plan
