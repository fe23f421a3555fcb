"""The sample of a rebuild: even over all documents, and it notices the one that stands otherwise."""

from collections import Counter
from random import Random
from typing import Any

from index.sample import Sample


class Standing:
    """An index that holds these documents."""

    def __init__(self, documents: dict[str, Any]) -> None:
        self.documents = documents

    def mget(self, index: str, ids: list[str]) -> dict[str, Any]:
        return {"docs": [{"_id": key, **self._held(key)} for key in ids]}

    def _held(self, key: str) -> dict[str, Any]:
        return {"_source": self.documents[key]} if key in self.documents else {"found": False}


def _sample(documents: dict[str, Any], seed: int = 0) -> Sample:
    made = Sample(_random=Random(seed))
    for key, source in documents.items():
        made.see({"_id": key, "_source": source})
    return made


DOCUMENTS = {str(number): {"n": number} for number in range(20)}


def test_what_stands_as_it_was_sent_is_well() -> None:
    assert _sample(DOCUMENTS).differing(Standing(DOCUMENTS), "i", set()) is None
    assert Sample().differing(Standing({}), "i", set()) is None


def test_a_document_that_is_otherwise_or_missing_is_named() -> None:
    other = {**DOCUMENTS, "7": {"n": 8}}
    assert _sample(DOCUMENTS).differing(Standing(other), "i", set()) == "7"
    del other["7"]
    assert _sample(DOCUMENTS).differing(Standing(other), "i", set()) == "7"
    assert _sample(DOCUMENTS).differing(Standing(other), "i", {"7"}) is None


def test_each_document_is_as_likely_to_be_looked_at() -> None:
    many = {str(number): {} for number in range(100)}
    counts = Counter(action["_id"] for seed in range(400) for action in _sample(many, seed).taken)
    assert all(len(_sample(many, seed).taken) == 25 for seed in range(3))
    assert set(counts) == set(many)
    assert min(counts.values()) > 60
    assert max(counts.values()) < 140
