"""People on the desk: the queue of verifications, the roll, and accounts for the operators."""

from django.contrib import admin

from ..models import Person, ResidencyVerification
from .accounts import PersonAdmin
from .verifications import VerificationAdmin

admin.site.register(ResidencyVerification, VerificationAdmin)
admin.site.register(Person, PersonAdmin)
