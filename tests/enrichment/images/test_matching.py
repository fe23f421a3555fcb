"""Copies of one file match, however they were re-made; pictures of other things, and empty ones, never do."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from enrichment.images import Match, Pair, fingerprint, pairs, same_photo
from peil.records.read import Fingerprint

Draw = Callable[..., Image.Image]
Encode = Callable[..., bytes]

COPIES: dict[str, tuple[Callable[[Image.Image], Image.Image], str, dict[str, object]]] = {
    "saved again at quality 40": (lambda image: image, "JPEG", {"quality": 40}),
    "converted to WebP": (lambda image: image, "WEBP", {"quality": 60}),
    "converted to PNG": (lambda image: image, "PNG", {}),
    "a thumbnail": (lambda image: image.resize((200, 150)), "JPEG", {"quality": 80}),
    "enlarged": (lambda image: image.resize((1400, 1050)), "JPEG", {"quality": 80}),
    "stretched": (lambda image: image.resize((640, 420)), "JPEG", {}),
    "grey": (lambda image: image.convert("L"), "JPEG", {}),
    "a little brighter": (lambda image: ImageEnhance.Brightness(image).enhance(1.15), "JPEG", {}),
    "a little more contrast": (lambda image: ImageEnhance.Contrast(image).enhance(1.2), "JPEG", {}),
    "blurred": (lambda image: image.filter(ImageFilter.GaussianBlur(2)), "JPEG", {}),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_matches_whole(name: str, scene: Draw, as_file: Encode) -> None:
    change, kind, options = COPIES[name]
    for seed in range(10, 16):
        original = fingerprint(as_file(scene(seed), "JPEG", quality=90))
        match = same_photo(original, fingerprint(as_file(change(scene(seed)), kind, **options)))
        assert match is not None
        assert match.how == "whole"


@pytest.mark.parametrize("name", ["saved again at quality 40", "a thumbnail", "grey", "a little brighter"])
def test_a_mirrored_copy_matches_mirrored(name: str, scene: Draw, as_file: Encode) -> None:
    change, kind, options = COPIES[name]
    for seed in range(10, 16):
        original = fingerprint(as_file(scene(seed)))
        match = same_photo(original, fingerprint(as_file(ImageOps.mirror(change(scene(seed))), kind, **options)))
        assert match is not None
        assert match.how == "mirrored"


def test_different_scenes_do_not_match(scene: Draw, as_file: Encode) -> None:
    assert list(pairs([fingerprint(as_file(scene(seed))) for seed in range(100, 160)])) == []


def test_flat_pictures_match_nothing_not_even_themselves(as_file: Encode) -> None:
    white = fingerprint(as_file(Image.new("RGB", (640, 480), "white")))
    shade = fingerprint(as_file(Image.linear_gradient("L").resize((640, 480))))
    assert not white.reason
    assert [same_photo(a, b) for a, b in itertools.product((white, shade), repeat=2)] == [None] * 4
    assert list(pairs([white, white, shade, shade])) == []


def test_what_has_no_hashes_matches_nothing() -> None:
    nothing = fingerprint(b"")
    assert same_photo(nothing, nothing) is None


def test_the_second_look_parts_what_only_pdq_finds_near() -> None:
    a = Fingerprint("a", pdq="0" * 64, pdq_mirrored="f" * 64, quality=100, phash="0" * 16)
    near, far = "0" * 59 + "fffff", "f" * 16
    assert same_photo(a, Fingerprint("b", near, "f" * 64, 100, phash="0" * 16)) == Match("whole", 20)
    assert same_photo(a, Fingerprint("b", near, "f" * 64, 100, phash=far)) is None
    assert same_photo(a, Fingerprint("b", "0" * 62 + "ff", "f" * 64, 100, phash=far)) == Match("whole", 8)


def crowd(seed: int, count: int) -> list[Fingerprint]:
    """Prints of which many are near one another, straight or mirrored, some of low quality or without hashes."""
    rng = np.random.default_rng(seed)
    bases = rng.integers(0, 2, (6, 256))
    made = []
    for number in range(count):
        bits = np.stack([bases[rng.integers(6)], bases[rng.integers(6)]])
        bits[:, rng.permutation(256)[: rng.integers(0, 24)]] ^= 1
        pdq, turned = (np.packbits(row).tobytes().hex() for row in bits)
        quality, phash = int(rng.choice([100, 100, 100, 20])), f"{rng.integers(2**14):016x}"
        made.append(Fingerprint(str(number), pdq, turned, quality, phash))
    return [*made, Fingerprint("none", reason="empty file")]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 25))
def test_the_search_for_pairs_finds_what_comparing_all_with_all_finds(seed: int, count: int) -> None:
    prints = crowd(seed, count)
    naive = [
        Pair(i, j, match.how, match.distance)
        for i, j in itertools.combinations(range(len(prints)), 2)
        if (match := same_photo(prints[i], prints[j]))
    ]
    assert list(pairs(prints)) == naive


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_it_does_not_matter_which_comes_first(seed: int) -> None:
    for a, b in itertools.combinations(crowd(seed, 6), 2):
        assert same_photo(a, b) == same_photo(b, a)
