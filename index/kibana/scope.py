"""For whom content is made: a municipality, or the country as a whole.

In: a GM code, or nothing. Out: which data views, dashboards and saved searches there are, and their ids. Every id ends
in the scope's code, since an id lives in one Kibana space alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from index.access.roles import NATIONAL_SPACE, checked
from index.mappings import DOCUMENT_KINDS
from index.mappings.fields import DocumentKind
from index.names import MUNICIPAL_KINDS, IndexName, Names, is_dutch
from peil.municipalities import name_of, neighbours

_SEARCHES: Final = ("zoek-nummer", "zoek-adres", "zoek-foto")
_OF_A_MUNICIPALITY: Final = (
    "overzicht-gemeente",
    "te-beoordelen",
    "circulatie",
    "waterbedeffect",
    "rol-van-internet",
    "dekking-en-crawlers",
)
_OF_THE_COUNTRY: Final = (
    "overzicht-landelijk",
    "te-beoordelen-landelijk",
    "circulatie-landelijk",
    "waterbedeffect-landelijk",
    "rol-van-internet-landelijk",
    "dekking-landelijk",
)


@dataclass(frozen=True, slots=True)
class DataView:
    """A way to look at one alias."""

    id: str
    alias: str
    name: str
    kind: DocumentKind


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose content it is: `gm` a GM code, empty for the country."""

    gm: str = ""

    @property
    def code(self) -> str:
        """What ids end in: `gm0344`, or `nl`."""
        return self.gm.lower() or "nl"

    @property
    def space(self) -> str:
        """The Kibana space in which it stands."""
        return self.gm.lower() or NATIONAL_SPACE

    @property
    def name(self) -> str:
        """Its name for people."""
        return name_of(self.gm) if self.gm else "Nederland"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of documents that it sees."""
        return (*MUNICIPAL_KINDS, "daily", "displacement", "runs") if self.gm else _NATIONAL_VIEWS

    @property
    def dashboards(self) -> tuple[str, ...]:
        """The sources of its dashboards."""
        return _OF_A_MUNICIPALITY if self.gm else _OF_THE_COUNTRY

    @property
    def searches(self) -> tuple[str, ...]:
        """The sources of its saved searches; nationally there is nobody to search for."""
        return _SEARCHES if self.gm else ()

    @property
    def marks(self) -> Mapping[str, str]:
        """What stands for the scope in a source, and what takes its place."""
        around = sorted(filter(is_dutch, neighbours().get(self.gm, ()))) or ["geen"]
        return {
            "{gm}": self.code,
            "{GM}": self.gm,
            "{name}": self.name,
            "{neighbours}": " or ".join(f"municipality: {gm}" for gm in around),
        }

    def id_of(self, source: str) -> str:
        """The id of what a source gives: `peil-te-beoordelen-gm0344`."""
        return f"peil-{source}-{self.code}"

    def view(self, kind: str, names: Names) -> DataView:
        """The data view of one kind of documents."""
        alias = names.write(IndexName(kind, self.gm if kind in MUNICIPAL_KINDS else ""))
        described = DOCUMENT_KINDS[kind]
        return DataView(self.id_of(kind), alias, f"{described.label} {self.name}", described)

    def views(self, names: Names) -> dict[str, DataView]:
        """Its data views by id."""
        return {view.id: view for view in (self.view(kind, names) for kind in self.kinds)}


_NATIONAL_VIEWS: Final = ("tallies", "daily", "flows", "displacement", "runs")
NATION: Final = Scope()


def scope_of(gm: str) -> Scope:
    """The scope of a municipality; raises SourceError for what is none."""
    return Scope(checked(gm))
