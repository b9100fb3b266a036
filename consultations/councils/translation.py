"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .formation_models import Application, Formation
from .models import Commission, Council


@register(Council)
class CouncilTranslation(TranslationOptions):
    fields = ("name", "about")


@register(Commission)
class CommissionTranslation(TranslationOptions):
    fields = ("name", "about")


@register(Formation)
class FormationTranslation(TranslationOptions):
    fields = ("asked", "conditions", "tie_source", "cancel_reason")


@register(Application)
class ApplicationTranslation(TranslationOptions):
    fields = ("refusal", "decision_reason")
