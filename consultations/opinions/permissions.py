"""Who may see a conversation, and when it takes votes."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from commons.territories.permissions import can_read_desk

from .enums import ConversationStatus
from .models import Conversation


def is_open(conversation: Conversation, at: datetime) -> bool:
    """By the clock as well as by its state: the sweep may come after midnight."""
    return (
        conversation.status == ConversationStatus.OPEN
        and conversation.closes_on is not None
        and timezone.localdate(at) <= conversation.closes_on
    )


def can_see(person: Any, conversation: Conversation) -> bool:
    drafted = conversation.status == ConversationStatus.DRAFT
    return not drafted or can_read_desk(person, conversation.akimat)
