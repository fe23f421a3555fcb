"""All kinds of documents that Peil publishes, by the kind in their index's name."""

from collections.abc import Mapping
from typing import Final

from index.mappings.ads import ADS
from index.mappings.fields import DocumentKind
from index.mappings.flags import FLAGS
from index.mappings.moves import FLOWS, MOVES
from index.mappings.national import DAILY, DISPLACEMENT, RUNS, TALLIES
from index.mappings.profiles import PROFILES

DOCUMENT_KINDS: Final[Mapping[str, DocumentKind]] = {
    each.kind: each for each in (PROFILES, ADS, FLAGS, MOVES, DAILY, DISPLACEMENT, RUNS, FLOWS, TALLIES)
}
