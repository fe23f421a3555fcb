"""What registers and councils say, as their files gave it."""

from django.db import models


class RegisterImport(models.Model):
    """One import of one file: what was taken, changed, refused and why."""

    kind = models.CharField(max_length=12)
    file_name = models.TextField()
    file_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.TextField()
    report = models.JSONField(default=list)


class Licence(models.Model):
    """One period of one licence, as the latest import that spoke of it gave it."""

    municipality = models.CharField(max_length=8)
    licence_no = models.CharField(max_length=64)
    valid_from = models.DateField()
    body = models.JSONField()
    imported = models.ForeignKey(RegisterImport, models.PROTECT)

    class Meta:
        """A licence's periods differ by their first day."""

        constraints = (
            models.UniqueConstraint(fields=("municipality", "licence_no", "valid_from"), name="one_licence_period"),
        )


class ReplacedRow(models.Model):
    """A row of a register or of policies as it stood until a later import gave another; never changed again."""

    kind = models.CharField(max_length=16)
    municipality = models.CharField(max_length=8)
    licence_no = models.CharField(max_length=64, default="")
    valid_from = models.DateField()
    body = models.JSONField()
    imported = models.ForeignKey(RegisterImport, models.PROTECT, related_name="+")
    replaced_by = models.ForeignKey(RegisterImport, models.PROTECT, related_name="replaced")


class Policy(models.Model):
    """What a municipality allows over a period."""

    municipality = models.CharField(max_length=8)
    valid_from = models.DateField()
    body = models.JSONField()
    imported = models.ForeignKey(RegisterImport, models.PROTECT)

    class Meta:
        """A municipality's policies differ by their first day."""

        constraints = (models.UniqueConstraint(fields=("municipality", "valid_from"), name="one_policy_period"),)


class Closure(models.Model):
    """An address closed by order over a period."""

    municipality = models.CharField(max_length=8)
    postcode = models.CharField(max_length=6)
    house_number = models.CharField(max_length=16)
    valid_from = models.DateField()
    body = models.JSONField()
    imported = models.ForeignKey(RegisterImport, models.PROTECT)
