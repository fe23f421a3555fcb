"""What holds of every kind of hash: one contract, run over all of them."""

from collections.abc import Callable, Sequence

import imagehash
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps

from enrichment.images import hamming
from enrichment.images.crop_resistant import CROP_RESISTANT
from enrichment.images.hamming import Near
from enrichment.images.hash_kinds import HashKind
from enrichment.images.pdq import PDQ
from enrichment.images.prints import KINDS

Draw = Callable[..., Image.Image]

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
SEEDS = range(40, 46)


def grey(image: Image.Image) -> Image.Image:
    """As a decoder would give it."""
    return image.convert("L").resize((512, 384), Image.Resampling.BILINEAR, reducing_gap=2.0)


def drawn_text(kind: HashKind, rng: np.random.Generator) -> str:
    """A hash of this kind with random bits; one of many parts has some."""
    parts = rng.integers(1, 4) if kind is CROP_RESISTANT else 1
    return ",".join(rng.bytes(kind.bits // 8).hex() for _ in range(parts))


def flipped(kind: HashKind, text: str, rng: np.random.Generator) -> str:
    """The hash with some bits of its last part turned, up to just beyond the limit."""
    *others, last = text.split(",")
    for bit in rng.permutation(kind.bits)[: rng.integers(0, kind.limit + 4)].tolist():
        last = f"{int(last, 16) ^ 1 << bit:0{kind.bits // 4}x}"
    return ",".join([*others, last])


def crowd(kind: HashKind, seed: int, count: int) -> list[str]:
    """Hashes of which many are nearly copies of one another."""
    rng = np.random.default_rng(seed)
    bases = [drawn_text(kind, rng) for _ in range(3)]
    return [flipped(kind, bases[rng.integers(3)], rng) for _ in range(count)]


def as_pairs(found: Near) -> set[tuple[int, int, int]]:
    return set(zip(found.left.tolist(), found.right.tolist(), found.distance.tolist(), strict=True))


def naive(kind: HashKind, some: Sequence[str], others: Sequence[str]) -> set[tuple[int, int, int]]:
    apart = ((i, j, kind.distance(a, b)) for i, a in enumerate(some) for j, b in enumerate(others))
    return {(i, j, bits) for i, j, bits in apart if bits <= kind.limit}


@every_kind
def test_a_kind_says_what_made_it(kind: HashKind) -> None:
    assert kind.own_version == kind.version.split(" ")[0]
    assert all(f"{name}=" in kind.version for name in kind.libraries)
    assert len({other.name for other in KINDS}) == len(KINDS)


@every_kind
def test_the_text_of_a_hash_is_hex_digits_of_its_bits(kind: HashKind, scene: Draw) -> None:
    for seed in SEEDS:
        made = kind.compute(grey(scene(seed)))
        for text in (made.text, made.mirrored):
            parts = text.split(",")
            assert [f"{int(part, 16):0{kind.bits // 4}x}" for part in parts] == parts


@every_kind
def test_equal_pictures_have_equal_hashes(kind: HashKind, scene: Draw) -> None:
    assert kind.compute(grey(scene(40))) == kind.compute(grey(scene(40)))


@every_kind
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_distances_are_of_both_sides_and_within_bounds(kind: HashKind, seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = drawn_text(kind, rng), drawn_text(kind, rng)
    assert kind.distance(a, b) == kind.distance(b, a)
    assert 0 <= kind.distance(a, b) <= kind.bits
    assert kind.distance(a, a) == 0 or not kind.parts(a)


@every_kind
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_mirroring_is_its_own_inverse_and_keeps_distances(kind: HashKind, seed: int) -> None:
    rng = np.random.default_rng(seed)
    a, b = drawn_text(kind, rng), drawn_text(kind, rng)
    assert kind.mirrored(kind.mirrored(a)) == a
    assert kind.distance(kind.mirrored(a), kind.mirrored(b)) == kind.distance(a, b)


@every_kind
@pytest.mark.parametrize("few", [0, 2048], ids=["looked up", "all with all"])
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_quick_search_finds_what_comparing_all_with_all_finds(kind: HashKind, few: int, seed: int) -> None:
    some, others = crowd(kind, seed, 9), crowd(kind, seed, 14)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hamming, "FEW", few)
        assert as_pairs(kind.near(some, others)) == naive(kind, some, others)


@every_kind
def test_nothing_is_near_to_nothing(kind: HashKind) -> None:
    assert as_pairs(kind.near([], [])) == as_pairs(kind.near([drawn_text(kind, np.random.default_rng(1))], [])) == set()


@every_kind
@pytest.mark.parametrize("wrong", ["", "ab", "zz"])
def test_what_is_no_hash_of_the_kind_is_refused(kind: HashKind, wrong: str) -> None:
    with pytest.raises(ValueError, match=r"hex digits|invalid literal|hexadecimal"):
        kind.near([wrong], [wrong])


@every_kind
def test_a_slightly_changed_copy_is_near_and_another_picture_is_not(kind: HashKind, scene: Draw) -> None:
    originals = [kind.compute(grey(scene(seed))) for seed in SEEDS]
    copies = [kind.compute(grey(ImageEnhance.Brightness(scene(seed)).enhance(1.04))) for seed in SEEDS]
    found = kind.near([made.text for made in originals], [made.text for made in copies])
    assert {(i, j) for i, j, _ in as_pairs(found)} == {(i, i) for i in range(len(SEEDS))}


@every_kind
def test_the_mirrored_hash_is_that_of_the_mirror_image(kind: HashKind, scene: Draw) -> None:
    for seed in SEEDS:
        made, turned = kind.compute(grey(scene(seed))), kind.compute(ImageOps.mirror(grey(scene(seed))))
        assert kind.distance(made.mirrored, turned.text) <= kind.limit
        assert kind.distance(kind.mirrored(made.text), made.mirrored) <= kind.limit


@every_kind
def test_low_information_pictures_are_below_the_floor_and_photos_above(kind: HashKind, scene: Draw) -> None:
    flat = [Image.new("L", (512, 384), shade) for shade in (0, 127, 255)]
    slopes = [Image.linear_gradient("L").resize((512, 384)), Image.linear_gradient("L").rotate(90).resize((512, 384))]
    assert [kind.joins(kind.compute(picture)) for picture in (*flat, *slopes)] == [False] * 5
    assert all(kind.joins(kind.compute(grey(scene(seed)))) for seed in SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_crop_resistant_hash_is_the_very_one_that_imagehash_gives(seed: int, scene: Draw) -> None:
    for picture in (grey(scene(seed)), grey(scene(seed)).crop((60, 40, 470, 370))):
        assert CROP_RESISTANT.compute(picture).text == str(imagehash.crop_resistant_hash(picture))


@pytest.mark.parametrize("shade", [0, 255])
def test_a_picture_of_one_shade_is_one_part_as_for_imagehash(shade: int) -> None:
    picture = Image.new("L", (64, 64), shade)
    assert CROP_RESISTANT.compute(picture).text == str(imagehash.crop_resistant_hash(picture)) == "0" * 16


def test_parts_of_a_cropped_picture_are_known_again() -> None:
    page = Image.new("L", (512, 384), 255)
    for seed, place in enumerate([(30, 40), (300, 60), (60, 230), (320, 220)]):
        shade = Image.fromarray(np.random.default_rng(seed).integers(0, 120, (6, 8), dtype=np.uint8))
        page.paste(shade.resize((150, 110), Image.Resampling.BICUBIC), place)
    whole, cropped = CROP_RESISTANT.compute(page), CROP_RESISTANT.compute(page.crop((20, 200, 500, 370)))
    assert CROP_RESISTANT.distance(whole.text, cropped.text) <= CROP_RESISTANT.limit
    assert PDQ.distance(PDQ.compute(page).text, PDQ.compute(page.crop((20, 200, 500, 370))).text) > PDQ.limit
