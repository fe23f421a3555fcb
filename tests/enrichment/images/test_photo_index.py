"""The index of all photos: it answers as a slow search would, grows, is opened again, and forgets."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.images.photo_index import PhotoIndex
from enrichment.images.points import Points
from enrichment.images.segments import ERASED, Segment, mapped, merge, posted, save, sizes, turns
from enrichment.images.votes import MAX_BITS, _in_segment, candidates
from enrichment.images.words import WORDS, worded


def name(number: int) -> str:
    """A made-up SHA-256."""
    return f"{number + 1:064x}"


def made(seed: int, count: int = 40) -> Points:
    """Invented points: what stands at random places and looks like nothing in particular."""
    rng = np.random.default_rng(seed)
    return Points(
        640,
        480,
        rng.uniform(0, 480, (count, 2)).astype(np.float32),
        rng.uniform(2, 30, count).astype(np.float32),
        rng.uniform(0, 360, count).astype(np.float32),
        rng.gamma(0.6, 40, (count, 128)).clip(0, 255).astype(np.uint8),
        np.zeros((192, 256), np.uint8),
    )


def as_rows(segment: Segment) -> set[tuple[int, ...]]:
    """What a segment holds, whatever the order within a word."""
    words = np.repeat(np.arange(WORDS), np.diff(segment.starts.astype(np.int64)))
    columns = (words, segment.picture, segment.signature, segment.turn, segment.size)
    return set(zip(*(column.tolist() for column in columns), strict=True))


@settings(max_examples=20, deadline=None)
@given(seeds=st.lists(st.integers(0, 30), min_size=1, max_size=4, unique=True), asked=st.integers(0, 30))
def test_looking_up_finds_what_comparing_all_with_all_finds(seeds: Sequence[int], asked: int) -> None:
    segment = posted(seeds, [made(seed) for seed in seeds])
    found = worded(made(asked).descriptors, 2)
    words = found.words.ravel()
    lookup, rows = _in_segment(words, np.repeat(found.signatures, 2), segment)
    standing = np.repeat(np.arange(WORDS), np.diff(segment.starts.astype(np.int64)))
    naive = {
        (one, row)
        for one in range(len(words))
        for row in np.flatnonzero(standing == words[one]).tolist()
        if (int(found.signatures[one // 2]) ^ int(segment.signature[row])).bit_count() <= MAX_BITS
    }
    assert set(zip(lookup.tolist(), rows.tolist(), strict=True)) == naive


def test_a_picture_is_the_first_candidate_of_itself_and_of_its_mirror_image() -> None:
    segment = posted(range(20), [made(seed) for seed in range(20)])
    straight, *_ = candidates(made(7), [segment])
    mirrored, *_ = candidates(made(7).mirrored(), [segment])
    assert (straight.number, straight.mirrored) == (7, False)
    assert (mirrored.number, mirrored.mirrored) == (7, True)


def test_segments_that_were_merged_hold_what_they_held(tmp_path: Path) -> None:
    parts = [posted([0, 1], [made(0), made(1)]), posted([2], [made(2)])]
    merge(parts, tmp_path / "merged")
    assert as_rows(mapped(tmp_path / "merged")) == as_rows(parts[0]) | as_rows(parts[1])


def test_merging_a_stretch_at_a_time_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("enrichment.images.segments.AT_ONCE", 7)
    merge([posted([0], [made(0)]), posted([1], [made(1)])], tmp_path / "merged")
    assert as_rows(mapped(tmp_path / "merged")) == as_rows(posted([0, 1], [made(0), made(1)]))


def test_what_was_erased_is_not_merged(tmp_path: Path) -> None:
    save(posted([0, 1], [made(0), made(1)]), tmp_path / "one")
    one = mapped(tmp_path / "one", "r+")
    one.erase(0)
    assert np.count_nonzero(one.picture == ERASED) == 40
    merge([one], tmp_path / "two")
    assert as_rows(mapped(tmp_path / "two")) == as_rows(posted([1], [made(1)]))


def test_batches_change_no_answer(tmp_path: Path) -> None:
    pictures = {name(seed): made(seed) for seed in range(12)}
    whole, bit_by_bit = PhotoIndex(tmp_path / "a"), PhotoIndex(tmp_path / "b")
    whole.add(list(pictures), list(pictures.values()))
    for one, picture in pictures.items():
        bit_by_bit.add([one], [picture])
        assert bit_by_bit.candidates(picture)[0].name == one
    assert len(bit_by_bit._segments) < 5
    for picture in pictures.values():
        assert whole.candidates(picture) == bit_by_bit.candidates(picture)


def test_an_index_that_is_opened_again_answers_the_same(tmp_path: Path) -> None:
    index = PhotoIndex(tmp_path / "index", "stamp")
    index.add([name(1), name(2)], [made(1), made(2)])
    again = PhotoIndex(tmp_path / "index", "stamp")
    assert again.names() == [name(1), name(2)]
    assert again.candidates(made(2)) == index.candidates(made(2))


def test_whoever_reads_while_it_grows_sees_what_stood(tmp_path: Path) -> None:
    writer = PhotoIndex(tmp_path / "index")
    writer.add([name(1)], [made(1)])
    reader = PhotoIndex(tmp_path / "index")
    writer.add([name(2)], [made(2)])
    assert [found.name for found in reader.candidates(made(1))] == [name(1)]
    assert reader.candidates(made(2)) == []


def test_an_index_of_other_points_counts_as_empty_and_is_made_anew(tmp_path: Path) -> None:
    PhotoIndex(tmp_path / "index", "old").add([name(1)], [made(1)])
    index = PhotoIndex(tmp_path / "index", "new")
    assert len(index) == 0
    index.add([name(2)], [made(2)])
    assert PhotoIndex(tmp_path / "index", "new").names() == [name(2)]


def test_an_erased_photo_is_in_no_file_and_in_no_answer(tmp_path: Path) -> None:
    index = PhotoIndex(tmp_path / "index")
    index.add([name(number) for number in range(4)], [made(seed) for seed in range(4)])
    signatures = [value.tobytes() for value in worded(made(2).descriptors).signatures]
    assert index.erase(name(2))
    assert not index.erase(name(2))
    kept = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
    assert bytes.fromhex(name(2)) not in kept
    assert not [signature for signature in signatures if signature in kept]
    assert index.candidates(made(2)) == []
    assert PhotoIndex(tmp_path / "index").names() == [name(0), name(1), name(3)]


def test_a_point_alike_to_a_crowd_weighs_little() -> None:
    crowd = made(5, 80)
    segment = posted(range(400), [crowd] * 400)
    assert candidates(crowd, [segment])[0].votes < candidates(crowd, [posted([0], [crowd])])[0].votes / 5


@settings(deadline=None)
@given(st.floats(0, 360, width=32, exclude_max=True))
def test_turns_are_told_to_a_step(angle: float) -> None:
    told = float(turns(np.array([angle], np.float32))[0]) * 360 / 256
    assert min(abs(told - angle), 360 - abs(told - angle)) <= 0.71


@settings(deadline=None)
@given(st.floats(0.5, 500, width=32), st.floats(1, 2, width=32))
def test_sizes_keep_their_order(diameter: float, times: float) -> None:
    one, other = sizes(np.array([diameter, diameter * times], np.float32)).tolist()
    assert one <= other
