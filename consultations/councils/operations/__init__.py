"""Everything that can be done with a council and its formation."""

from .applying import apply_for_seat, withdraw_application
from .checking import admit, admit_rest, declare_ready, refuse
from .councils import (
    change_council,
    create_council,
    end_council,
    end_expired,
    publish_council,
)
from .deciding import decide_otherwise
from .formations import (
    announce_formation,
    cancel_formation,
    change_formation,
    create_formation,
    discard_formation,
    extend_applications,
    set_plan,
    set_weights,
)
from .group import add_to_group, remove_from_group, set_head
from .mandates import add_member, bind_seats, change_member, end_mandate
from .officers import (
    change_commission,
    dissolve_commission,
    form_commission,
    name_officer,
    set_presidium,
)
from .scoring import close_scoring, enter_tie_word, open_scoring
from .seating import fill_from_reserve, give_seat, publish_result, seat_members
from .terms import look_after_terms

__all__ = [
    "add_member",
    "add_to_group",
    "admit",
    "admit_rest",
    "announce_formation",
    "apply_for_seat",
    "bind_seats",
    "cancel_formation",
    "change_commission",
    "change_council",
    "change_formation",
    "change_member",
    "close_scoring",
    "create_council",
    "create_formation",
    "decide_otherwise",
    "declare_ready",
    "discard_formation",
    "dissolve_commission",
    "end_council",
    "end_expired",
    "end_mandate",
    "enter_tie_word",
    "extend_applications",
    "fill_from_reserve",
    "form_commission",
    "give_seat",
    "look_after_terms",
    "name_officer",
    "open_scoring",
    "publish_council",
    "publish_result",
    "refuse",
    "remove_from_group",
    "seat_members",
    "set_head",
    "set_plan",
    "set_presidium",
    "set_weights",
    "withdraw_application",
]
