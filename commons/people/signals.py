"""Told to whoever listens above: people knows nothing of votes and of messages."""

from django.dispatch import Signal

# Sent inside the transaction, with `verification`, when somebody's residency has been verified.
residency_verified = Signal()
# Sent inside the transaction, with `verification`, when staff refused or revoked one.
verification_refused = Signal()
# Sent inside the transaction, with `person`, before an account is emptied.
person_erased = Signal()
