"""Ads into a market that was linked before: only what they touch is linked again, with the same result as all anew.

In: the standing market, ads that are new or changed, ads that are gone, what people say now. Out: the linker's answer
for what was touched; the standing market is brought up to date. Photos are told apart by their prints alone
(`photo_distance` 0): which prints show one photo is decided before, as in the ledger.
An ad touches all ads that share with it what joins, its cluster, and those of which people spoke with it. A hub is not
gone through, as long as ads that are not touched are enough to make it one; where they are not, its ads are touched.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from enrichment.images.pdq import PDQ
from enrichment.linking.decisions import spelt
from enrichment.linking.hubs import COMPANY, SAID_A_HUB
from enrichment.linking.linker import Joining, Past, join, tell
from enrichment.linking.mentions import Mentions, mentions_of
from enrichment.linking.options import LinkOptions
from enrichment.linking.websites import website_key
from enrichment.websites import shared_domains
from peil.errors import PeilBug
from peil.records.joined import LinkAd, LinkDecision, Linked

Shown = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Footing:
    """The group that an ad is in by trusted identifiers alone, and whether it and that group show a trusted number."""

    group: str
    numbered: bool
    has_number: bool


@dataclass(slots=True)
class Standing:
    """A market as it was last linked: its ads, who shows what, clusters and their ads, hubs with reasons."""

    options: LinkOptions
    ads: dict[str, LinkAd] = field(default_factory=dict)
    holders: defaultdict[Shown, set[str]] = field(default_factory=lambda: defaultdict(set))
    clusters: dict[str, str] = field(default_factory=dict)
    members: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    hubs: dict[Shown, str] = field(default_factory=dict)
    footing: dict[str, Footing] = field(default_factory=dict)
    decisions: frozenset[LinkDecision] = frozenset()

    def grow(
        self, ads: Sequence[LinkAd], decisions: Sequence[LinkDecision], at: datetime, gone: Iterable[str] = ()
    ) -> Linked:
        """Take ads in, and link what they touch; the answer is about that alone."""
        if self.options.photo_distance:
            raise PeilBug("photos are to be told apart by their prints alone", where="linking")
        touched = self._take_in(ads, gone) | self._spoken_of(decisions)
        self.decisions = frozenset(decisions)
        self._spread(touched)
        joining = join(
            mentions_of([self.ads[name] for name in touched if name in self.ads], self.options),
            decisions,
            self.options,
            self._settled,
        )
        previous = {name: self.clusters[name] for name in touched if name in self.clusters}
        linked = tell(joining, Past(previous, decisions, at, self.members), self.options)
        self._remember(touched, joining, linked)
        return linked

    def _take_in(self, ads: Sequence[LinkAd], gone: Iterable[str]) -> set[str]:
        """Note what the ads show now; everybody who shares with them what joined or joins is touched."""
        names = {ad.id for ad in ads} | set(gone)
        touched = {other for name in names & self.ads.keys() for other in self._neighbours(name)} | names
        for name in names & self.ads.keys():
            for shown in what_is_shown(self.ads.pop(name)):
                self.holders[shown].discard(name)
        for ad in ads:
            self.ads[ad.id] = ad
            for shown in what_is_shown(ad):
                self.holders[shown].add(ad.id)
        return touched

    def _neighbours(self, name: str) -> Iterator[str]:
        """Who shares with an ad what joins, its cluster, or what a person said."""
        for shown in what_is_shown(self.ads[name]) if name in self.ads else ():
            if shown not in self.hubs:
                yield from self.holders[shown]
        if name in self.clusters:
            yield from self.members[self.clusters[name]]
        yield from self._said.get(name, ())

    @property
    def _said(self) -> dict[str, list[str]]:
        pairs: defaultdict[str, list[str]] = defaultdict(list)
        for said in self.decisions:
            if said.a and said.b:
                pairs[said.a].append(said.b)
                pairs[said.b].append(said.a)
        return pairs

    def _spoken_of(self, decisions: Sequence[LinkDecision]) -> set[str]:
        """The ads about which, or about whose identifiers, people say something else than before."""
        touched: set[str] = set()
        for said in self.decisions.symmetric_difference(decisions):
            touched |= {said.a, said.b} & self.ads.keys()
            for shown in _shown_as(said):
                self.hubs.pop(shown, None)
                touched |= self.holders[shown]
        return touched

    def _spread(self, touched: set[str]) -> None:
        """Touch whom the touched ones lead to, until every hub that was passed by is sure to be one still."""
        waiting = list(touched)
        while waiting:
            while waiting:
                new = set(self._neighbours(waiting.pop())) - touched
                touched |= new
                waiting += new
            passed = {shown for name in touched & self.ads.keys() for shown in what_is_shown(self.ads[name])}
            for shown in passed & self.hubs.keys():
                if not self._sure(shown, touched):
                    del self.hubs[shown]
                    waiting += self.holders[shown]
                    touched |= self.holders[shown]

    def _sure(self, shown: Shown, touched: set[str]) -> bool:
        """Whether ads that are not touched are enough to make this a hub."""
        kind, value = shown
        if self.hubs[shown] == SAID_A_HUB or (kind == "website" and value in shared_domains()):
            return True
        outside = self.holders[shown] - touched
        footing = [self.footing[name] for name in outside]
        limit = self.options.hub_limits[kind]  # type: ignore[index]  # the kinds of `what_is_shown`
        if kind == "phone":
            beside = [each.group for each in footing if each.numbered]
            return len(set(beside)) >= limit and len(beside) >= self.options.hub_share * len(self.holders[shown])
        numbers = {number for name in outside for number in self.ads[name].phones}
        groups = {each.group for each in footing if each.has_number}
        return len(numbers) >= limit and len(groups) > (COMPANY * limit if kind == "image" else limit)

    def _settled(self, mentions: Mentions, identifier: int) -> str:
        """Why an identifier is a hub by ads that are not touched; empty where it is none."""
        kind, value = mentions.key(identifier)
        return self.hubs.get((kind, _canonical(value) if kind == "image" else value), "")

    def _remember(self, touched: set[str], joining: Joining, linked: Linked) -> None:
        for name in touched & self.clusters.keys():
            cluster = self.clusters.pop(name)
            self.members[cluster].discard(name)
            if not self.members[cluster]:
                del self.members[cluster]
        for name, cluster in linked.clusters.items():
            self.clusters[name] = cluster
            self.members[cluster].add(name)
        for hub in linked.hubs:
            self.hubs[hub.kind, _canonical(hub.value) if hub.kind == "image" else hub.value] = hub.reason
        ids, ground = joining.mentions.table.ids, joining.ground
        assert ground
        first: dict[int, str] = {}
        for name, group, *numbers in zip(
            ids, ground.group.tolist(), ground.numbered.tolist(), ground.has_number.tolist(), strict=True
        ):
            self.footing[name] = Footing(first.setdefault(group, name), *numbers)


def what_is_shown(ad: LinkAd) -> set[Shown]:
    """Everything by which an ad may be joined."""
    account = ad.account.strip()
    prints = (pdq for print_ in ad.images for pdq in (print_.pdq, print_.pdq_mirrored) if pdq)
    shown = [
        *(("account", f"{ad.site}/{account}") for _ in range(bool(account))),
        *(("phone", phone) for phone in ad.phones),
        *(("website", website_key(website)) for website in ad.websites),
        *(("handle", handle.strip().lower()) for handle in ad.handles),
        *(("licence_no", number.strip().upper()) for number in ad.licence_numbers),
        *(("image", _canonical(pdq)) for pdq in prints),
    ]
    return {(kind, value) for kind, value in shown if value}


def _canonical(pdq: str) -> str:
    """One name for a print and its mirror image."""
    return min(pdq.lower(), PDQ.mirrored(pdq))


def _shown_as(said: LinkDecision) -> Iterator[Shown]:
    """What a decision about an identifier is about, as ads show it."""
    plain = said.value.strip()
    if said.identifier_kind == "image" and len(plain) == 64:
        yield "image", _canonical(plain)
    elif said.identifier_kind:
        yield said.identifier_kind, spelt(said.identifier_kind, plain)
