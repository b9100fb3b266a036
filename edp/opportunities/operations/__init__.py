"""Every change of an opportunity card."""

from .deciding import set_status
from .joining import Part, merge_cards, split_card
from .writing import PartnerFields, save_card, start_card, submit_card

__all__ = [
    "Part",
    "PartnerFields",
    "merge_cards",
    "save_card",
    "set_status",
    "split_card",
    "start_card",
    "submit_card",
]
