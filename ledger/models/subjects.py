"""Whom ads are about: the way from a subject to its ads, what subjects said, and tokens of those who stay out."""

from django.db import models

from ledger.models.seen import Ad


class Mention(models.Model):
    """A subject that an ad names: a number in E.164, or the SHA-256 of an account or of an address."""

    ad = models.ForeignKey(Ad, models.CASCADE)
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=64)

    class Meta:
        """One row an ad and subject; found by subject."""

        constraints = (models.UniqueConstraint(fields=("ad", "kind", "value"), name="one_mention_an_ad"),)
        indexes = (models.Index(fields=("kind", "value"), name="mention_value"),)


class Statement(models.Model):
    """What a subject had noted of an ad: a rectification, or an objection, which holds the ad back until lifted."""

    ad = models.ForeignKey(Ad, models.CASCADE)
    kind = models.CharField(max_length=13)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()
    lifted_at = models.DateTimeField(null=True)


class Suppression(models.Model):
    """Somebody who is kept out of later crawls: a keyed token and nothing else."""

    token = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=8)
    at = models.DateTimeField()
