"""Planted cases of one or two people who work alone: home work, circulation, look-alike texts, a stated age.

In: an urn. Out: a case with its ads. Nothing in them is a business sign.
"""

from dataclasses import replace

from crawlers.market.ads import Ad
from crawlers.market.cases import Case, Expect, apart, chain
from crawlers.market.draw import Slot, Urn
from crawlers.market.numbers import Written
from crawlers.market.places import PLACES

TOUR = (("Tilburg", 7), ("Eindhoven", 8), ("Antwerpen", 9), ("Helmond", 10), ("'s-Hertogenbosch", 11))
TOUR_STYLES = ("plain", "dotted", "plus", "words", "spaced")
TOUR_TREATMENTS = ("original", "resaved", "resized", "mirrored", "cropped")
TEMPLATE = (
    "Welkom op mijn pagina.",
    "Ik neem ruim de tijd voor een ontspannende massage met warme olie en zachte muziek.",
    "Er staat altijd thee klaar en je kunt je rustig opfrissen.",
    "Ik werk alleen op afspraak, van dinsdag tot en met donderdag.",
    "Ontvangst in Eindhoven, vlak bij het park.",
    "Tot snel en een vriendelijke groet.",
)


def home_allowed(urn: Urn) -> Case:
    """One person at home where that may be done: nothing to say."""
    ads = _home_worker(urn, "home_allowed", "Amersfoort", ("etalage", "vitrine"))
    return Case(
        "home_allowed",
        "Thuiswerker waar dat mag",
        "Home worker where that is allowed",
        tuple(ads),
        Expect(municipality="GM0307", together=chain(ads)),
    )


def home_forbidden(urn: Urn) -> Case:
    """One person at home where a policy forbids it."""
    ads = _home_worker(urn, "home_forbidden", "Zeist", ("etalage", "prikbord"))
    return Case(
        "home_forbidden",
        "Thuiswerker waar dat verboden is",
        "Home worker where that is forbidden",
        tuple(ads),
        Expect(flags=("home_work_not_allowed",), municipality="GM0355", together=chain(ads)),
    )


def circulates(urn: Urn) -> Case:
    """One profile in four Dutch municipalities and Antwerp, a week in each, under one account and number."""
    person = urn.person("circulates", TOUR[0][0], photos=2)
    account = urn.account()
    ads = []
    for (town, week), style, treatment in zip(TOUR, TOUR_STYLES, TOUR_TREATMENTS, strict=True):
        slot = Slot("etalage", week, week, style, treatment, "circulates")
        ad = urn.ad(replace(person, place=PLACES[town]), slot)
        ads.append(replace(ad, account=account, title=f"{person.name} deze week in {town}", lingers=True))
    return Case(
        "circulates",
        "Profiel dat rondgaat door vier gemeenten en Antwerpen",
        "Profile that circulates through four municipalities and Antwerp",
        tuple(ads),
        Expect(
            flags=("circulating",),
            may_flag=("crosses_border",),
            municipalities=tuple(sorted(PLACES[town].municipality for town, week in TOUR if week >= 8)),
            together=chain(ads),
        ),
    )


def same_template(urn: Urn) -> Case:
    """Two people who do not know each other and copied the same text, in the same town."""
    ads = []
    for name, operator in (("Marleen", "same_template-a"), ("Sandra", "same_template-b")):
        person = replace(urn.person(operator, "Eindhoven", photos=2), name=name)
        ad = urn.ad(person, Slot("etalage", 1, 11, "spaced", case="same_template"))
        ads.append(replace(ad, title=f"Ontspannen bij {name}", lines=TEMPLATE, contact="Bel of app: {}"))
    return Case(
        "same_template",
        "Twee mensen met dezelfde voorbeeldtekst",
        "Two unrelated people with the same template text",
        tuple(ads),
        Expect(municipality="GM0772", separate=apart(ads)),
    )


def ambiguous_belgian(urn: Urn) -> Case:
    """A Belgian mobile number that could be a Limburg landline as well: it joins nothing."""
    # 0475 opens both a Belgian mobile network and the area of Roermond.
    number = "0475" + "".join(str(urn.rng.randint(0, 9)) for _ in range(6))
    shown = f"{number[:4]} {number[4:6]} {number[6:8]} {number[8:]}"
    ads = []
    for operator, site in (("ambiguous_belgian-a", "etalage"), ("ambiguous_belgian-b", "prikbord")):
        person = urn.person(operator, "Roosendaal")
        ad = urn.ad(person, Slot(site, 2, 11, "plain", case="ambiguous_belgian"))
        ads.append(replace(ad, written=(Written(number, "belgian", text=shown),)))
    return Case(
        "ambiguous_belgian",
        "Nummer dat Belgisch of Nederlands kan zijn",
        "A number that may be Belgian or Dutch",
        tuple(ads),
        Expect(municipality="GM1674", separate=apart(ads)),
    )


def stated_minor(urn: Urn) -> Case:
    """An ad that states an age under 18; it says nothing else than where it stands and how to write."""
    person = urn.person("stated_minor", "Nieuwegein")
    ad = urn.ad(person, Slot("prikbord", 9, 11, "plain", case="stated_minor"))
    lines = ("Nieuw op deze site.", "Leeftijd: 17 jaar.", "Meer informatie volgt.")
    ad = replace(ad, title=f"{person.name} uit Nieuwegein", lines=lines, age=17, prices=(), category="Overig")
    return Case(
        "stated_minor",
        "Advertentie met een leeftijd onder de 18",
        "An ad that states an age under 18",
        (ad,),
        Expect(flags=("possible_minor",), municipality="GM0356"),
    )


def _home_worker(urn: Urn, case: str, town: str, sites: tuple[str, str]) -> list[Ad]:
    person = urn.person(case, town, "home")
    looks = zip(sites, ("dashed", "words"), ("original", "resaved"), strict=True)
    slots = [Slot(site, 1, 11, style, treatment, case) for site, style, treatment in looks]
    return [urn.ad(person, slot) for slot in slots]
