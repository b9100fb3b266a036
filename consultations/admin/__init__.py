"""Hearings on the desk: the way to their pages of work, and what waits there."""

from django.contrib import admin

from ..models import Meeting
from .desk import HearingsAdmin

admin.site.register(Meeting, HearingsAdmin)
