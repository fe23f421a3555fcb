"""What one municipality gets in Kibana: its data views with Dutch labels and its dashboards, from their sources.

In: a GM code. Out: typed dashboards and data views. Whole numbers are searchable but hidden from Kibana's tables;
they are shown masked (charter 14).
"""

from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from index.access.roles import checked
from index.kibana.charts import Dashboard
from index.mappings import DOCUMENT_KINDS
from index.mappings.fields import DocumentKind
from index.names import IndexName, Names
from peil.municipalities import name_of

DASHBOARDS: Final = ("overzicht-gemeente",)
HIDDEN: Final = ("phone", "phones.e164", "phones.national")
_MUNICIPAL: Final = ("profiles", "ads", "flags")
_SHOWN: Final = (*_MUNICIPAL, "daily")


@dataclass(frozen=True, slots=True)
class DataView:
    """A way to look at one alias; `id` ends in the GM code, since an id lives in one Kibana space."""

    id: str
    alias: str
    name: str
    kind: DocumentKind


def data_views(gm: str, names: Names) -> tuple[DataView, ...]:
    """The municipality's own indices and the national daily counts."""
    return tuple(_data_view(kind, checked(gm), names) for kind in _SHOWN)


def dashboard(source: str, gm: str) -> Dashboard:
    """The dashboard of this source for a municipality; raises pydantic's ValidationError for an unknown key."""
    text = files("index.kibana").joinpath(f"{source}.json").read_text(encoding="utf-8")
    for mark, value in (("{gm}", checked(gm).lower()), ("{GM}", gm), ("{name}", name_of(gm))):
        text = text.replace(mark, value)
    return Dashboard.model_validate_json(text)


def dashboard_id(source: str, gm: str) -> str:
    """Its id: `peil-overzicht-gemeente-gm0344`."""
    return f"peil-{source}-{gm.lower()}"


def _data_view(kind: str, gm: str, names: Names) -> DataView:
    alias = names.write(IndexName(kind, gm if kind in _MUNICIPAL else ""))
    described = DOCUMENT_KINDS[kind]
    return DataView(f"peil-{kind}-{gm.lower()}", alias, f"{described.label} {name_of(gm)}", described)
