"""What waits for a second officer: paper and assisted ballots, and counts of urns."""

from django.contrib import admin

from ..models import PaperBallot, UrnCount
from .papers import PaperBallotAdmin
from .urns import UrnCountAdmin

admin.site.register(PaperBallot, PaperBallotAdmin)
admin.site.register(UrnCount, UrnCountAdmin)
