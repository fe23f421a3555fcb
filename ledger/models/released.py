"""What went out to researchers: a week goes out once, and is the same for ever after."""

from django.db import models


class ReleasedWeek(models.Model):
    """A week (its Monday) that went out, in one form: the rows themselves as tables, or the digest of the whole set."""

    week = models.DateField(primary_key=True)
    form = models.CharField(max_length=8)
    body = models.JSONField()
    at = models.DateTimeField()
