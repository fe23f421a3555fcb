"""What joins ads: identifiers in use, links with their evidence, hubs, clusters and their history."""

from django.db import models

from ledger.models.seen import Ad


class Cluster(models.Model):
    """Ads joined by links; ended where it was merged into another or lost its last ad.

    `licence_match` (exact, probable, none, unknown) and `licence_no` are the judge's latest word.
    """

    id = models.CharField(primary_key=True, max_length=32)
    born_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    licence_match = models.CharField(max_length=8, default="unknown")
    licence_no = models.CharField(max_length=64, default="")
    change = models.BigIntegerField(db_index=True)


class ClusterEvent(models.Model):
    """Birth, merge, split or end of a cluster, with its cause in words."""

    cluster = models.ForeignKey(Cluster, models.CASCADE)
    cause = models.CharField(max_length=8)
    at = models.DateTimeField()
    others = models.JSONField(default=list)
    why = models.TextField(default="")


class Membership(models.Model):
    """An ad's time in a cluster, from `since` up to `until`, which is open while it lasts."""

    ad = models.ForeignKey(Ad, models.CASCADE)
    cluster = models.CharField(max_length=32, db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)


class Identifier(models.Model):
    """A value that can join ads, at one ad, over the time it was seen there."""

    ad = models.ForeignKey(Ad, models.CASCADE)
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=255)
    first_seen = models.DateTimeField(null=True)
    last_seen = models.DateTimeField(null=True)

    class Meta:
        """One row an ad and value; found by value."""

        constraints = (models.UniqueConstraint(fields=("ad", "kind", "value"), name="one_identifier_an_ad"),)
        indexes = (models.Index(fields=("kind", "value"), name="identifier_value"),)


class Link(models.Model):
    """Two ads joined by an identifier."""

    a = models.ForeignKey(Ad, models.CASCADE, related_name="+")
    b = models.ForeignKey(Ad, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=255)
    evidence = models.TextField()
    first_seen = models.DateTimeField(null=True)
    last_seen = models.DateTimeField(null=True)
    distance = models.IntegerField(null=True)

    class Meta:
        """One row a pair and identifier."""

        constraints = (models.UniqueConstraint(fields=("a", "b", "kind", "value"), name="one_link_a_pair"),)


class Hub(models.Model):
    """An identifier in quarantine, since when and why; `until` once it no longer is."""

    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=255)
    reason = models.TextField()
    ads = models.IntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
