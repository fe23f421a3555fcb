"""Pairs of files to photos: copies are one photo, a collage shows several and joins none of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.images.groups import photos_shown, with_named_photos, with_photos
from peil.records.joined import ImagePrint, LinkAd, LinkDecision

PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("ghijkl"), st.sampled_from(["whole", "collage"])))


def test_copies_of_copies_are_one_photo() -> None:
    shown = photos_shown([("b", "c", "part"), ("a", "b", "mirrored"), ("x", "y", "whole")])
    assert shown == {"a": ("a",), "b": ("a",), "c": ("a",), "x": ("x",), "y": ("x",)}


def test_a_collage_shows_its_photos_and_they_stay_two() -> None:
    shown = photos_shown([("a", "c", "collage"), ("b", "c", "collage")])
    assert set(shown["c"]) >= {"a", "b"}
    assert "b" not in shown["a"]


@settings(deadline=None)
@given(PAIRS, st.randoms())
def test_the_order_of_the_pairs_changes_nothing(pairs: list[tuple[str, str, str]], rng) -> None:  # type: ignore[no-untyped-def]
    other = list(pairs)
    rng.shuffle(other)
    assert photos_shown(pairs) == photos_shown(other)


def test_images_that_show_one_photo_get_one_print() -> None:
    whole = LinkAd("1", "alfa", images=(ImagePrint("0" * 64, 100, sha256="a"), ImagePrint("e" * 64, sha256="z")))
    crop = LinkAd("2", "beta", images=(ImagePrint("f" * 64, 20, sha256="b"),))
    shown = photos_shown([("a", "b", "part")])
    one, other = with_photos([whole, crop], shown)
    assert one.images == whole.images
    assert other.images == (ImagePrint("0" * 64, 100, sha256="b"),)


def test_what_a_person_said_of_a_copy_holds_for_the_photo() -> None:
    ads = [LinkAd(str(n), "alfa", images=(ImagePrint(d * 64, sha256=d),)) for n, d in enumerate("ab")]
    said = LinkDecision("hub", identifier_kind="image", value="b" * 64)
    number = LinkDecision("hub", identifier_kind="phone", value="+31600000000")
    told = with_named_photos([said, number], ads, photos_shown([("a", "b", "part")]))
    assert [one.value for one in told] == ["a" * 64, "+31600000000"]
