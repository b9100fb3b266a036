"""What a result page needs of the ballots, worked out once when they are counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResultSummary(models.Model):
    """Numbers over the ballots of one envelope, and the ballots themselves as they are published.

    Kept from sight until the result is published; the views ask the round.
    """

    envelope = models.OneToOneField(
        "budgeting.Envelope", on_delete=models.CASCADE, related_name="summary"
    )
    # See `results.summaries.numbers_of`.
    numbers = models.JSONField()
    # The ballots as a .pb file, gzipped.
    ballots_file = models.BinaryField(default=b"")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("summary of a result")
        verbose_name_plural = _("summaries of results")

    def __str__(self) -> str:
        return str(self.pk)
