"""What a Pabulib file says beyond what a round of ours holds, so that nothing is lost."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PabulibSource(models.Model):
    """The texts of an imported election as they stood in its file.

    Costs, codes and ballots are in the round and its poll, in our units; here is how the file wrote
    them, with every key and column that we do not know. Rows of VOTES are public already.
    """

    round = models.OneToOneField(
        "budgeting.Round", on_delete=models.CASCADE, related_name="pabulib"
    )
    file_name = models.CharField(max_length=200)
    # [[key, value], ...] in the order of the file.
    meta = models.JSONField()
    project_columns = models.JSONField()
    project_rows = models.JSONField()
    vote_columns = models.JSONField()
    # Gzipped JSON: a list of rows.
    vote_rows = models.BinaryField()
    # Our whole tenge are 1/scale of the file's unit of money.
    scale = models.PositiveBigIntegerField(default=1)
    # {project_id: number on the ballot}; the same unless an id is too long for one.
    codes = models.JSONField()

    class Meta:
        verbose_name = _("imported Pabulib file")
        verbose_name_plural = _("imported Pabulib files")

    def __str__(self) -> str:
        return self.file_name
