"""The names of indices and aliases: `peil-<kind>[-<gm>][-<year>][-v<n>]`; maker and parser side by side.

In: a kind, a municipality. Out: the name; and back. Never a name outside the grammar: a role pattern such as
`peil-*-gm0344` decides who may read, and it matches names of aliases too.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from peil.errors import PeilBug, SettingsError

MUNICIPAL_KINDS: Final = ("profiles", "ads", "flags", "moves")
NATIONAL_KINDS: Final = ("daily", "displacement", "runs", "flows", "tallies")
KINDS: Final = MUNICIPAL_KINDS + NATIONAL_KINDS
YEARLY_KINDS: Final = ("daily", "runs")  # those that grow for as long as Peil runs: an index a year

_PREFIX = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_GM = re.compile(r"GM[0-9]{4}")
_REST = re.compile(rf"({'|'.join(KINDS)})(?:-(gm[0-9]{{4}}))?(?:-([0-9]{{4}}))?(?:-v([1-9][0-9]*))?")


@dataclass(frozen=True, slots=True)
class IndexName:
    """What a name says; `gm` as `GM0344`, empty for national kinds; `version` None for an alias."""

    kind: str
    gm: str = ""
    year: int | None = None
    version: int | None = None

    @property
    def read_by(self) -> "IndexName":
        """The alias by which it is read: that of all its years together."""
        return IndexName(self.kind, self.gm)

    @property
    def fits(self) -> bool:
        """Whether the grammar has a name for it: municipal kinds need a municipality, national ones have none."""
        municipal = bool(_GM.fullmatch(self.gm)) if self.kind in MUNICIPAL_KINDS else self.gm == ""
        numbers = (self.year is None or 1000 <= self.year <= 9999) and (self.version is None or self.version > 0)
        return self.kind in KINDS and municipal and numbers


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one deployment; another `prefix` than `peil` keeps two of them apart in one Elasticsearch."""

    prefix: str = "peil"

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix):
            mend = "lower-case letters and digits, joined by single hyphens, would be right"
            raise SettingsError(f"the prefix {self.prefix!r} makes no index names", where="prefix", mend=mend)

    @property
    def pattern(self) -> str:
        """The pattern of all this deployment's indices."""
        return f"{self.prefix}-*"

    def write(self, name: IndexName) -> str:
        """The name as Elasticsearch knows it; raises PeilBug for what the grammar does not have."""
        return _written(self.prefix, name)

    def read(self, text: str) -> IndexName | None:
        """What a name says; None for a name outside this deployment's grammar."""
        found = _REST.fullmatch(text.removeprefix(f"{self.prefix}-")) if text.startswith(f"{self.prefix}-") else None
        if found is None:
            return None
        kind, gm, year, version = found.groups()
        name = IndexName(kind, (gm or "").upper(), int(year) if year else None, int(version) if version else None)
        return name if name.fits else None


@lru_cache(maxsize=4096)  # asked for every document
def _written(prefix: str, name: IndexName) -> str:
    if not name.fits:
        raise PeilBug(f"no index is named by {name}")
    year = f"-{name.year}" if name.year else ""
    version = f"-v{name.version}" if name.version else ""
    return f"{prefix}-{name.kind}{f'-{name.gm.lower()}' if name.gm else ''}{year}{version}"


def is_dutch(gm: str) -> bool:
    """Whether it has the form of a Dutch municipality's code, so that an index can bear it."""
    return bool(_GM.fullmatch(gm))
