"""A police export made: what the ledger says of the clusters, their evidence, sealed for one recipient.

In: the number of an approved request. Out: one file; what is in it stands nowhere else. Evidence of an ad that may be a
minor's stays behind, photos go along only where the approval says so (charter 18 and 20).
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from console.pipeline import rule_titles
from crawlers.kept_ads import KeptAd, kept_ad
from crawlers.wacz import write_wacz
from index.exports.dossier import dossier
from index.exports.police.bundle import sealed
from index.exports.police.contents import contents_of
from index.exports.police.signing import signing_key
from index.exports.police.stix import stix_bundle
from ledger.exported import exported_clusters
from ledger.police_exports import export_to_write, note_written
from peil import __version__
from peil.errors import SourceError
from peil.private_files import write_private
from peil.records.exported import ExportedCluster, ExportRequest
from peil.records.plain import to_json
from peil.settings import Settings


def write_export(number: int, out: Path, deployment: Settings, by: str, at: datetime) -> str:
    """Write the sealed file of an approved request, readable by its owner alone; gives its SHA-256.

    Raises RefusedError where it is not approved, expired, revoked or written already. Nothing is written then.
    """
    request = export_to_write(number, at)
    clusters = exported_clusters(request.clusters, rule_titles())
    told = {"dossier.html": _dossier(clusters, request).encode(), "clusters.stix.json": stix_bundle(clusters, at)}
    contents = contents_of(clusters) | told
    evidence, missing = _evidence(clusters, deployment.runs, request.photos, at)
    about = {**_about(request, at), "evidence_missing": missing}
    data = sealed(contents | evidence, about, signing_key(signing_file(deployment)), request.recipient)
    digest = hashlib.sha256(data).hexdigest()
    write_private(out, data)
    try:
        note_written(number, digest, by, at)
    except BaseException:
        out.unlink()  # a file that nobody wrote down may not leave
        raise
    return digest


def signing_file(deployment: Settings) -> Path:
    """Where the key stands that signs exports."""
    return deployment.data / "keys" / "export-signing.key"


def _evidence(
    clusters: Sequence[ExportedCluster], runs: Path, photos: bool, at: datetime
) -> tuple[dict[str, bytes], list[str]]:
    """The records behind the ads as a WACZ, and the ads of which none is kept or may go along."""
    ads = [ad.id for cluster in clusters if not cluster.possible_minor for ad in cluster.ads]
    missing = [ad.id for cluster in clusters if cluster.possible_minor for ad in cluster.ads]
    kept: list[KeptAd] = []
    for ad in ads:
        try:
            kept.append(kept_ad(runs, ad))
        except SourceError:
            missing.append(ad)
    if not kept:
        return {}, sorted(missing)
    with TemporaryDirectory(prefix="peil-export-") as folder:
        packed = write_wacz(kept, Path(folder) / "evidence.wacz", at, photos=photos)
        return {"evidence.wacz": packed.file.read_bytes()}, sorted(missing)


def _dossier(clusters: Sequence[ExportedCluster], request: ExportRequest) -> str:
    said = (
        f"Doel: {request.purpose}",
        f"Grondslag: {request.ground}",
        f"Gevraagd door {request.asked_by}, goedgekeurd door {request.approved_by}.",
        f"Te vernietigen na {request.expires:%d-%m-%Y}.",
    )
    return dossier(f"Dossier {request.number}", said, clusters)


def _about(request: ExportRequest, at: datetime) -> dict[str, Any]:
    names = ("number", "purpose", "ground", "asked_by", "asked_at", "approved_by", "approved_at", "expires", "photos")
    said = {name: to_json(getattr(request, name)) for name in names}
    return {
        **said,
        "recipient": request.recipient,
        "clusters": len(request.clusters),
        "made_at": to_json(at),
        "peil": __version__,
    }
