"""Measurements of the waterbed effect that somebody kept."""

from django.db import models


class Measurement(models.Model):
    """What was said of an enforcement day; measured again, the same question takes the place of its answer."""

    key = models.CharField(max_length=64, unique=True)
    municipality = models.CharField(max_length=8)
    on = models.DateField()
    measured_on = models.DateField()
    said = models.CharField(max_length=12)
    version = models.CharField(max_length=32)
    body = models.JSONField()
    change = models.BigIntegerField()
