"""Charter 6: no face, no body, no biometrics. The same file is known again, never the same scene or person."""

import itertools
import re
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

import pytest
from PIL import Image

import enrichment.images
from enrichment.images import fingerprint, same_photo

SEES_PEOPLE = re.compile(
    r"(?<!inter)face|dlib|insightface|mediapipe|mtcnn|retinaface|openpose|torch|tensorflow|keras|onnx|openvino|jax|transformers|"
    r"ultralytics|timm|clip|deepsparse|paddle",
    re.IGNORECASE,
)


@pytest.mark.parametrize("seed", range(200, 212))
def test_charter_06_two_different_photos_of_one_scene_do_not_match(
    seed: int, scene: Callable[..., Image.Image], as_file: Callable[..., bytes]
) -> None:
    photos = [fingerprint(as_file(scene(seed, view))) for view in (0.0, 1.0, -1.0)]
    assert all(photo.quality >= 50 for photo in photos)
    assert [same_photo(a, b) for a, b in itertools.combinations(photos, 2)] == [None] * 3


def test_charter_06_nothing_installed_can_look_at_people() -> None:
    installed = {found.metadata["Name"] for found in distributions()}
    assert "imagehash" in {name.lower() for name in installed}
    assert [name for name in sorted(installed) if SEES_PEOPLE.search(name)] == []


def test_charter_06_no_dependency_and_no_import_looks_at_people() -> None:
    root = Path(enrichment.images.__file__).parents[2]
    project = (root / "pyproject.toml").read_text()
    asked = re.search(r"\ndependencies = \[(.*?)\n\]", project, re.DOTALL)
    assert asked is not None
    assert not SEES_PEOPLE.search(asked[1])
    for module in (root / "enrichment" / "images").glob("*.py"):
        imports = [line for line in module.read_text().splitlines() if line.startswith(("import ", "from "))]
        assert not [line for line in imports if SEES_PEOPLE.search(line)]


def test_charter_06_what_opencv_has_for_people_is_never_named() -> None:
    root = Path(enrichment.images.__file__).parents[2]
    named = re.compile(
        r"cascade|\bdnn\b|cv2\.(face|ml)\b|FaceDetector|FaceRecognizer|HOGDescriptor|groupRectangles", re.IGNORECASE
    )
    rooms = ("peil", "ledger", "crawlers", "enrichment", "rules", "index", "console")
    looking = [path for room in rooms for path in (root / room).rglob("*.py") if "cv2" in path.read_text()]
    assert looking
    assert [path.name for path in looking if named.search(path.read_text())] == []
