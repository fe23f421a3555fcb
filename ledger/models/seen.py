"""Facts: what crawls saw, and under which mandate. Append-only; retention and erasure are the one exception."""

from django.db import models


class Site(models.Model):
    """A public advertisement web site."""

    name = models.CharField(primary_key=True, max_length=64)
    country = models.CharField(max_length=2, default="NL")


class Run(models.Model):
    """One committed crawl of one site."""

    id = models.CharField(primary_key=True, max_length=96)
    site = models.ForeignKey(Site, models.PROTECT)
    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField()
    state = models.CharField(max_length=8)
    folder = models.CharField(max_length=160)
    manifest_sha256 = models.CharField(max_length=64)
    ads_present = models.IntegerField()
    ads_gone = models.IntegerField()
    floor = models.IntegerField()
    coverage = models.FloatField(null=True)
    errors = models.IntegerField()
    change = models.BigIntegerField(db_index=True)


class Ad(models.Model):
    """One advertisement at one site, under the site's own reference; `id` is `site:ref`."""

    id = models.CharField(primary_key=True, max_length=255)
    site = models.ForeignKey(Site, models.PROTECT)
    ref = models.CharField(max_length=190)
    url = models.TextField()
    account = models.CharField(max_length=255, default="")
    status = models.CharField(max_length=12)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField(db_index=True)
    cluster = models.ForeignKey("ledger.Cluster", models.SET_NULL, null=True)
    persona = models.CharField(max_length=32, default="")
    change = models.BigIntegerField(db_index=True)


class Version(models.Model):
    """What an ad said; `id` is `ad@` and the head of the hash over its meaning."""

    id = models.CharField(primary_key=True, max_length=280)
    ad = models.ForeignKey(Ad, models.CASCADE)
    content_sha256 = models.CharField(max_length=64)
    title = models.TextField()
    text = models.TextField()
    phone = models.TextField()
    city = models.TextField()
    address = models.TextField()
    age = models.TextField()
    price = models.JSONField(default=list)
    account = models.TextField()
    website = models.TextField()
    category = models.TextField()
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()


class Image(models.Model):
    """One image file, by its hash, and where its bytes stand in the evidence."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    file = models.CharField(max_length=200)
    offset = models.BigIntegerField()
    first_seen = models.DateTimeField()


class Photo(models.Model):
    """An image file shown in a version of an ad."""

    version = models.ForeignKey(Version, models.CASCADE)
    image = models.ForeignKey(Image, models.CASCADE)
    position = models.IntegerField()
    url = models.TextField()

    class Meta:
        """One image stands once in one place."""

        constraints = (models.UniqueConstraint(fields=("version", "position"), name="one_photo_a_position"),)


class Sighting(models.Model):
    """One look at one ad at one moment; `version` is None where the ad was not there to be read."""

    ad = models.ForeignKey(Ad, models.CASCADE)
    run = models.ForeignKey(Run, models.CASCADE)
    version = models.ForeignKey(Version, models.CASCADE, null=True)
    seen_at = models.DateTimeField(db_index=True)
    status = models.CharField(max_length=12)
    posted = models.TextField(default="")
    file = models.CharField(max_length=200, default="")
    offset = models.BigIntegerField(null=True)

    class Meta:
        """A run sees an ad once."""

        constraints = (models.UniqueConstraint(fields=("run", "ad"), name="one_sighting_a_run"),)


class Mandate(models.Model):
    """The recorded authority to crawl: who, on which basis, what for, where, how long."""

    controller = models.TextField()
    legal_basis = models.TextField()
    purpose = models.TextField()
    dpia = models.TextField()
    hosts = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.TextField()
