"""A confirmed cluster written for a municipality's case system.

In: a cluster, the municipality's references. Out: a new folder of request bodies; noted in the audit chain.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.pipeline import rule_titles
from index.exports.case_system import CaseSystem, case_files
from index.exports.written import write_tables
from ledger.audit import append_audit
from ledger.exported import exported_clusters
from peil.days import day_of
from peil.errors import SourceError


@dataclass(frozen=True, slots=True)
class CaseAsked:
    """Which cluster for which municipality, who asks, and why."""

    cluster: str
    municipality: str
    by: str
    purpose: str


def export_case(asked: CaseAsked, to: CaseSystem, out: Path, at: datetime) -> None:
    """Write the folder; raises RefusedError where no flag of the cluster is confirmed in the municipality."""
    found = exported_clusters([asked.cluster], rule_titles())
    if not found:
        raise SourceError("there is no such cluster", where=asked.cluster)
    files = case_files(found[0], asked.municipality, to, day_of(at))
    texts = {name: content.decode() for name, content in files.items()}
    write_tables(out, {}, texts, {"cluster": asked.cluster, "municipality": asked.municipality})
    facts = {"cluster": asked.cluster, "municipality": asked.municipality}
    append_audit(asked.by, "case written", asked.purpose, facts, at)
