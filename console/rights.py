"""The rights desk: access, rectification, objection, erasure (AVG articles 15 to 18 and 21), each with a letter.

In: a subject, who notes the request and why. Out: what was found or done, a letter where one is wanted, a row in the
audit chain with counts and without the data (charter 17 and 19).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from console.erasing import erase
from console.letters import access_letter, done_letter, write_letter
from console.subjects import Found
from console.wiping import Ordered, Wiped
from ledger.audit import append_audit
from ledger.decisions import Said, decide
from ledger.held import held_ads, held_flags
from ledger.statements import StatementKind, lift_objections, state
from peil.errors import RefusedError, SourceError
from peil.settings import Settings

MANY = 100
"""More ads than one person has: to be said again before they go."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request: the deployment, what was found, who ordered what and why, and where the letter goes, if anywhere."""

    deployment: Settings
    found: Found
    ordered: Ordered
    letter: Path | None = None

    def counts(self) -> dict[str, int | str]:
        """What was found, by count: what the audit chain may say of it."""
        doomed = self.found.doomed
        found = {"ads": len(self.found.ads), "sightings": len(doomed.looks), "photos": len(doomed.images)}
        return {"by": self.found.subject.kind, **found, "clusters": len(self.found.clusters)}


def show(request: Request) -> list[str]:
    """The letter of access; the same paragraphs for the screen."""
    found = request.found
    held, flags = held_ads(found.ads), held_flags(found.clusters)
    letter = access_letter(found, held, flags, request.deployment)
    with transaction.atomic():
        _note(request)
        _write(request, letter)
    return letter


def rectify(request: Request, words: str, not_theirs: Sequence[str]) -> list[str]:
    """Note words at the ads, and say of ads that they are not the subject's; raises SourceError where nothing is."""
    found = request.found
    unknown = sorted(set(not_theirs) - found.ads)
    if unknown:
        raise SourceError("is not an ad of this subject", where=unknown[0], mend="`peil rights show` lists them")
    if not words.strip() and not not_theirs:
        raise SourceError("says nothing", where="--statement", mend="words, or --not-theirs AD, would be right")
    with transaction.atomic():
        ads = sorted(found.ads - set(not_theirs))
        if words.strip():
            state(ads, "rectification", words, (request.ordered.by, request.ordered.at))
        for other in not_theirs:
            for ad in ads:
                a, b = sorted((ad, other))
                decide(
                    Said(
                        kind="not the same",
                        by=request.ordered.by,
                        reason=request.ordered.why,
                        at=request.ordered.at,
                        a=a,
                        b=b,
                    )
                )
        _note(request, {"not_theirs": len(not_theirs)})
        done = "Wij hebben uw woorden bij de advertenties aangetekend." if words.strip() else ""
        apart = f"{len(not_theirs)} advertenties worden niet langer met u verbonden." if not_theirs else ""
        letter = done_letter(found, " ".join(filter(None, (done, apart))), {})
        _write(request, letter)
    return letter


def object_to(request: Request, words: str) -> list[str]:
    """Hold the ads back until somebody has answered: stored, in no document and judged by no rule."""
    said = "Wij gebruiken uw gegevens niet zolang wij uw bezwaar beoordelen. U hoort van ons wat wij besluiten."
    return _stated(request, "objection", words, said)


def answer_objection(request: Request) -> list[str]:
    """Use the ads again: the objection was weighed and the reason is on record."""
    with transaction.atomic():
        lifted = lift_objections(request.found.ads, request.ordered.at)
        _note(request, {"lifted": lifted})
        letter = done_letter(request.found, f"Wij hebben uw bezwaar afgewogen. {request.ordered.why}", {})
        _write(request, letter)
    return letter


def erase_all(request: Request, *, confirmed_too: bool, many: bool = False) -> tuple[list[str], Wiped]:
    """Wipe everything and keep the subject out; the letter with what went, which the audit chain has as counts.

    Raises RefusedError for more than a hundred ads, unless `many` was said: they are hardly one person's.
    """
    if len(request.found.ads) > MANY and not many:
        what, mend = f"{len(request.found.ads)} ads name this subject", "with --many they all go"
        raise RefusedError(what, ground="so many ads are hardly one person's", mend=mend)
    done = erase(request.deployment, request.found, request.ordered, confirmed_too=confirmed_too)
    words = "Wij hebben uw gegevens gewist. Nieuwe advertenties met deze kenmerken slaan wij niet meer op."
    letter = done_letter(request.found, words, done.counts())
    _write(request, letter)
    return letter, done


def _stated(request: Request, kind: StatementKind, words: str, done: str) -> list[str]:
    with transaction.atomic():
        state(request.found.ads, kind, words, (request.ordered.by, request.ordered.at))
        _note(request)
        letter = done_letter(request.found, done, {})
        _write(request, letter)
    return letter


def _note(request: Request, more: dict[str, int] | None = None) -> None:
    ordered = request.ordered
    append_audit(ordered.by, ordered.what, ordered.why, {**request.counts(), **(more or {})}, ordered.at)


def _write(request: Request, letter: Sequence[str]) -> None:
    if request.letter:
        write_letter(letter, request.ordered.at, request.letter)
