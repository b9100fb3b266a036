"""What people do with the evidence of a round."""

from .assets import add_asset as add_asset
from .assets import answer_remark as answer_remark
from .assets import change_asset as change_asset
from .assets import remark_on_asset as remark_on_asset
from .assets import withdraw_asset as withdraw_asset
from .assets import withdraw_remark as withdraw_remark
from .library import add_entry as add_entry
from .library import change_entry as change_entry
from .library import link_entry as link_entry
from .library import unlink_entry as unlink_entry
from .library import withdraw_entry as withdraw_entry
from .swot import add_swot_item as add_swot_item
from .swot import agree_item as agree_item
from .swot import merge_items as merge_items
from .swot import set_support as set_support
from .swot import withdraw_item as withdraw_item
from .trends import add_trend as add_trend
from .trends import change_trend as change_trend
from .trends import withdraw_trend as withdraw_trend
