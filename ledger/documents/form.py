"""What every document is: a published record, and the object in the ledger that it was made from."""

from dataclasses import dataclass

from peil.municipalities import is_known
from peil.records.published import Published
from peil.records.read import Reading


@dataclass(frozen=True, slots=True)
class RuleTitle:
    """A rule's name in Dutch and English, and whether it is urgent."""

    nl: str
    en: str
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A document and the object it was made from (`owner`)."""

    record: Published
    owner: str

    @property
    def key(self) -> str:
        """The document's id within its kind and municipality."""
        return self.record.key

    @property
    def municipality(self) -> str:
        """The GM code of the municipality that sees it, empty for national ones."""
        return self.record.municipality


def channels_of(read: Reading) -> tuple[str, ...]:
    """The ways of contact that an ad offers: phone, website, and the names of apps."""
    apps = {handle.partition(":")[0] for handle in read.handles}
    plain = {"phone": read.phones, "website": read.websites}
    return tuple(sorted(apps | {name for name, found in plain.items() if found}))


def dutch_places(read: Reading) -> list[str]:
    """The GM codes of all Dutch municipalities that an ad names, the offered one first, each once."""
    named = [read.place, *read.places]
    return list(dict.fromkeys(place.gm for place in named if place and place.gm and is_known(place.gm)))
