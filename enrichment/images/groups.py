"""Pairs of image files to photos: which photos each file shows.

In: pairs that were decided. Out: for each file the names of the photos in it: one for a copy, several for a collage.
A photo is named after the first of its files; the order of the pairs changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from enrichment.images.matching import MIN_QUALITY
from peil.records.joined import ImagePrint, LinkAd, LinkDecision


def photos_shown(pairs: Iterable[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    """(file, file, how) to name of a file -> the names of the photos that it shows; files without a pair are left out.

    A collage does not join the photos in it: it shows each of them, and is a photo of its own.
    """
    together: list[tuple[str, str]] = []
    beside: list[tuple[str, str]] = []
    for a, b, how in pairs:
        (beside if how == "collage" else together).append((a, b))
    first = firsts(together, {name for pair in [*together, *beside] for name in pair})
    shown = {name: {root} for name, root in first.items()}
    for a, b in beside:
        shown[a].add(first[b])
        shown[b].add(first[a])
    return {name: tuple(sorted(photos)) for name, photos in shown.items()}


def firsts(pairs: Iterable[tuple[str, str]], names: Iterable[str]) -> dict[str, str]:
    """Each name -> the first of all that pairs lead to; the names of the pairs must be among them."""
    above = {name: name for name in names}

    def top(name: str) -> str:
        while above[name] != name:
            above[name] = name = above[above[name]]
        return name

    for a, b in pairs:
        low, high = sorted((top(a), top(b)))
        above[high] = low
    return {name: top(name) for name in above}


def with_photos(ads: Sequence[LinkAd], shown: Mapping[str, tuple[str, ...]]) -> list[LinkAd]:
    """The ads with one print for each photo that an image shows, the same for all images that show it.

    So the linker, which compares prints, joins what the second look joined: crops, collages and all.
    """
    prints = _named_prints(ads, shown)
    return [replace(ad, images=tuple(_prints_of(ad, shown, prints))) for ad in ads]


def with_named_photos(
    decisions: Sequence[LinkDecision], ads: Sequence[LinkAd], shown: Mapping[str, tuple[str, ...]]
) -> list[LinkDecision]:
    """What people said about a photo, told of the print that now stands for all its copies."""
    prints = _named_prints(ads, shown)
    pairs = (
        (image.pdq, prints[shown[image.sha256][0]].pdq) for ad in ads for image in ad.images if image.sha256 in shown
    )
    named = dict(pairs)
    return [
        replace(said, value=named.get(said.value, said.value)) if said.identifier_kind == "image" else said
        for said in decisions
    ]


def _named_prints(ads: Sequence[LinkAd], shown: Mapping[str, tuple[str, ...]]) -> dict[str, ImagePrint]:
    """Photo -> the print that stands for it: of a file that shows it alone and has texture, if there is one."""
    images = {image.sha256: image for ad in ads for image in ad.images if image.sha256 in shown}
    order = sorted(images.values(), key=lambda one: (len(shown[one.sha256]), one.quality < MIN_QUALITY, one.sha256))
    found: dict[str, ImagePrint] = {}
    for image in order:
        for photo in shown[image.sha256]:
            found.setdefault(photo, image)
    return found


def _prints_of(
    ad: LinkAd, shown: Mapping[str, tuple[str, ...]], prints: Mapping[str, ImagePrint]
) -> Iterator[ImagePrint]:
    for image in ad.images:
        for photo in shown.get(image.sha256, ()):
            yield replace(prints[photo], sha256=image.sha256, quality=100)
        if image.sha256 not in shown:
            yield image
