"""The indices that stand: which version is behind which alias, made when first needed, held against their schema.

In: a client and names. Out: aliases that may be written. Never an index without its mapping, never a second version
behind one alias.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from elasticsearch import BadRequestError, Elasticsearch

from index.client import NOTHING_LOST
from index.mappings.body import index_body, schema_hash
from index.names import IndexName, Names
from peil.errors import OutsideError

_OPENING: Final = "30s"
_DOCUMENTS_A_SHARD: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """One index as it stands; `alias` is the one of our grammar behind which it is, if any."""

    name: IndexName
    uuid: str
    schema: str
    alias: IndexName | None


def wait_until_readable(client: Elasticsearch, names: Names) -> None:
    """Wait while a server that has just started opens its indices: until then they would seem to lack documents.

    Raises OutsideError where one stays closed.
    """
    quiet = client.options(ignore_status=408)
    if quiet.cluster.health(index=names.pattern, wait_for_status="yellow", timeout=_OPENING)["timed_out"]:
        mend = f"wait until it has started; of an index whose disk is lost, `peil publish --rebuild`; {NOTHING_LOST}"
        raise OutsideError("Elasticsearch cannot read all its indices", where=names.pattern, mend=mend)


def standing(client: Elasticsearch, names: Names, only: IndexName | None = None) -> list[Standing]:
    """All indices of this deployment, or `only` that one; names outside the grammar are not ours and left alone."""
    found = client.indices.get(index=names.write(only) if only else names.pattern, flat_settings=True)
    return [each for name, told in found.items() if (each := _standing(names, name, told))]


def behind_aliases(indices: Iterable[Standing]) -> dict[IndexName, Standing]:
    """The index behind each alias."""
    return {each.alias: each for each in indices if each.alias}


def check_schemas(names: Names, indices: Iterable[Standing]) -> None:
    """Raise OutsideError where an index has another mapping than this version of Peil writes."""
    for each in indices:
        if each.alias and each.schema != schema_hash(each.name.kind):
            where, mend = names.write(each.name), f"`peil publish --rebuild` makes it anew; {NOTHING_LOST}"
            raise OutsideError("the index has another mapping than this Peil", where=where, mend=mend, permanent=True)


def next_version(indices: Iterable[Standing], alias: IndexName) -> IndexName:
    """The name of a further version behind this alias, above all that stand."""
    versions = [each.name.version or 0 for each in indices if replace(each.name, version=None) == alias]
    return replace(alias, version=max(versions, default=0) + 1)


def aliases_of(names: Names, name: IndexName) -> list[str]:
    """The aliases behind which an index stands: its own, and that of all years of its kind."""
    return sorted({names.write(replace(name, version=None)), names.write(name.read_by)})


def create(client: Elasticsearch, names: Names, name: IndexName, *, alias: bool, documents: int = 0) -> None:
    """Make an index for so many documents, with its aliases if asked; that somebody has just made it is as good."""
    body = index_body(name.kind, shards_for(documents))
    if alias:
        body["aliases"] = {each: {} for each in aliases_of(names, name)}
    try:
        client.indices.create(index=names.write(name), **body)
    except BadRequestError as error:
        if error.message != "resource_already_exists_exception":
            raise


def shards_for(documents: int) -> int:
    """One shard for every twenty million documents of a kilobyte or so: ten to fifty gigabytes, as Elastic advises."""
    return 1 + documents // _DOCUMENTS_A_SHARD


def identity(indices: Mapping[IndexName, Standing], kind: str) -> str:
    """A token of these very indices: another Elasticsearch, or one that was emptied or restored, has another.

    A cursor kept under it is never believed of an index that it was not made with. Empty where no index stands.
    """
    uuids = sorted(each.uuid for name, each in indices.items() if name.kind == kind)
    return hashlib.sha256("".join(uuids).encode()).hexdigest()[:16] if uuids else ""


def document_counts(client: Elasticsearch, names: Names) -> dict[IndexName, int]:
    """How many documents each index holds, by its own name with the version, after a refresh."""
    client.indices.refresh(index=names.pattern)
    told = client.indices.stats(index=names.pattern, metric="docs").get("indices", {})
    found = {names.read(name): int(stats["primaries"]["docs"]["count"]) for name, stats in told.items()}
    return {name: number for name, number in found.items() if name}


def _standing(names: Names, text: str, told: Mapping[str, object]) -> Standing | None:
    name = names.read(text)
    if name is None or name.version is None:
        return None
    mappings, settings, aliases = told.get("mappings"), told.get("settings"), told.get("aliases")
    assert isinstance(mappings, Mapping)
    assert isinstance(settings, Mapping)
    assert isinstance(aliases, Mapping)
    alias = replace(name, version=None)
    return Standing(
        name=name,
        uuid=str(settings["index.uuid"]),
        schema=str(mappings.get("_meta", {}).get("schema", "")),
        alias=alias if names.write(alias) in aliases else None,
    )
