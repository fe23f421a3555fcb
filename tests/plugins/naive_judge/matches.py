"""Which licences an operator's ads match, as RULES.md says it, the slow way."""

from dataclasses import dataclass
from datetime import date

from naive_judge.market import Line, Market, day, domain, in_force, moment, place, shown, within

ALIKE = {  # the generator's trade names, and which of them are one name
    "Huis Zonnewijzer": "zonnewijzer",
    "Zonnewijzer BV": "zonnewijzer",
    "De Blauwe Deur": "blauwe deur",
    "Salon Kompasroos": "kompasroos",
    "Kompasroos": "kompasroos",
}


@dataclass(frozen=True)
class Found:
    """One licence that an operator's ads match: all its periods, and the sightings that match."""

    periods: tuple[Line, ...]
    sightings: tuple[Line, ...]

    @property
    def gm(self) -> str:
        """The licence's municipality."""
        return str(self.periods[0]["municipality"])

    @property
    def escort(self) -> bool:
        """Whether it is an escort licence."""
        return bool(self.periods[0]["kind"] == "escort")

    @property
    def latest(self) -> Line:
        """The latest counted sighting that matches: it decides."""
        return max(self.sightings, key=lambda line: (moment(line), line["id"]))

    @property
    def force(self) -> bool:
        """Whether it is in force by the sighting's own day."""
        return in_force(self.periods, day(self.latest))


@dataclass(frozen=True)
class Operator:
    """One operator on a day: its counted sightings and the market around it."""

    cluster: str
    counted: list[Line]
    seen: list[Line]
    market: Market
    on: date


def operator_on(cluster: str, ads: list[Line], market: Market, on: date) -> Operator:
    """One operator as it stands on a day; sightings after it are not there."""
    seen = [line for line in ads if day(line) <= on]
    counted = [line for line in within(seen, on, 14) if not line["run_short"]]
    return Operator(cluster, counted, seen, market, on)


def licences_of(market: Market) -> list[tuple[Line, ...]]:
    """Rows of one (municipality, licence_no) are its periods."""
    found: dict[tuple[str, str], list[Line]] = {}
    for row in market.licences:
        found.setdefault((row["municipality"], shown(row["licence_no"])), []).append(row)
    return [tuple(rows) for rows in found.values()]


def several(row: Line, column: str) -> list[str]:
    """The values of a column that holds several."""
    return [value for value in (row.get(column) or "").split(";") if value]


def other_key(operator: Operator, ad: Line, periods: tuple[Line, ...]) -> bool:
    """An exact key other than the licence number."""
    phones = {phone["e164"] for phone in ad["phones"] if phone["use"] == "links"}
    domains = {domain(site) for site in ad["websites"]}
    spot = place(ad["address"]) if ad["address"] else None
    return licensed_as(operator, periods) or any(
        phones & set(several(row, "phones"))
        or domains & {domain(site) for site in several(row, "websites")}
        or (spot is not None and spot == place(row))
        for row in periods
    )


def named_as(operator: Operator, said: Line) -> list[tuple[Line, ...]]:
    """The licences that a decision names: those of its municipality, else of any."""
    found = [one for one in licences_of(operator.market) if shown(one[0]["licence_no"]) == shown(said["licence_no"])]
    return [one for one in found if one[0]["municipality"] == said["municipality"]] or found


def licensed_as(operator: Operator, periods: tuple[Line, ...]) -> bool:
    """What a reviewer said, in effect from its day on."""
    return any(
        said["kind"] == "licensed-as"
        and said["cluster"] == operator.cluster
        and periods in named_as(operator, said)
        and day({"seen_at": said["at"]}) <= operator.on
        for said in operator.market.decisions
    )


def names(row: Line) -> set[str]:
    """A licence's names; a premises_name counts as a trade name."""
    return {ALIKE[name] for name in [*several(row, "trade_names"), row.get("premises_name")] if name}


def alike(ad: Line, periods: tuple[Line, ...]) -> bool:
    """Whether a trade name of the ad is a licence's."""
    return any({ALIKE[name] for name in ad["trade_names"]} & names(row) for row in periods)


def near(ad: Line, periods: tuple[Line, ...]) -> bool:
    """Same postcode and number, whatever the suffix."""
    spot = place(ad["address"]) if ad["address"] else None
    return spot is not None and any((there := place(row)) and there[:2] == spot[:2] for row in periods)


def other_suffix(ad: Line, periods: tuple[Line, ...]) -> bool:
    """Same postcode and number, other suffix."""
    spot = place(ad["address"]) if ad["address"] else None
    return near(ad, periods) and spot not in [place(row) for row in periods]


def named_by_number(operator: Operator, ad: Line, number: str) -> list[tuple[Line, ...]]:
    """The licences with a shown number: M's own, where there is one."""
    found = [one for one in licences_of(operator.market) if shown(one[0]["licence_no"]) == shown(number)]
    own = [one for one in found if one[0]["municipality"] == ad["municipality"]]
    return own or found


def agrees(operator: Operator, periods: tuple[Line, ...]) -> bool:
    """Whether any other key of any counted ad agrees, a probable one too."""
    return any(
        other_key(operator, ad, periods) or near(ad, periods) or same_name(ad, periods) for ad in operator.counted
    )


def contradicted(operator: Operator, ad: Line, periods: tuple[Line, ...]) -> bool:
    """No other key agrees, and the register's address or name contradicts."""
    if agrees(operator, periods):
        return False
    spot = place(ad["address"]) if ad["address"] else None
    elsewhere = spot is not None and any(place(row) for row in periods)
    renamed = bool(ad["trade_names"]) and any(names(row) for row in periods) and not alike(ad, periods)
    return elsewhere or renamed


def is_false(operator: Operator, ad: Line, number: str) -> bool:
    """Whether a number that an ad shows is in no register, or another premises'; unsure is not false."""
    known = named_by_number(operator, ad, number)
    if any(not contradicted(operator, ad, one) for one in known):
        return False
    if not any(row["municipality"] == ad["municipality"] for row in operator.market.licences):
        return False
    return bool(known) or not any(
        shown(number) in map(shown, one["licence_numbers"]) and one["setting"] in ("outcall", "both")
        for one in operator.counted
        if one["municipality"] == ad["municipality"] and one["certainty"] == "exact"
    )


def same_name(ad: Line, periods: tuple[Line, ...]) -> bool:
    """A name that is alike in the same municipality."""
    return ad["municipality"] == periods[0]["municipality"] and alike(ad, periods)


def by_number(operator: Operator, ad: Line, periods: tuple[Line, ...]) -> bool:
    """A shown licence number equals; one against which `licence_number_false` holds makes no match."""
    false = {
        shown(number)
        for one in operator.counted
        if one["municipality"] and one["certainty"] == "exact"
        for number in one["licence_numbers"]
        if is_false(operator, one, number)
    }
    return any(
        shown(number) not in false and periods in named_by_number(operator, ad, number)
        for number in ad["licence_numbers"]
    )


def exact(operator: Operator) -> list[Found]:
    """The licences that match exactly."""
    found = []
    for periods in licences_of(operator.market):
        ads = [ad for ad in operator.counted if other_key(operator, ad, periods) or by_number(operator, ad, periods)]
        if ads:
            found.append(Found(periods, tuple(ads)))
    return found


def probable(operator: Operator) -> list[Found]:
    """The licences that match probably; a name beside an exact key leaves nothing to ask."""
    found = []
    for periods in licences_of(operator.market):
        named = [ad for ad in operator.counted if same_name(ad, periods)]
        certain = [ad for ad in named if other_key(operator, ad, periods) or by_number(operator, ad, periods)]
        ads = [ad for ad in operator.counted if other_suffix(ad, periods) or (ad in named and ad not in certain)]
        if ads:
            found.append(Found(periods, tuple(ads)))
    return found
