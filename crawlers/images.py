"""Photos as files: what kind a file is, and which of a site's photos are known already.

In: bytes; the committed runs of a site. Out: a kind, or nothing; the first sight of every address. Nothing is decoded,
no EXIF is read: what is kept is the file as evidence.
"""

import json
from collections.abc import Iterable

from crawlers.run_folder import IMAGES, RunFolder
from peil.records.plain import from_json
from peil.records.seen import SeenImage


def image_kind(body: bytes) -> str:
    """`jpeg`, `png`, `webp` or `gif` by the file's first bytes, empty for anything else."""
    if body.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    return "gif" if body[:6] in (b"GIF87a", b"GIF89a") else ""


def known_images(runs: Iterable[RunFolder]) -> dict[str, SeenImage]:
    """Every photo that an earlier committed run fetched, by its address; its record is where the file stands."""
    return {image.url: image for run in runs for image in _fetched(run)}


def _fetched(run: RunFolder) -> list[SeenImage]:
    """The photos that one run fetched; none where its list is missing or damaged: they are fetched again then."""
    try:
        lines = (run.path / IMAGES).read_text(encoding="utf-8").splitlines()
        return [from_json(SeenImage, json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError):
        return []
