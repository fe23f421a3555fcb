"""What became of the rules themselves: versions that were used, and suspensions."""

from django.db import models


class RuleVersion(models.Model):
    """A version of a rule from the first day it judged, and what it changed: flags that came and went with it."""

    rule = models.CharField(max_length=40)
    stamp = models.CharField(max_length=64)
    since = models.DateField()
    came = models.JSONField(default=list)
    went = models.JSONField(default=list)

    class Meta:
        """A version is first used once."""

        constraints = (models.UniqueConstraint(fields=("rule", "stamp"), name="one_rule_version"),)


class RuleSuspension(models.Model):
    """A rule that is not shown in a municipality since too many of its flags were dismissed, until a manager looked."""

    rule = models.CharField(max_length=40)
    municipality = models.CharField(max_length=64, default="")
    since = models.DateField()
    dismissed = models.IntegerField()
    decided = models.IntegerField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.TextField(default="")
    reason = models.TextField(default="")
