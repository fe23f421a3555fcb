"""The door of photos: what the second look decides is what joins ads, and a turn that was cut off is made again."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.db import connection
from PIL import Image, ImageDraw, ImageFilter
from warcio.warcwriter import WARCWriter

from enrichment import step
from enrichment.images import FINGERPRINT_STAMP, fingerprint
from ledger import models
from ledger.left_out import left_out
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


def take(runs: Path, files: list[bytes], name: str = "run") -> None:
    """A run of one site in which each ad shows one of the files, under an account of its own."""
    (runs / "alfa" / name).mkdir(parents=True)
    sightings = []
    with (runs / "alfa" / name / "images.warc").open("wb") as opened:
        writer = WARCWriter(opened, gzip=False)
        for number, data in enumerate(files):
            ref, sha256 = RecordRef(f"{name}/images.warc", opened.tell()), hashlib.sha256(data).hexdigest()
            url = f"http://127.0.0.1/{number}"
            writer.write_record(writer.create_warc_record(url, "resource", payload=io.BytesIO(data)))
            shown = (SeenImage(f"{url}.jpg", sha256, ref),)
            sightings.append(
                Sighting(
                    "alfa", ref_of(number, name), url, AT, "present", images=shown, content_sha256=f"{number:064x}"
                )
            )
    started = AT if name == "run" else AT + timedelta(days=1)
    take_run(Run("alfa", started, started, "complete", f"alfa/{name}", "0" * 64, len(files), 0, 1, 1.0, 0), sightings)


def ref_of(number: int, run: str) -> str:
    return str(number) if run == "run" else f"{run}-{number}"


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


def test_a_link_by_a_photo_says_how_it_is_shown_and_what_bears_it(runs: Path) -> None:
    step.fingerprint_new(runs, AT)
    step.link_ledger(AT)
    (link,) = models.Link.objects.filter(kind="image")
    (pair,) = photo_pairs(FINGERPRINT_STAMP)
    assert link.evidence.startswith("both show the same photo, one of them a part of it (")
    assert f"{pair.evidence['points']} of {pair.evidence['points_asked']} points lie on each other" in link.evidence
    assert link.distance == pair.distance


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


def grep(folder: Path, *needles: bytes) -> list[str]:
    """The files in which any of the needles stands."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if any(needle in path.read_bytes() for needle in needles)]


@pytest.mark.parametrize("stamp", [FINGERPRINT_STAMP, "other libraries"])
def test_charter_16_an_erased_photo_is_nowhere_but_in_the_evidence(
    stamp: str, runs: Path, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(step, "FINGERPRINT_STAMP", stamp)
        step.fingerprint_new(runs, AT)
    image = models.Image.objects.filter(photo__version__ad="alfa:0").get().sha256
    print_ = known_prints(stamp)[image]
    needles = [image.encode(), bytes.fromhex(image), print_.pdq.encode(), bytes.fromhex(print_.pdq)]
    photos = runs.parent / "photos"
    assert grep(photos, *needles)
    assert step.erase_photo(runs, image)
    assert not step.erase_photo(runs, image)
    assert grep(photos, *needles) == []
    assert [path.name for path in photos.rglob(f"*{image}*")] == []
    kept = [
        *models.Fingerprint.objects.values_list("image_id", flat=True),
        *models.Photo.objects.values_list("image", flat=True),
    ]
    assert image not in kept
    assert [pair for pair in photo_pairs(stamp) if image in (pair.a, pair.b)] == []
    if ledger.startswith("sqlite"):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert grep(Path(ledger.removeprefix("sqlite:///")).parent, *needles[::2]) == []


def test_an_erased_photo_is_not_fingerprinted_again_and_its_ads_count_as_changed(runs: Path) -> None:
    step.fingerprint_new(runs, AT)
    before = models.Ad.objects.get(id="alfa:0").change
    step.erase_photo(runs, models.Image.objects.filter(photo__version__ad="alfa:0").get().sha256)
    assert step.fingerprint_new(runs, AT) == 0
    assert models.Ad.objects.get(id="alfa:0").change > before


def test_what_a_turn_that_was_cut_off_left_is_erased_too(runs: Path) -> None:
    step.fingerprint_new(runs, AT)
    (segment,) = (runs.parent / "photos" / "index").glob("segment-*")
    image = models.Image.objects.filter(photo__version__ad="alfa:0").get().sha256
    left = segment.with_name("segment-000009")
    left.mkdir()
    (left / "picture.npy").write_bytes(bytes.fromhex(image))
    with (runs.parent / "photos" / "index" / "names.bin").open("ab") as names:
        names.write(bytes.fromhex(image))
    assert step.erase_photo(runs, image)
    assert grep(runs.parent / "photos", bytes.fromhex(image)) == []


def banner(text: str = "") -> Image.Image:
    """A site's call to place an ad; with a text it is saved as another file that shows the same picture."""
    picture = Image.new("RGB", (364, 120), "#203060")
    pen = ImageDraw.Draw(picture)
    for at in range(9):
        pen.polygon([(at * 45, 120), (at * 45 + 22, 30 + at * 6), (at * 45 + 45, 120)], fill=(60, 40 + at * 20, 160))
    pen.text((20, 10), "Plaats hier uw advertentie", fill="white", font_size=24)
    pen.text((300, 105), text, fill="grey", font_size=10)
    return picture


def joined(runs: Path) -> int:
    """How many clusters there are."""
    step.fingerprint_new(runs, AT)
    step.link_ledger(AT)
    return models.Ad.objects.values("cluster_id").distinct().count()


def test_one_file_in_many_accounts_is_left_out_before_it_is_compared_and_shown_with_its_reason(
    ledger: str, tmp_path: Path
) -> None:
    runs, photo = tmp_path / "runs", as_file(drawn(1))
    take(runs, [*[as_file(banner())] * 20, photo, photo])
    assert joined(runs) == 21
    (told,) = left_out()
    assert (told.since, told.ads, told.reason) == (AT, 20, "shown by 20 on alfa who have nothing else in common")
    assert told.sha256 == hashlib.sha256(as_file(banner())).hexdigest()
    assert photo_pairs(FINGERPRINT_STAMP) == []
    assert told.sha256 not in known_prints(FINGERPRINT_STAMP)


def test_copies_in_many_accounts_are_left_out_and_a_new_one_at_once(ledger: str, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    take(runs, [as_file(banner(str(number))) for number in range(20)])
    assert joined(runs) == 20
    assert len(left_out()) == 20
    take(runs, [as_file(banner("nieuw")), as_file(drawn(1))], "later")
    assert joined(runs) == 22
    assert [told.reason[:20] for told in left_out()].count("the same picture as ") == 1
    assert step.erase_photo(runs, left_out()[0].sha256)
    assert len(left_out()) == 20


def test_fewer_accounts_are_the_linkers_to_judge(ledger: str, tmp_path: Path) -> None:
    take(tmp_path / "runs", [as_file(banner())] * 19)
    joined(tmp_path / "runs")
    assert left_out() == []


def test_what_a_person_says_is_no_hub_is_taken_back(ledger: str, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    take(runs, [as_file(drawn(1))] * 20)
    joined(runs)
    (told,) = left_out()
    said = fingerprint(as_file(drawn(1))).pdq
    models.Decision.objects.create(
        kind="not a hub", identifier_kind="image", value=said, at=AT, by="anna", reason="one house"
    )
    for _ in range(2):
        step.fingerprint_new(runs, AT)
        assert left_out() == []
    assert told.sha256 in known_prints(FINGERPRINT_STAMP)
