"""The ledger's own books: change numbers, what was published, what is due, troubles, the audit chain."""

from django.db import models


class Counter(models.Model):
    """A number that only grows; locked while a transaction takes from it."""

    name = models.CharField(primary_key=True, max_length=32)
    value = models.BigIntegerField(default=0)


class Cursor(models.Model):
    """How far a reader of the changes has come."""

    name = models.CharField(primary_key=True, max_length=160)
    change = models.BigIntegerField(default=0)


class Projection(models.Model):
    """A document as it should stand in Elasticsearch; may be dropped any day and made anew."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=255)
    municipality = models.CharField(max_length=64, default="")
    owner = models.CharField(max_length=255, db_index=True)
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    change = models.BigIntegerField(db_index=True)

    class Meta:
        """One document a key and municipality."""

        constraints = (models.UniqueConstraint(fields=("kind", "key", "municipality"), name="one_document_a_key"),)


class Removal(models.Model):
    """A document that should no longer stand in Elasticsearch."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=255)
    municipality = models.CharField(max_length=64, default="")
    change = models.BigIntegerField(db_index=True)


class DeadLetter(models.Model):
    """A document that Elasticsearch refused for good, and its reason, until it takes it; never the document itself."""

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=255)
    municipality = models.CharField(max_length=64, default="")
    reason = models.TextField()

    class Meta:
        """One letter a document."""

        constraints = (models.UniqueConstraint(fields=("kind", "key", "municipality"), name="one_letter_a_document"),)


class Step(models.Model):
    """When a step over everything was last done, and the stamp of the code that did it."""

    name = models.CharField(primary_key=True, max_length=32)
    stamp = models.CharField(max_length=128)
    at = models.DateTimeField()


class Turn(models.Model):
    """One due moment of one site's schedule: claimed by one worker, finished with a state and an outcome in words."""

    site = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=160, default="")
    state = models.CharField(max_length=12, default="")
    outcome = models.TextField(default="")

    class Meta:
        """A due moment is claimed once."""

        constraints = (models.UniqueConstraint(fields=("site", "due_at"), name="one_claim_a_turn"),)


class Trouble(models.Model):
    """Something wrong in the data that a person looks at and closes; never an exception."""

    site = models.CharField(max_length=64)
    level = models.CharField(max_length=8)
    sentence = models.TextField()
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class AuditEntry(models.Model):
    """One row of the append-only hash chain: who, when, what, why."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.TextField()
    what = models.TextField()
    why = models.TextField()
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
