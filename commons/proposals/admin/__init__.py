"""Proposals and comments on the desk."""

from django.contrib import admin

from ..models import Comment, Proposal
from .queue import ProposalAdmin
from .remarks import CommentAdmin

admin.site.register(Proposal, ProposalAdmin)
admin.site.register(Comment, CommentAdmin)
