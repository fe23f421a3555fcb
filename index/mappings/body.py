"""From fields to what Elasticsearch gets when an index is made: strict, with the hash of its own schema.

In: a kind of document. Out: settings and mapping. Words on origin, health, orientation or gender identity are taken
out before indexing (unsearchable.txt): the text stays as evidence and cannot be searched by them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from index.mappings import DOCUMENT_KINDS
from index.mappings.fields import Field


def index_body(kind: str, shards: int = 1) -> dict[str, Any]:
    """Settings and mappings of a new index of this kind, `_meta.schema` the hash over both but for the shards."""
    settings, properties = _settings(), _properties(DOCUMENT_KINDS[kind].fields)
    meta = {"kind": kind, "schema": _hash({"settings": settings, "properties": properties})}
    settings["number_of_shards"] = shards
    return {"settings": settings, "mappings": {"dynamic": "strict", "_meta": meta, "properties": properties}}


@cache
def schema_hash(kind: str) -> str:
    """The hash by which a change of this kind's mapping is noticed."""
    return str(index_body(kind)["mappings"]["_meta"]["schema"])


@cache
def unsearchable() -> tuple[str, ...]:
    """The words that cannot be searched for, lower-case."""
    lines = files("index.mappings").joinpath("unsearchable.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines for word in line.partition("#")[0].split())


def _settings() -> dict[str, Any]:
    return {
        "auto_expand_replicas": "0-1",
        "gc_deletes": "1h",  # a publisher that was held up may not bring back what another has removed
        "mapping": {"total_fields": {"limit": 100}},
        "analysis": {
            "char_filter": {
                "abroad": {"type": "pattern_replace", "pattern": r"^\s*00", "replacement": "+"},
                "punctuation": {"type": "pattern_replace", "pattern": r"[\s().\-/]", "replacement": ""},
            },
            "normalizer": {
                "lower": {"type": "custom", "filter": ["lowercase", "asciifolding"]},
                "dialled": {"type": "custom", "char_filter": ["abroad", "punctuation"]},
            },
            "filter": {
                "dutch_small_words": {"type": "stop", "stopwords": "_dutch_"},
                "unsearchable": {"type": "stop", "stopwords": list(unsearchable())},
                "dutch_stems": {"type": "stemmer", "language": "dutch"},
            },
            "analyzer": {
                "peil_dutch": {
                    "type": "custom",
                    "tokenizer": "standard",
                    "filter": ["lowercase", "asciifolding", "unsearchable", "dutch_small_words", "dutch_stems"],
                }
            },
        },
    }


def _properties(fields: Iterable[Field]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field in fields:
        *parents, name = field.name.split(".")
        level = properties
        for parent in parents:
            level = level.setdefault(parent, {"dynamic": "strict", "properties": {}})["properties"]
        level[name] = field.mapping
    return properties


def _hash(value: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]
