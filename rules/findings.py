"""What a rule finds: a verdict for a scope, with reasons in Dutch and English. Never a number for suspicion."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from peil.records.judged import Reason, Verdict3
from rules.seen import Seen


class Words(NamedTuple):
    """A text in Dutch and in English."""

    nl: str
    en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule said of one scope (municipality, persona) of the cluster in view."""

    verdict: Verdict3
    municipality: str | None
    reasons: tuple[Reason, ...]
    persona: str | None = None
    municipalities: tuple[str, ...] = ()

    @property
    def scope(self) -> tuple[str | None, str | None]:
        """What tells it from the rule's other findings on the cluster."""
        return self.municipality, self.persona


def reason(code: str, nl: str, en: str, seen: Iterable[Seen] = ()) -> Reason:
    """A reason with the sightings that bear it, in the order of time."""
    return Reason(code, nl, en, tuple(one.ref for one in seen)) if seen != () else _bare(code, nl, en)


@lru_cache(maxsize=10_000)
def _bare(code: str, nl: str, en: str) -> Reason:
    """A reason that no sighting bears; many clusters share it."""
    return Reason(code, nl, en)
