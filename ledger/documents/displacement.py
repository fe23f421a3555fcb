"""Kept measurements of the waterbed effect, a document a place: where was enforced, each neighbour, the rest.

In: the measurements on record. Out: their documents. Where it cannot be told no figure goes out (charter 22).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from ledger import models
from ledger.documents.form import Document
from peil.records.displaced import Change, Displacement, Measurement
from peil.records.plain import from_json
from peil.records.published import PublishedDisplacement


def displacement_documents() -> Iterator[Document]:
    """The documents of every measurement on record."""
    for row in models.Measurement.objects.order_by("key"):
        measured = from_json(Measurement, row.body)
        yield from (Document(one, row.key) for one in _records(measured))


def _records(measured: Measurement) -> Iterator[PublishedDisplacement]:
    found = measured.found
    bare = _bare(measured, found.municipality, "target")
    if found.said == "cannot_tell" or found.here is None or found.rest is None:
        yield bare
        return
    yield _with_share(_with_change(bare, found.here), found)
    for one in found.near:
        (gm,) = one.municipalities
        yield _with_change(_bare(measured, gm, "neighbour"), one)
    yield replace(_bare(measured, "", "control"), before=_figure(found.rest.before), after=_figure(found.rest.after))


def _bare(measured: Measurement, gm: str, role: Literal["target", "neighbour", "control"]) -> PublishedDisplacement:
    found = measured.found
    return PublishedDisplacement(
        key=f"{measured.key}|{role}|{gm}",
        municipality=gm,
        change=0,
        enforced_on=found.on,
        enforced_in=found.municipality,
        role=role,
        said=found.said,
        measured_on=measured.measured_on,
        weeks=measured.number_weeks,
        version=measured.version,
        why_nl=measured.sentence_nl,
        why_en=measured.sentence_en,
        coverage=None if found.coverage is None else _figure(found.coverage),
    )


def _with_change(record: PublishedDisplacement, change: Change) -> PublishedDisplacement:
    return replace(
        record,
        before=_figure(change.before),
        after=_figure(change.after),
        effect=_figure(change.effect.value),
        effect_low=_figure(change.effect.low),
        effect_high=_figure(change.effect.high),
    )


def _with_share(record: PublishedDisplacement, found: Displacement) -> PublishedDisplacement:
    if found.displaced is None or found.placebo is None:
        return record
    return replace(
        record,
        displaced=_figure(found.displaced.value),
        displaced_low=_figure(found.displaced.low),
        displaced_high=_figure(found.displaced.high),
        placebo=_figure(found.placebo.p),
    )


def _figure(value: float) -> float:
    """Four digits are more than is known; the same measurement gives the same document."""
    return round(value, 4)
