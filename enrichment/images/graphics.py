"""Which pictures are a site's own and nobody's photo: placeholders, banners, logos, known by who shows them.

In: who shows which image file, and which files are copies of each other. Out: those that many who have nothing else
in common show, each with the reason. It looks at no picture; what few show is never taken for one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from enrichment.images.groups import firsts
from enrichment.images.hamming import near, to_words
from enrichment.images.matching import SURE_DISTANCE, usable
from peil.records.joined import Showing
from peil.records.read import Fingerprint


@dataclass(frozen=True, slots=True)
class GraphicLimits:
    """From so many independent hands on a picture is a graphic; fewer are the linker's to judge, which sees more."""

    on_one_site: int = 20
    over_sites: int = 30

    @property
    def least(self) -> int:
        """Fewer ads than this make no graphic."""
        return min(self.on_one_site, self.over_sites)


@dataclass(frozen=True, slots=True)
class Copies:
    """Image files that show the whole of one picture: each file -> its copies."""

    of: Mapping[str, set[str]] = field(default_factory=dict)

    @classmethod
    def paired(cls, pairs: Iterable[tuple[str, str]]) -> "Copies":
        """Of pairs of files."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in pairs:
            found[a].add(b)
            found[b].add(a)
        return cls(found)

    @classmethod
    def near(cls, new: Mapping[str, Fingerprint], known: Mapping[str, Fingerprint]) -> "Copies":
        """Of new files among each other and among those known: whose hashes alone are believed."""
        return cls.paired((a, b) for a, b in _surely_near(new, {**known, **new}) if a != b)

    def with_itself(self, image: str) -> set[str]:
        """A file and its copies; not the copies of these: a chain may lead anywhere."""
        return {image, *self.of.get(image, ())}


def site_graphics(
    asked: Iterable[str], showings: Iterable[Showing], copies: Copies, limits: GraphicLimits
) -> dict[str, str]:
    """File -> why it is a site's own; `showings` are those of the files asked for and of their copies."""
    shown: defaultdict[str, list[Showing]] = defaultdict(list)
    for showing in showings:
        shown[showing.image].append(showing)
    told = {
        image: _reason([one for copy in copies.with_itself(image) for one in shown[copy]], limits) for image in asked
    }
    return {image: reason for image, reason in told.items() if reason}


def with_copies(found: Mapping[str, str], copies: Copies) -> dict[str, str]:
    """The files with why they are a site's own, and all copies of them."""
    told = {copy: _same_as(image) for image in found for copy in copies.with_itself(image)}
    return {**told, **found}


def alike_to(known: Mapping[str, Fingerprint], new: Mapping[str, Fingerprint]) -> dict[str, str]:
    """New files that show the picture of one that is left out, saved anew for each ad it may be -> why."""
    return {image: _same_as(other) for image, other in _surely_near(new, known)}


def _same_as(image: str) -> str:
    return f"the same picture as {image}, which is left out"


def _surely_near(some: Mapping[str, Fingerprint], others: Mapping[str, Fingerprint]) -> Iterator[tuple[str, str]]:
    left, right = ([name for name, one in part.items() if usable(one)] for part in (some, others))
    words = (to_words([some[name].pdq for name in left]), to_words([others[name].pdq for name in right]))
    found = near(*words, SURE_DISTANCE)
    for i, j in zip(found.left.tolist(), found.right.tolist(), strict=True):
        yield left[i], right[j]


def _reason(showings: Sequence[Showing], limits: GraphicLimits) -> str:
    by_site = Counter(site for site, _ in _hands(showings))
    hands = len(_over_sites(showings))
    if by_site and max(by_site.values()) >= limits.on_one_site:
        (site, most), *_ = by_site.most_common(1)
        return f"shown by {most} on {site} who have nothing else in common"
    if hands >= limits.over_sites:
        return f"shown by {hands} on {len(by_site)} sites who have nothing else in common"
    return ""


def _hands(showings: Sequence[Showing]) -> set[tuple[str, str]]:
    """(site, hand) of each who shows it on a site."""
    sites = {showing.site for showing in showings}
    alone = {site: [one for one in showings if one.site == site] for site in sites}
    return {(site, hand) for site, some in alone.items() for hand in _over_sites(some)}


def _over_sites(showings: Sequence[Showing]) -> set[str]:
    """The hands that show it: each named after one of the ads it placed or of what these have in common."""
    pairs = [(f"ad {one.ad}", token) for one in showings for token in _tokens(one)]
    first = firsts(pairs, {name for pair in pairs for name in pair} | {f"ad {one.ad}" for one in showings})
    return {first[f"ad {one.ad}"] for one in showings}


def _tokens(showing: Showing) -> list[str]:
    account = [f"account {showing.site} {showing.account}"] if showing.account else []
    return [*account, *(f"number {number}" for number in showing.numbers)]
