"""Links by photos say how the photo is shown and what bears it; other links stay as they are."""

from enrichment.images.words_of_pairs import ToldPair, in_words
from peil.records.joined import ImagePrint, Link, LinkAd

PHOTO = "ab" * 32
MADE = "both show the same photo"


def ad(name: str, file: str) -> LinkAd:
    return LinkAd(name, "alfa", images=(ImagePrint(PHOTO, sha256=file),))


def link(a: str, b: str, kind: str = "image") -> Link:
    return Link(a, b, kind, PHOTO, MADE, distance=0)


ADS = [ad("a1", "f1"), ad("a2", "f2"), ad("a3", "f1"), ad("a4", "f4"), ad("a5", "f5")]
EVIDENCE = {"points": 40, "points_asked": 50, "blocks": 30, "blocks_asked": 33}
PAIRS = [ToldPair("f1", "f2", "mirrored", 12, EVIDENCE), ToldPair("f2", "f4", "whole", 9, {"pdq": 9})]


def test_a_link_is_told_by_the_pair_that_bears_it() -> None:
    (told,) = in_words([link("a1", "a2")], ADS, PAIRS)
    points = "40 of 50 points lie on each other, 30 of 33 blocks of pixels agree"
    assert told.evidence == f"both show the same photo, one of them mirrored ({points})"
    assert told.distance == 12


def test_without_points_the_hashes_bear_it() -> None:
    (told,) = in_words([link("a2", "a4")], ADS, PAIRS)
    assert told.evidence == "both show the same photo (9 of 256 bits differ)"


def test_one_file_in_both_ads_is_told_so() -> None:
    (told,) = in_words([link("a1", "a3")], ADS, PAIRS)
    assert (told.evidence, told.distance) == ("both show the same photo (the same file)", 0)


def test_copies_of_a_third_are_told_so_and_have_no_distance() -> None:
    (told,) = in_words([link("a1", "a5")], ADS, PAIRS)
    assert (told.evidence, told.distance) == ("both show the same photo (each is a copy of a third)", None)


def test_other_links_stay_as_they_are() -> None:
    links = (link("a1", "a2", "phone"),)
    assert in_words(links, ADS, PAIRS) == links
