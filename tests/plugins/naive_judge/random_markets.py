"""Random small markets that love the edges: short runs, midnights, last days of windows, empty and unknown fields.

In: a seeded source of chance. Out: a market and the day to judge it on. The same seed gives the same market.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from naive_judge.market import Line, Market
from rules.catalogue import RULE_IDS

HOME, NEXT, MERGED, ABROAD = "GM0344", "GM0363", "GM0457", "BE:21004"
PLACES = [HOME] * 6 + [NEXT] * 3 + [MERGED, ABROAD, "DE:05315", None]
DAYS = [date(2026, 5, 18), date(2026, 3, 30), date(2025, 11, 3), date(2026, 4, 11), date(2026, 1, 2)]
BACK = [0, 0, 0, 1, 2, 5, 6, 7, 12, 13, 13, 14, 15, 20, 27, 28, 29, 41, 42, 43, 55, 56, 57, -1]
TIMES = ["12:00:00Z"] * 6 + ["22:00:00Z", "21:59:59Z", "22:59:59Z", "23:00:00Z", "23:30:00+02:00", "00:30:00+01:00"]
NAMES = ["Huis Zonnewijzer", "Zonnewijzer BV", "De Blauwe Deur", "Salon Kompasroos", "Kompasroos"]
PHONES = ["+31612340001", "+31612340002", "+31612340003"]
SITES = ["kompasroos.example", "https://www.zonnewijzer.example/contact", "zonnewijzer.example"]
NUMBERS = ["UTR-1", "UTR-2", "AMS-1", "UTR 1", "ZZZ-9"]
SPOTS = [("3511AB", "12"), ("3511AB", "12A"), ("3511 ab", "12"), ("3511AB", "14"), ("1012JS", "7-2"), ("1012JS", "72")]
SIGNS = ["staff", "vacancy", "premises", "hours", "reception", "payment", "several_persons", "own_site"]
RULES = [
    "possible_minor",
    "below_minimum_age",
    "licence_not_in_force",
    "unlicensed_business",
    "unlicensed_premises",
    "escort_without_licence",
    "home_work_not_allowed",
    "licence_number_missing",
    "licence_number_false",
    "more_than_licensed",
    "shown_at_closed_premises",
    "circulating",
    "crosses_border",
    "operator_in_several_places",
]
MOVING = ("circulating", "crosses_border", "operator_in_several_places")


class Maker:
    """Makes one market; every market has a character, so that rules hold in it more often than by chance."""

    def __init__(self, seed: int) -> None:
        """A maker of one market."""
        self.chance = Random(seed)
        self.on = self.chance.choice(DAYS)
        self.home = self.chance.choice([None, None, True, False])
        self.setting = self.chance.choice(["incall", "incall", "outcall", "outcall", "both", "unknown", "mixed"])
        self.signs = self.chance.sample(SIGNS, self.chance.choice([0, 0, 1, 2, 3]))
        self.personas = self.chance.choice(
            [[None], ["p1"], ["p1", None], ["p1", "p2"], ["p1", "p2", "p3"], ["p1", "p2", "p3"]]
        )
        self.places = self.chance.choice([[HOME], [HOME], [HOME, NEXT], PLACES])
        self.keys = self.chance.random()
        self.phone = self.chance.choice([None, None, PHONES[0]])
        self.touring = self.some(0.2)

    def some(self, share: float) -> bool:
        """Whether something with this chance happens."""
        return self.chance.random() < share

    def day(self, back: int) -> str:
        """A day before the day of judging."""
        return (self.on - timedelta(days=back)).isoformat()

    def market(self) -> tuple[Market, date]:
        """The market, and its day."""
        ads = [line for number in range(self.chance.choice([1, 1, 2, 3, 5, 5])) for line in self.ad(number)]
        licences = self.licences()
        return Market(ads, licences, self.policies(), self.closures(), self.decisions(licences)), self.on

    def ad(self, number: int) -> list[Line]:
        """One ad on some days."""
        pick = self.chance.choice
        cluster = "c1" if self.some(0.9) else "c2"
        persona, place = pick(self.personas), pick(self.places)
        back = {pick(BACK) for _ in range(pick([1, 1, 2, 3]))}
        if self.touring:
            back = set(self.chance.sample(range(60), 9))
        elif self.some(0.5):
            back |= set(range(0, pick([2, 6, 7, 13, 14]) + 1, pick([1, 3, 7])))
        base = {
            "id": f"a{number}",
            "cluster": cluster,
            "persona": persona,
            "site": pick(["alpha.example", "beta.example"]),
            "country": pick(["NL", "BE"]),
            "account": pick(["", "", "acc"]),
            "persons": None,
            "posted": "",
        }
        wandering = self.touring or self.some(0.25)
        return [
            {
                **base,
                **self.said(pick(PLACES if self.touring else self.places) if wandering else place),
                "seen_at": f"{self.day(one)}T{pick(TIMES)}",
            }
            for one in sorted(back)
        ]

    def said(self, place: str | None) -> Line:
        """What an ad says on one day."""
        pick, some = self.chance.choice, self.some
        key = lambda values: [pick(values)] if some(0.5 * self.keys) else []  # noqa: E731 - three times the same
        spot = pick(SPOTS)
        return {
            "municipality": place,
            "certainty": pick(["exact"] * 8 + ["likely"]) if place else pick(["region", "unknown"]),
            "places": [pick([HOME, NEXT, ABROAD, MERGED])] if some(0.06) else [],
            "address": {"street": "Lange Laan", "postcode": spot[0], "house_number": spot[1]} if some(0.4) else None,
            "phones": [{"e164": one, "use": pick(["links"] * 4 + ["shown", "ambiguous"])} for one in self.phones(key)],
            "websites": key(SITES),
            "trade_names": key(NAMES),
            "licence_numbers": key(NUMBERS),
            "age": pick([None, None, None, 17, 18, 20, 21, 25]) if some(0.5) else None,
            "setting": pick(["incall", "outcall", "both", "unknown"]) if self.setting == "mixed" else self.setting,
            "home": self.home if some(0.7) else None,
            "run_short": some(0.08),
            "signs": [{"kind": kind, "quote": "…"} for kind in self.signs if some(0.6)]
            + ([{"kind": "minor", "quote": "…"}] if some(0.01) else []),
        }

    def phones(self, key: Any) -> list[str]:
        """The numbers of one ad: the market's own, or some."""
        return [self.phone] if self.phone and self.some(0.9) else key(PHONES)

    def licences(self) -> list[Line]:
        """Zero to three licences, some in two periods."""
        rows: list[Line] = []
        for number in self.chance.sample(["UTR-1", "UTR-2", "AMS-1"], self.chance.choice([0, 1, 1, 2, 3])):
            rows += self.periods(number)
        return rows

    def periods(self, number: str) -> list[Line]:
        """One licence, in one or two periods."""
        pick = self.chance.choice
        spot = pick(SPOTS)
        row = {
            "licence_no": number,
            "municipality": pick([NEXT, MERGED]) if number.startswith("AMS") else HOME,
            "kind": pick(["club_privehuis", "club_privehuis", "escort", "raam"]),
            "premises_name": pick(["", "", *NAMES]),
            "trade_names": pick(["", "", *NAMES]),
            "postcode": spot[0] if self.some(0.6) else "",
            "phones": pick(["", *PHONES, ";".join(PHONES[:2])]),
            "websites": pick(["", "", SITES[0], SITES[2]]),
            "workplaces": pick(["", "1", "2", "3"]),
            "valid_from": "2021-01-01",
            "valid_to": pick(["", "", self.day(pick([0, 1, 5, 13, 14, 30, 89, 90, 91]))]),
            "status": pick(["verleend"] * 4 + ["geschorst", "ingetrokken", "aangevraagd"]),
        }
        row["house_number"] = spot[1] if row["postcode"] else ""
        row["street"] = "Lange Laan" if row["postcode"] else ""
        if not row["valid_to"] or self.some(0.4):
            return [row]
        after = (date.fromisoformat(row["valid_to"]) + timedelta(days=1)).isoformat()
        return [
            row,
            {**row, "valid_from": after, "valid_to": "", "status": pick(["aangevraagd", "verleend", "vervallen"])},
        ]

    def policies(self) -> list[Line]:
        """Policies of one or two municipalities, some in two rows."""
        rows: list[Line] = []
        for gm in (HOME, self.chance.choice([NEXT, MERGED])):
            if self.some(0.9):
                change = self.day(self.chance.choice([0, 3, 13, 14, 30]))
                before = (date.fromisoformat(change) - timedelta(days=1)).isoformat()
                halves = [("2020-01-01", before), (change, "")] if self.some(0.2) else [("2020-01-01", "")]
                rows += [self.policy(gm, *half) for half in halves]
        return rows

    def policy(self, gm: str, start: str, end: str) -> Line:
        """One row."""
        pick = self.chance.choice
        return {
            "municipality": gm,
            "valid_from": start,
            "valid_to": end,
            "regime": pick(["licence"] * 4 + ["maximum", "zero", "none", "unknown", ""]),
            "maximum": "",
            "home_work": pick(["allowed", "conditions", "conditions", "forbidden", "forbidden", "unknown", ""]),
            "home_work_max_persons": pick(["", "1", "2"]),
            "minimum_age": pick(["", "18", "21", "21"]),
            "ad_must_show_licence": pick(["yes", "yes", "yes", "no", "unknown", ""]),
            "source": "Nota",
        }

    def closures(self) -> list[Line]:
        """Now and then a closed address."""
        if not self.some(0.15):
            return []
        spot, pick = self.chance.choice(SPOTS), self.chance.choice
        start, end = self.day(pick([0, 5, 13, 20])), pick(["", self.day(0), self.day(-3)])
        row = {"municipality": HOME, "postcode": spot[0], "house_number": spot[1], "valid_from": start, "valid_to": end}
        return [{**row, "ground": "art. 174a"}]

    def decisions(self, licences: list[Line]) -> list[Line]:
        """Now and then a dismissal, or a licence that a reviewer named."""
        said: list[Line] = []
        if self.some(0.35):
            said += [self.dismissal(rule, number) for number, rule in enumerate(RULE_IDS)]
        if licences and self.some(0.15):
            row = self.chance.choice(licences)
            said.append({**self.decision(99), "kind": "licensed-as", "cluster": "c1", "rule": None, "persona": None}
                        | {"municipality": row["municipality"], "licence_no": row["licence_no"]})  # fmt: skip
        return said

    def dismissal(self, rule: str, number: int) -> Line:
        """A dismissal of one rule's flag."""
        pick = self.chance.choice
        personal = rule in ("possible_minor", "below_minimum_age", "home_work_not_allowed", *MOVING[:2])
        persona = pick(self.personas) if personal else None
        place = None if rule in MOVING else pick([HOME, HOME, NEXT])
        named: dict[str, Any] = {"rule": rule, "municipality": place, "persona": persona, "licence_no": None}
        return {**self.decision(number), "kind": "dismiss", "cluster": "c1", **named}

    def decision(self, number: int) -> Line:
        """Who said it, and when."""
        moment = f"{self.day(self.chance.choice([0, 1, 3, 7, 13, 20, -1]))}T09:00:00Z"
        return {"id": f"d{number}", "at": moment, "by": "reviewer-a", "reason": "Looked at."}
