"""Forms over a scorecard; the process that binds it gives them a page and calls the operation."""

from .criteria import AnchorsForm, AreasForm, CriterionForm, FiguresForm
from .errors import refuse
from .rules import RulesForm
from .sheets import ConflictForm, SheetForm
from .weighting import ComparisonsForm, SwingForm, WeightsForm

__all__ = [
    "AnchorsForm",
    "AreasForm",
    "ComparisonsForm",
    "ConflictForm",
    "CriterionForm",
    "FiguresForm",
    "RulesForm",
    "SheetForm",
    "SwingForm",
    "WeightsForm",
    "refuse",
]
