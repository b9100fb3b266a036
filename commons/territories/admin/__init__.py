"""Places, akimats and their staff on the desk; and what every queue of the desk is made of."""

from django.contrib import admin

from ..models import Akimat, Membership, Territory
from .akimats import AkimatAdmin
from .memberships import MembershipAdmin
from .places import TerritoryAdmin

admin.site.register(Akimat, AkimatAdmin)
admin.site.register(Membership, MembershipAdmin)
admin.site.register(Territory, TerritoryAdmin)
