"""Django models, a module a stage of the line. Facts are appended, decisions superseded, the rest can be rebuilt."""

from ledger.models.bookkeeping import AuditEntry, Counter, Cursor, DeadLetter, Projection, Removal, Step, Trouble, Turn
from ledger.models.joined import Cluster, ClusterEvent, Hub, Identifier, Link, Membership
from ledger.models.judged import Decision, Flag
from ledger.models.measured import Measurement
from ledger.models.read import Fingerprint, LeftOut, PhotoPair, Reading
from ledger.models.register import Closure, Licence, Policy, RegisterImport, ReplacedRow
from ledger.models.released import PoliceExport, ReleasedWeek
from ledger.models.rules import RuleSuspension, RuleVersion
from ledger.models.seen import Ad, Image, Mandate, Photo, Run, Sighting, Site, Version
from ledger.models.subjects import Mention, Statement, Suppression

__all__ = [
    "Ad",
    "AuditEntry",
    "Closure",
    "Cluster",
    "ClusterEvent",
    "Counter",
    "Cursor",
    "DeadLetter",
    "Decision",
    "Fingerprint",
    "Flag",
    "Hub",
    "Identifier",
    "Image",
    "LeftOut",
    "Licence",
    "Link",
    "Mandate",
    "Measurement",
    "Membership",
    "Mention",
    "Photo",
    "PhotoPair",
    "PoliceExport",
    "Policy",
    "Projection",
    "Reading",
    "RegisterImport",
    "ReleasedWeek",
    "Removal",
    "ReplacedRow",
    "RuleSuspension",
    "RuleVersion",
    "Run",
    "Sighting",
    "Site",
    "Statement",
    "Step",
    "Suppression",
    "Trouble",
    "Turn",
    "Version",
]
