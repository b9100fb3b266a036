"""Official texts, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import Amendment, Phase, Round


@register(Round)
class RoundTranslation(TranslationOptions):
    fields = (
        "title",
        "summary",
        "rules",
        "subject",
        "mandate",
        "mandate_act",
        "label",
        "close_reason",
    )


@register(Phase)
class PhaseTranslation(TranslationOptions):
    fields = ("what", "who", "outcome")


@register(Amendment)
class AmendmentTranslation(TranslationOptions):
    fields = ("text", "reason")


from .consultation import translation as consultation  # noqa: E402, F401
from .evaluation import translation as evaluation  # noqa: E402, F401
from .events import translation as events  # noqa: E402, F401
from .evidence import translation as evidence  # noqa: E402, F401
from .monitoring import translation as monitoring  # noqa: E402, F401
from .opportunities import translation as opportunities  # noqa: E402, F401
from .plan import translation as plan  # noqa: E402, F401
from .statistics import translation as statistics  # noqa: E402, F401
from .surveys import translation as surveys  # noqa: E402, F401
