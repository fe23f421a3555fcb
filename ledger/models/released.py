"""What went out: weeks to researchers, each once and the same for ever after; sealed exports to the police."""

from django.db import models


class ReleasedWeek(models.Model):
    """A week (its Monday) that went out, in one form: the rows themselves as tables, or the digest of the whole set."""

    week = models.DateField(primary_key=True)
    form = models.CharField(max_length=8)
    body = models.JSONField()
    at = models.DateTimeField()


class PoliceExport(models.Model):
    """A police export, from question over approval to file or revocation; never its content."""

    clusters = models.JSONField()
    purpose = models.TextField()
    ground = models.TextField()
    recipient = models.TextField()
    photos = models.BooleanField()
    expires = models.DateField()
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    approved_by = models.TextField(default="")
    approved_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, default="")
    revoked_by = models.TextField(default="")
    revoked_at = models.DateTimeField(null=True)
