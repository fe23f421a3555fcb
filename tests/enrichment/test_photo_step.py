"""The door of photos: what the second look decides is what joins ads, and a turn that was cut off is made again."""

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from warcio.warcwriter import WARCWriter

from enrichment import step
from enrichment.images import FINGERPRINT_STAMP
from ledger import models
from ledger.photo_pairs import known_prints, photo_pairs
from ledger.runs import take_run
from peil.records.seen import RecordRef, Run, SeenImage, Sighting

AT = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def drawn(seed: int) -> Image.Image:
    """Rich texture with some shapes."""
    rng = np.random.default_rng(seed)
    noise = Image.fromarray(rng.integers(0, 256, (480, 640, 3), dtype=np.uint8)).filter(ImageFilter.GaussianBlur(3))
    picture = Image.fromarray(np.clip((np.asarray(noise).astype(float) - 128) * 5 + 128, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    for left, top, side in rng.integers(20, 400, (9, 3)).tolist():
        pen.ellipse((left, top, left + side // 2, top + side // 2), fill=tuple(rng.integers(0, 256, 3).tolist()))
    return picture


def as_file(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def take(runs: Path, files: list[bytes]) -> None:
    """A run of one site in which each ad shows one of the files."""
    (runs / "alfa" / "run").mkdir(parents=True)
    sightings = []
    with (runs / "alfa" / "run" / "images.warc").open("wb") as opened:
        writer = WARCWriter(opened, gzip=False)
        for number, data in enumerate(files):
            ref, sha256 = RecordRef("run/images.warc", opened.tell()), hashlib.sha256(data).hexdigest()
            url = f"http://127.0.0.1/{number}"
            writer.write_record(writer.create_warc_record(url, "resource", payload=io.BytesIO(data)))
            shown = (SeenImage(f"{url}.jpg", sha256, ref),)
            sightings.append(
                Sighting("alfa", str(number), url, AT, "present", images=shown, content_sha256=f"{number:064x}")
            )
    take_run(Run("alfa", AT, AT, "complete", "alfa/run", "0" * 64, len(files), 0, 1, 1.0, 0), sightings)


@pytest.fixture
def runs(ledger: str, tmp_path: Path) -> Path:
    """Two ads that show a photo and a part of it, and one that shows another photo."""
    one = drawn(1)
    take(tmp_path / "runs", [as_file(image) for image in (one, one.crop((120, 90, 560, 420)), drawn(2))])
    return tmp_path / "runs"


def test_ads_that_show_a_photo_and_a_part_of_it_are_joined(runs: Path) -> None:
    assert step.fingerprint_new(runs, AT) == 3
    (pair,) = photo_pairs(FINGERPRINT_STAMP)
    assert pair.how == "part"
    assert pair.evidence["points"] >= 8
    step.link_ledger(AT)
    clusters = dict(models.Ad.objects.values_list("id", "cluster_id"))
    assert clusters["alfa:0"] == clusters["alfa:1"] != clusters["alfa:2"]


def test_a_second_turn_fingerprints_nothing(runs: Path) -> None:
    step.fingerprint_new(runs, AT)
    assert step.fingerprint_new(runs, AT) == 0


def test_a_turn_that_was_cut_off_before_its_end_is_made_again(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(step, "put_fingerprints", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            step.fingerprint_new(runs, AT)
    assert known_prints(FINGERPRINT_STAMP) == {}
    assert step.fingerprint_new(runs, AT) == 3
    assert len(photo_pairs(FINGERPRINT_STAMP)) == 1


def test_other_libraries_make_all_fingerprints_and_pairs_anew(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step.fingerprint_new(runs, AT)
    monkeypatch.setattr(step, "FINGERPRINT_STAMP", "peil=0")
    assert step.fingerprint_new(runs, AT) == 3
    assert photo_pairs(FINGERPRINT_STAMP) == []
    assert len(photo_pairs("peil=0")) == 1
