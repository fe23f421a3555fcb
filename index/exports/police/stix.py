"""The confirmed clusters as STIX 2.1, for parties that exchange that.

In: exported clusters, a moment. Out: a bundle of public objects alone: a grouping a cluster, observed data an ad, a
note a confirmed flag, all under TLP:RED. The same clusters get the same ids. Nobody is accused: no indicator, no actor.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import stix2

from peil import __version__
from peil.records.exported import ExportedAd, ExportedCluster, ExportedFlag

_SPACE = UUID("6a1f3c1e-6d0e-5a8b-9a3e-7f0c2d6b5e41")
_NO_PROOF = "A rule that was true and was confirmed by a supervisor; no proof of an offence."


def stix_bundle(clusters: Sequence[ExportedCluster], at: datetime) -> bytes:
    """The bundle as JSON; `at` is when its objects were made."""
    made = _Made(at)
    objects = [made.identity, stix2.TLP_RED]
    for cluster in clusters:
        objects += made.cluster(cluster)
    each = {one["id"]: one for one in objects}
    name = "|".join(cluster.id for cluster in clusters)
    text: str = stix2.Bundle(*each.values(), id=f"bundle--{uuid5(_SPACE, f'{name}|{at.isoformat()}')}").serialize(
        pretty=True
    )
    return text.encode()


class _Made:
    """Objects of one bundle, with what they share."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.identity = stix2.Identity(
            id=_id("identity", "peil"), created=at, modified=at, name=f"Peil {__version__}", identity_class="system"
        )

    def cluster(self, one: ExportedCluster) -> list[Any]:
        """A cluster: its ads as observed, a grouping of them, and a note a flag."""
        seen = [self._ad(ad) for ad in one.ads]
        refs = [data["id"] for _, data in seen]
        if not refs:
            return []
        group = stix2.Grouping(
            **self._shared("grouping", one.id),
            name=f"Cluster {one.id}",
            description="Advertisements joined by numbers, accounts and photo files; the joining is an inference.",
            context="unspecified",
            object_refs=refs,
        )
        objects = [made for parts, data in seen for made in (*parts, data)]
        return [*objects, group, *(self._note(flag, one.id, group["id"]) for flag in one.flags)]

    def _ad(self, ad: ExportedAd) -> tuple[list[Any], Any]:
        parts = [
            stix2.URL(value=ad.url),
            *_accounts(ad),
            *(stix2.File(hashes={"SHA-256": photo}) for photo in ad.photos),
        ]
        data = stix2.ObservedData(
            **self._shared("observed-data", ad.id),
            first_observed=ad.first_seen,
            last_observed=ad.last_seen,
            number_observed=1,
            object_refs=[part["id"] for part in parts],
        )
        return parts, data

    def _note(self, flag: ExportedFlag, cluster: str, group: str) -> Any:
        reasons = " ".join(reason.text_en for reason in flag.reasons)
        place = f" in {flag.municipality}" if flag.municipality else ""
        return stix2.Note(
            **self._shared("note", "|".join((cluster, flag.rule, flag.municipality, flag.since.isoformat()))),
            abstract=f"{flag.title_en}{place}",
            content=f"{_NO_PROOF} From {flag.since} up to and including {flag.last_held}. {reasons}",
            object_refs=[group],
        )

    def _shared(self, kind: str, name: str) -> dict[str, Any]:
        return {
            "id": _id(kind, name),
            "created": self.at,
            "modified": self.at,
            "created_by_ref": self.identity["id"],
            "object_marking_refs": [stix2.TLP_RED],
        }


def _accounts(ad: ExportedAd) -> Iterable[Any]:
    """The account at the site; numbers too, since STIX has no object for one."""
    if ad.account:
        yield stix2.UserAccount(
            user_id=ad.account, account_type="advertiser", display_name=f"{ad.account} at {ad.site}"
        )
    for number in ad.numbers:
        yield stix2.UserAccount(user_id=number, account_type="telephone")


def _id(kind: str, name: str) -> str:
    return f"{kind}--{uuid5(_SPACE, f'{kind}|{name}')}"
