"""What was derived from facts, with the stamp of the code that did it; rebuilt whenever the stamp is old."""

from django.db import models

from ledger.models.seen import Image, Version


class Reading(models.Model):
    """What was read from a version: the record as JSON, and the columns that queries need."""

    version = models.OneToOneField(Version, models.CASCADE, primary_key=True)
    stamp = models.CharField(max_length=64, db_index=True)
    municipality = models.CharField(max_length=64, default="", db_index=True)
    certainty = models.CharField(max_length=8, default="unknown")
    minor = models.BooleanField(default=False)
    body = models.JSONField()

    class Meta:
        """The few that state a minor are looked for with every page and every document."""

        indexes = (models.Index(fields=("version",), condition=models.Q(minor=True), name="reading_of_a_minor"),)


class Fingerprint(models.Model):
    """What was computed from an image file to know the same file again."""

    image = models.OneToOneField(Image, models.CASCADE, primary_key=True)
    stamp = models.CharField(max_length=128, db_index=True)
    pdq = models.CharField(max_length=64, default="", db_index=True)
    quality = models.IntegerField(default=0)
    body = models.JSONField()


class PhotoPair(models.Model):
    """Two image files (`a` before `b` by hash) that show one photo, as the second look decided."""

    a = models.ForeignKey(Image, models.CASCADE, related_name="+")
    b = models.ForeignKey(Image, models.CASCADE, related_name="+")
    stamp = models.CharField(max_length=128)
    how = models.CharField(max_length=8)
    distance = models.IntegerField()
    evidence = models.JSONField()

    class Meta:
        """A pair has one row."""

        constraints = (models.UniqueConstraint(fields=("a", "b"), name="one_row_a_photo_pair"),)


class LeftOut(models.Model):
    """An image file that many who have nothing else in common show: a site's own, left out of linking."""

    image = models.OneToOneField(Image, models.CASCADE, primary_key=True)
    since = models.DateTimeField()
    reason = models.TextField()
