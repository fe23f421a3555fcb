"""Evidence for people: a run checked, an ad's page brought back, chosen records packed.

In: what somebody asks, and what for. Out: files that only they may read. Whoever sees a whole page is noted in the
audit chain before it is written (charter 14 and 19); an ad that stated a minor is not shown here at all (charter 18).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from crawlers.evidence_check import EvidenceCheck, check_evidence
from crawlers.inert_page import inert_page
from crawlers.kept_ads import KeptAd, kept_ad
from crawlers.manifest import MANIFEST, sha256_of
from crawlers.minors import says_minor
from crawlers.run_folder import RunFolder
from crawlers.stored import Stored, stored_at
from crawlers.wacz import Packed, write_wacz
from ledger.audit import append_audit
from ledger.readings import ads_stating_a_minor
from ledger.runs import all_runs
from peil.days import end_of
from peil.errors import OutsideError, RefusedError, SourceError
from peil.private_files import write_private

_SHOWN, _PACKED = "evidence shown", "evidence packed"


@dataclass(frozen=True)
class View:
    """Who wants to see what, for which purpose, at which moment, with or without photos."""

    runs: Path
    who: str
    purpose: str
    at: datetime
    photos: bool


def check_run(runs: Path, said: str) -> EvidenceCheck:
    """The check of a run by its folder or its id `site/started`; one that the ledger took is held against it too."""
    named = Path(said)
    folder = RunFolder((named if named.is_dir() else runs / said).resolve())
    if not folder.path.is_dir():
        raise SourceError("is no run", where=said, mend="a run folder or site/started would be right")
    found = check_evidence(folder)
    if folder.path.parent.parent != runs.resolve():
        return found
    return EvidenceCheck(found.run, found.files, found.records, found.places, (*found.wrong, *_unlike_ledger(folder)))


def show_ad(ad: str, on: date | None, out: Path, view: View) -> tuple[KeptAd, Path]:
    """Write the page of an ad as it was at the end of the day `on`, inert; what was seen, and the file."""
    kept = _opened(ad, on, view)
    page = stored_at(kept.site, kept.place)
    photos = _photos(kept) if view.photos else {}
    _note(_SHOWN, [kept], view, {"file": out.name, "photos_shown": len(photos)})
    write_private(out, inert_page(page.page, _banner(kept, page), photos))
    return kept, out


def ad_page(ad: str, on: date | None, view: View) -> str:
    """The same as HTML, for a frame of its own in the console."""
    kept = _opened(ad, on, view)
    page = stored_at(kept.site, kept.place)
    photos = _photos(kept) if view.photos else {}
    _note(_SHOWN, [kept], view, {"photos_shown": len(photos)})
    return inert_page(page.page, _banner(kept, page), photos)


def pack_ads(ads: Sequence[str], on: date | None, out: Path, view: View) -> Packed:
    """Write the evidence of ads as a WACZ."""
    if out.exists():
        raise SourceError("is there already", where=str(out), mend="another name would be right")
    kept = [_opened(ad, on, view) for ad in dict.fromkeys(ads)]
    _note(_PACKED, kept, view, {"file": out.name})
    return write_wacz(kept, out, view.at, photos=view.photos)


def _opened(ad: str, on: date | None, view: View) -> KeptAd:
    """The kept ad, unless it stated a minor in whatever version; raises RefusedError then."""
    if not view.purpose.strip():
        raise SourceError("says nothing", where="--purpose", mend="a sentence that says what for would be right")
    kept = kept_ad(view.runs, ad, end_of(on) if on else None)
    said = kept.sighting
    closed = ads_stating_a_minor().filter(ad_id=ad).exists()
    if closed or says_minor(said.age, f"{said.title}\n{said.text}"):
        mend = "the police liaison's urgent list is the way"
        raise RefusedError("may state a minor, so its record is closed", ground="charter 18", where=ad, mend=mend)
    return kept


def _note(what: str, kept: Sequence[KeptAd], view: View, facts: dict[str, object]) -> None:
    ads = [{"ad": one.sighting.ad, "run": one.run.id, "seen_at": one.sighting.seen_at.isoformat()} for one in kept]
    append_audit(view.who, what, view.purpose, {"ads": ads, "photos": view.photos, **facts}, view.at)


def _photos(kept: KeptAd) -> dict[str, bytes]:
    """The photo files of the sighting that still stand in the evidence, by address."""
    found: dict[str, bytes] = {}
    for image in kept.sighting.images:
        if image.record:
            try:
                found[image.url] = stored_at(kept.site, image.record).page.body
            except OutsideError:
                continue  # the page then names the photo in its place
    return found


def _banner(kept: KeptAd, page: Stored) -> str:
    seen = kept.sighting
    return (
        f"Bewijs van {seen.ad}\nAdres: {page.page.url}\nGezien: {seen.seen_at:%Y-%m-%d %H:%M:%S} UTC\n"
        f"Bewaard: {page.date}, run {kept.run.id}, {kept.place.file} op {kept.place.offset}\n"
        f"Controlegetal: {page.digest}\n"
        "Scripts, verwijzingen en verzoeken naar buiten zijn eruit gehaald; het origineel staat in de run."
    )


def _unlike_ledger(folder: RunFolder) -> list[str]:
    taken = next((run for run in all_runs() if run.id == folder.id), None)
    if taken and taken.manifest_sha256 != sha256_of(folder.path / MANIFEST):
        return ["manifest.json is not the one that the ledger took"]
    return []
