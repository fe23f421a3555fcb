"""Which of a site's photos are known already.

In: the runs of a site. Out: the first sight of every address whose file still stands in the evidence.
"""

import json
from collections.abc import Iterable

from crawlers.run_folder import IMAGES, RunFolder
from peil.records.plain import from_json
from peil.records.seen import SeenImage


def known_images(runs: Iterable[RunFolder]) -> dict[str, SeenImage]:
    """Every photo that an earlier committed run fetched, by its address; its record is where the file stands."""
    return {image.url: image for run in runs for image in _fetched(run) if _stands(run, image)}


def _stands(run: RunFolder, image: SeenImage) -> bool:
    """Whether the file with the photo is still there; a run in the making knows its own."""
    folder, _, file = image.record.file.partition("/") if image.record else ("", "", "")
    own = folder and folder in run.path.name
    return (run.path / file).is_file() if own else (run.path.parent / folder / file).is_file()


def _fetched(run: RunFolder) -> list[SeenImage]:
    """The photos that one run fetched; none where its list is missing or damaged: they are fetched again then."""
    try:
        lines = (run.path / IMAGES).read_text(encoding="utf-8").splitlines()
        return [from_json(SeenImage, json.loads(line)) for line in lines]
    except (OSError, ValueError, TypeError):
        return []
