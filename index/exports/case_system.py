"""A confirmed cluster for a municipality's case system: the bodies of requests to the Dutch Zaken and Documenten APIs.

In: a confirmed cluster, the municipality's own references. Out: JSON by file name, as those interfaces (1.x) take it.
Nothing is sent; what they ask beyond this (statuses, roles) the case system adds itself.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from index.exports.dossier import dossier
from peil.errors import RefusedError, SourceError
from peil.municipalities import name_of
from peil.records.exported import ExportedCluster

_CONFIDENTIAL = "zaakvertrouwelijk"
_TITLE, _EXPLAINED, _MARK = 80, 1000, 40


@dataclass(frozen=True, slots=True)
class CaseSystem:
    """The municipality's RSIN, and the addresses of its case type and document type in its catalogue."""

    rsin: str
    case_type: str
    document_type: str
    author: str


def case_files(cluster: ExportedCluster, municipality: str, to: CaseSystem, on: date) -> dict[str, bytes]:
    """`zaak.json`, `enkelvoudiginformatieobject.json` and `zaakinformatieobject.json`.

    Of flags and ads only those of the municipality. Raises SourceError where a reference cannot be right, RefusedError
    where no flag is confirmed there.
    """
    _check(to)
    if not any(flag.concerns(municipality) for flag in cluster.flags):
        what = f"no flag of it is confirmed in {municipality}"
        raise RefusedError(what, ground="charter 11", where=cluster.id, mend="a named reviewer confirms one first")
    page = _page(cluster, municipality, on).encode()
    bodies = {
        "zaak.json": _case(cluster, municipality, to, on),
        "enkelvoudiginformatieobject.json": _document(cluster, page, to, on),
        # `zaak` and `informatieobject` are added by whoever sends it: the addresses are made when the two above are.
        "zaakinformatieobject.json": {"titel": _title(cluster)},
    }
    return {name: json.dumps(body, indent=2, ensure_ascii=False).encode() for name, body in bodies.items()}


def is_rsin(text: str) -> bool:
    """Whether it is nine digits that pass the check of eleven."""
    if len(text) != 9 or not (text.isascii() and text.isdigit()):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(text, weights, strict=True)) % 11 == 0 and int(text) > 0


def _check(to: CaseSystem) -> None:
    if not is_rsin(to.rsin):
        raise SourceError(f"{to.rsin!r} is no RSIN", where="--rsin", mend="nine digits that pass the check of eleven")
    for name, value in (("--case-type", to.case_type), ("--document-type", to.document_type)):
        if not value.startswith("https://") or len(value) > 1000:
            raise SourceError(
                f"{value!r} is no address of a catalogue", where=name, mend="an https address would be right"
            )


def _case(cluster: ExportedCluster, municipality: str, to: CaseSystem, on: date) -> dict[str, Any]:
    rules = list(dict.fromkeys(flag.title_nl for flag in cluster.flags if flag.concerns(municipality)))
    return {
        "bronorganisatie": to.rsin,
        "verantwoordelijkeOrganisatie": to.rsin,
        "zaaktype": to.case_type,
        "startdatum": on.isoformat(),
        "registratiedatum": on.isoformat(),
        "omschrijving": _title(cluster),
        "toelichting": _cut(f"Bevestigd in {name_of(municipality)}: {'; '.join(rules)}.", _EXPLAINED),
        "vertrouwelijkheidaanduiding": _CONFIDENTIAL,
        "kenmerken": [{"kenmerk": _cut(cluster.id, _MARK), "bron": "Peil"}],
    }


def _document(cluster: ExportedCluster, page: bytes, to: CaseSystem, on: date) -> dict[str, Any]:
    digest = hashlib.sha256(page).hexdigest()
    return {
        "bronorganisatie": to.rsin,
        "creatiedatum": on.isoformat(),
        "titel": _title(cluster),
        "auteur": to.author,
        "taal": "nld",
        "formaat": "text/html",
        "bestandsnaam": f"dossier-{cluster.id}.html",
        "bestandsomvang": len(page),
        "inhoud": base64.b64encode(page).decode(),
        "integriteit": {"algoritme": "sha_256", "waarde": digest, "datum": on.isoformat()},
        "informatieobjecttype": to.document_type,
        "status": "definitief",
        "vertrouwelijkheidaanduiding": _CONFIDENTIAL,
    }


def _page(cluster: ExportedCluster, municipality: str, on: date) -> str:
    said = (f"Gemeente {name_of(municipality)}, {on:%d-%m-%Y}.",)
    flags = tuple(flag for flag in cluster.flags if flag.concerns(municipality))
    ads = tuple(ad for ad in cluster.ads if ad.municipality in ("", municipality))
    own = replace(cluster, ads=ads, flags=flags)
    return dossier(_title(cluster), said, [own])


def _title(cluster: ExportedCluster) -> str:
    return _cut(f"Signalen over cluster {cluster.id}", _TITLE)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
