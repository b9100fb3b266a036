"""What the bare view writes: a key, and what the form said."""

from django.db import models


class Line(models.Model):
    choices = models.JSONField()

    class Meta:
        app_label = "site"

    def __str__(self) -> str:
        return str(self.pk)
