"""Flags that rules raised, and what named reviewers decided."""

from django.db import models

from ledger.models.joined import Cluster


class Flag(models.Model):
    """A named rule that was true of a cluster in a municipality over a period; a lead for a person.

    `state` is open, asleep (does not hold today) or lapsed (28 days asleep); what people said of it is in decisions.
    """

    id = models.CharField(primary_key=True, max_length=40)
    cluster = models.ForeignKey(Cluster, models.CASCADE)
    rule = models.CharField(max_length=40)
    municipality = models.CharField(max_length=64, default="")
    municipalities = models.JSONField(default=list)
    persona = models.CharField(max_length=32, default="")
    state = models.CharField(max_length=8, db_index=True)
    since = models.DateField()
    last_held = models.DateField()
    reasons = models.JSONField(default=list)
    stamp = models.CharField(max_length=64)
    change = models.BigIntegerField(db_index=True)

    class Meta:
        """Found by the municipality whose list it stands on."""

        indexes = (models.Index(fields=("municipality", "state", "change"), name="flag_on_a_list"),)


class Decision(models.Model):
    """What a named reviewer said. Never overwritten: a later one supersedes it."""

    kind = models.CharField(max_length=16)
    cluster = models.CharField(max_length=32, default="")
    rule = models.CharField(max_length=40, default="")
    municipality = models.CharField(max_length=64, default="")
    persona = models.CharField(max_length=32, default="")
    licence_no = models.CharField(max_length=64, default="")
    a = models.CharField(max_length=255, default="")
    b = models.CharField(max_length=255, default="")
    identifier_kind = models.CharField(max_length=12, default="")
    value = models.CharField(max_length=255, default="")
    at = models.DateTimeField()
    by = models.TextField()
    reason = models.TextField()
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True)

    class Meta:
        """Found by what it is about."""

        indexes = (models.Index(fields=("cluster", "rule"), name="decision_subject"),)
