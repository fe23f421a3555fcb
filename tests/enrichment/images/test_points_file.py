"""Points kept in files are the same points when they are read; damaged files are none."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from enrichment.images.points import Points, points_of
from enrichment.images.points_file import PointsFolder, packed, unpacked

NAME = "ab" * 32


def equal(one: Points, other: Points) -> bool:
    columns = ("places", "scales", "angles", "descriptors", "grey")
    same = all(np.array_equal(getattr(one, column), getattr(other, column)) for column in columns)
    return same and (one.width, one.height) == (other.width, other.height)


def test_points_read_back_are_the_points_that_were_kept(scene: Callable[..., Image.Image], tmp_path: Path) -> None:
    folder, made = PointsFolder(tmp_path), points_of(scene(1))
    folder.put(NAME, made)
    found = folder.get(NAME)
    assert found is not None
    assert equal(found, made)
    assert len(packed(made)) < 150_000


def test_a_picture_without_points_is_kept_too() -> None:
    flat = points_of(Image.new("RGB", (64, 64), "grey"))
    assert equal(unpacked(packed(flat)), flat)


def test_erased_points_are_gone(scene: Callable[..., Image.Image], tmp_path: Path) -> None:
    folder = PointsFolder(tmp_path)
    folder.put(NAME, points_of(scene(1)))
    assert folder.erase(NAME)
    assert not folder.erase(NAME)
    assert folder.get(NAME) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


KEPT = packed(points_of(Image.linear_gradient("L").resize((80, 80))))


@settings(deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, len(KEPT) - 1), st.integers(0, 255)), max_size=5), data=st.data())
def test_damaged_points_are_refused_or_read_and_never_crash(
    changes: list[tuple[int, int]], data: st.DataObject
) -> None:
    kept = bytearray(KEPT)
    for place, value in changes:
        kept[place] = value
    with contextlib.suppress(ValueError):
        assert isinstance(unpacked(bytes(kept[: data.draw(st.integers(0, len(kept)))])), Points)


def test_a_file_that_was_cut_short_is_refused() -> None:
    with pytest.raises(ValueError, match="damaged points"):
        unpacked(KEPT[:-20])


@pytest.mark.parametrize("data", [b"", b"PTS1", b"no points at all, only words"])
def test_what_is_no_points_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="damaged points"):
        unpacked(data)
