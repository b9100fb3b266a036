"""Budget rounds on the desk: set-up, steps, reviews, appeals, delivery."""

from django.contrib import admin

from ..models import Appeal, Project, Round
from .appeals import AppealAdmin
from .projects import ProjectAdmin
from .rounds import RoundAdmin

admin.site.register(Round, RoundAdmin)
admin.site.register(Project, ProjectAdmin)
admin.site.register(Appeal, AppealAdmin)
