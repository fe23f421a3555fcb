"""What joins a cluster, what its ads show that was not used, and the numbers and accounts in it.

In: a seen cluster. Out: identifiers with their ads and links, numbers masked unless the whole is asked for; how many
ads elsewhere show the same; hubs with the reason of their quarantine.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.web.masking import masked_number, masked_words, whole_number
from console.web.records.reviewing import SeenCluster
from console.web.records.standing import versions_of
from ledger import models
from ledger.changes import batches

LINKS_SHOWN, PHOTOS_SHOWN = 12, 4
_KINDS = {
    "phone": gettext_lazy("nummer"),
    "image": gettext_lazy("foto"),
    "account": gettext_lazy("account"),
    "website": gettext_lazy("website"),
    "handle": gettext_lazy("berichtennaam"),
    "licence_no": gettext_lazy("vergunningnummer"),
    "same": gettext_lazy("uitspraak"),
}
_ORDER = {kind: place for place, kind in enumerate(_KINDS)}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ads that an identifier joins; `bits` differ between their photos; `version` for who decides on them."""

    a: str
    b: str
    bits: int | None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Joiner:
    """One identifier of the cluster: how it is called, its ads, the links it makes, who else shows it, and why not.

    `row` is one of its rows in the ledger, to name it without its value; `photos` are the cluster's files of one photo.
    """

    kind: str
    value: str
    called: str
    shown: str
    ads: int
    first_seen: datetime | None
    last_seen: datetime | None
    pairs: tuple[Pair, ...]
    more: int
    elsewhere: int
    quarantine: str
    row: int
    version: int = 0
    photos: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        if self.quarantine:
            return _("in quarantaine: verbindt niets")
        if self.pairs:
            return _("verbindt %(count)s advertenties") % {"count": self.more + len(self.pairs) + 1}
        if self.elsewhere:
            return _("ook bij %(count)s advertenties elders, en niet gebruikt") % {"count": self.elsewhere}
        return _("verbindt niets")


def joiners_of(seen: SeenCluster, whole: bool) -> list[Joiner]:
    """Every identifier that joins, is in quarantine or is shown elsewhere too; numbers and accounts in any case."""
    counted, versions = _counted(seen), versions_of(seen)
    pairs = _pairs(seen, versions)
    hubs, elsewhere = _hubs({value for _kind, value in counted}), _elsewhere(seen, counted)
    photos = {} if seen.urgent else _alike([value for kind, value in {*counted, *pairs} if kind == "image"], counted)
    keys = sorted({*counted, *pairs}, key=lambda key: (key not in pairs, _ORDER.get(key[0], len(_ORDER)), key[1]))
    found = [
        replace(
            _joiner(key, counted.get(key, {}), pairs.get(key, []), whole),
            quarantine=hubs.get(key, ""),
            elsewhere=elsewhere.get(key, 0),
            version=versions.get(key, 0),
            photos=tuple(sorted(photos.get(key[1], ()))[:PHOTOS_SHOWN]),
        )
        for key in keys
    ]
    return [one for one in found if one.pairs or one.quarantine or one.elsewhere or one.kind != "image"]


def _alike(named: Iterable[str], counted: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The cluster's own files of each photo: the file itself, and those that the second look took for the same."""
    own = {value for kind, value in counted if kind == "image"}
    found = {value: {value} & own for value in named}
    for batch in batches(found):
        rows = models.PhotoPair.objects.filter(Q(a__in=batch) | Q(b__in=batch)).values_list("a_id", "b_id")
        for a, b in rows:
            for one, other in ((a, b), (b, a)):
                if one in found and other in own:
                    found[one].add(other)
    return found


def _counted(seen: SeenCluster) -> dict[tuple[str, str], dict[str, object]]:
    rows = models.Identifier.objects.filter(ad__cluster_id=seen.id).values("kind", "value")
    rows = rows.annotate(ads=Count("ad"), row=Min("pk"), first=Min("ad__first_seen"), last=Max("ad__last_seen"))
    return {(row["kind"], row["value"]): dict(row) for row in rows if row["kind"] in _KINDS}


def _pairs(seen: SeenCluster, versions: dict[tuple[str, ...], int]) -> dict[tuple[str, str], list[Pair]]:
    found: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    rows = models.Link.objects.filter(a__cluster_id=seen.id).order_by("a_id", "b_id")
    for a, b, kind, value, bits in rows.values_list("a_id", "b_id", "kind", "value", "distance"):
        # Links part an account from its site by a slash, identifiers by a colon.
        key = (kind, value.replace("/", ":", 1) if kind == "account" else value)
        found[key].append(Pair(a, b, bits, versions.get((a, b), 0)))
    return found


def _hubs(values: Iterable[str]) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for batch in batches(values):
        rows = models.Hub.objects.filter(until=None, value__in=batch)
        found |= {(kind, value): reason for kind, value, reason in rows.values_list("kind", "value", "reason")}
    return found


def _elsewhere(seen: SeenCluster, shown: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """How many ads of other clusters show the same; by kind and value, as the table is indexed."""
    found: dict[tuple[str, str], int] = {}
    for asked in _KINDS:
        for batch in batches(value for kind, value in shown if kind == asked):
            rows = models.Identifier.objects.filter(kind=asked, value__in=batch).exclude(ad__cluster_id=seen.id)
            found |= {(asked, value): ads for value, ads in rows.values_list("value").annotate(ads=Count("ad"))}
    return found


def _joiner(key: tuple[str, str], counted: dict[str, object], pairs: list[Pair], whole: bool) -> Joiner:
    kind, value = key
    return Joiner(
        kind=kind,
        value=value,
        called=str(_KINDS.get(kind, kind)),
        shown=shown_value(kind, value, whole),
        ads=int(str(counted.get("ads", 0))),
        first_seen=counted.get("first"),  # type: ignore[arg-type]  # a row of the query above
        last_seen=counted.get("last"),  # type: ignore[arg-type]  # the same
        pairs=tuple(pairs[:LINKS_SHOWN]),
        more=max(0, len(pairs) - LINKS_SHOWN),
        elsewhere=0,
        quarantine="",
        row=int(str(counted.get("row", 0))),
    )


def shown_value(kind: str, value: str, whole: bool) -> str:
    """An identifier for a page; an account without its site's name, a photo by the head of its hash."""
    if kind == "phone":
        return whole_number(value) if whole else masked_number(value)
    if kind == "handle" and not whole:
        return masked_words(value)
    return value[:12] if kind == "image" else value
