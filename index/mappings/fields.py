"""What a field is: its name, its type, what it means.

In: nothing. Out: the shapes from which mappings, data views and docs/fields.md are made, so that they cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

FieldType = Literal["code", "name", "number", "text", "time", "day", "count", "share", "cents", "yes_no", "point"]

TYPES: Final[Mapping[FieldType, Mapping[str, Any]]] = {
    "code": {"type": "keyword", "ignore_above": 1024},
    "name": {"type": "keyword", "normalizer": "lower", "ignore_above": 1024},
    "number": {"type": "keyword", "normalizer": "dialled", "ignore_above": 64},
    "text": {"type": "text", "analyzer": "peil_dutch"},
    "time": {"type": "date", "format": "strict_date_optional_time"},
    "day": {"type": "date", "format": "strict_date"},
    "count": {"type": "integer"},
    "share": {"type": "double"},
    "cents": {"type": "long"},
    "yes_no": {"type": "boolean"},
    "point": {"type": "geo_point"},
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: dotted `name`, Dutch `label`, its meaning in Dutch and English; `copied_to` another for searching.

    `values` are the Dutch words by which a page shows codes.
    """

    name: str
    type: FieldType
    label: str
    nl: str
    en: str
    copied_to: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def mapping(self) -> dict[str, Any]:
        """Its part of an Elasticsearch mapping."""
        return {**TYPES[self.type], **({"copy_to": self.copied_to} if self.copied_to else {})}


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document: its index kind, what one document is, in which field time runs, its fields.

    Without a time field it tells of now.
    """

    kind: str
    label: str
    nl: str
    en: str
    time_field: str
    fields: tuple[Field, ...]


MUNICIPALITY: Final = (
    Field("municipality", "code", "Gemeentecode", "GM-code van de gemeente", "the municipality's GM code"),
    Field("municipality_name", "code", "Gemeente", "naam van de gemeente", "the municipality's name"),
    Field("location", "point", "Ligging", "middelpunt van de gemeente, nooit een adres", "the municipality's centre"),
)

NUMBERS: Final = (
    Field("phones.e164", "number", "Nummer (+31)", "telefoonnummer in E.164", "number in E.164", "phone"),
    Field("phones.national", "number", "Nummer", "zoals in Nederland gekozen", "as dialled in the country", "phone"),
    Field("phones.last_four", "number", "Laatste vier", "laatste vier cijfers", "the last four digits", "phone"),
    Field("phones.masked", "code", "Nummer (afgeschermd)", "zoals getoond: 06-12••••78", "as shown: 06-12••••78"),
    Field("phones.use", "code", "Gebruik", "links, shown of ambiguous: wat het mag verbinden", "what it may join"),
    Field(
        "phone", "number", "Telefoon zoeken", "zoekveld voor elke schrijfwijze", "search field for any way of writing"
    ),
)

SEEN: Final = (
    Field("first_seen", "time", "Eerst gezien", "tijdstip van de eerste waarneming", "moment of the first sighting"),
    Field("last_seen", "time", "Laatst gezien", "tijdstip van de laatste waarneming", "moment of the last sighting"),
    Field("first_day", "day", "Eerste dag", "dag van de eerste waarneming, Nederlandse tijd", "local day first seen"),
    Field("last_day", "day", "Laatste dag", "dag van de laatste waarneming, Nederlandse tijd", "local day last seen"),
)
