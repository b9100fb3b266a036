"""Discovery rounds on the desk: set-up, announcement, amendments, closing."""

from django.contrib import admin

from ..models import Round
from .rounds import RoundAdmin

admin.site.register(Round, RoundAdmin)
