"""Official texts of this part, in the three languages."""

from modeltranslation.translator import TranslationOptions, register

from .models import LibraryEntry


@register(LibraryEntry)
class LibraryEntryTranslation(TranslationOptions):
    fields = ("title", "place", "tried", "result")
