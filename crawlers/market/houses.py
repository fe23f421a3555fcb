"""Planted cases of businesses: a licensed club, a house without a licence, one whose licence ends, two quiet ones.

In: an urn. Out: a case with its ads, all under one number; the matching register rows stand in registers.py.
Names, streets and licence numbers are invented.
"""

from dataclasses import dataclass, replace

from crawlers.market import weeks
from crawlers.market.ads import Ad
from crawlers.market.cases import Case, Expect, chain
from crawlers.market.draw import Person, Slot, Urn
from crawlers.market.places import PLACES

STAFF = "Onze dames heten u van harte welkom."
VACANCY = "Vacature: wij zoeken nieuwe collega's, ook zonder ervaring."
HOURS = "Openingstijden: maandag tot en met zaterdag van 11.00 tot 23.00 uur."


@dataclass(frozen=True, slots=True)
class House:
    """A business: its town, address and licence number (empty: none), and what each of its ads says."""

    case: str
    name: str
    town: str
    lines: tuple[str, ...]
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    licence_no: str = ""
    website: str = ""
    setting: str = "incall"

    @property
    def address(self) -> str:
        """The address as its ads write it, or nothing."""
        return f"{self.street} {self.house_number}, {self.postcode} {self.town}" if self.street else ""


CLUB = House(
    "licensed_club", "Club Zonnewende", "Utrecht", (STAFF, HOURS, "Vergunningnummer: UTR-2024-0117."),
    "Zonnewendekade", "12", "3511 XZ", "UTR-2024-0117", "https://www.zonnewende.example/",
)  # fmt: skip
UNLICENSED = House(
    "unlicensed_house", "Huize Avondrood", "Breda", (STAFF, VACANCY, HOURS), "Avondroodstraat", "40", "4811 XV",
)  # fmt: skip
EXPIRED = House(
    "expired_licence", "Salon Het Gouden Anker", "Zwolle", (STAFF, HOURS, "Vergunningnummer: ZWO-2021-0032."),
    "Gouden Ankergang", "7", "8011 XW", "ZWO-2021-0032",
)  # fmt: skip
UNKNOWN = House("unknown_policy", "Studio Maanlicht", "Hilversum", (STAFF, VACANCY, HOURS))
ESCORT = House(
    "escort_outcall", "Escort Noorderlicht", "Groningen",
    (STAFF, "Wij bellen u altijd terug.", "Vergunningnummer: GRO-2023-0008."),
    licence_no="GRO-2023-0008", setting="outcall",
)  # fmt: skip
_STYLES = ("field", "spaced", "dashed", "plus", "bracket", "dotted", "zeros")


def licensed_club(urn: Urn, number: str) -> Case:
    """A club with everything in order: no flag."""
    team = "Bianca@etalage Chantal@etalage Daphne@prikbord Elise@vitrine Bianca@prikbord Daphne@etalage"
    ads = _ads(urn, CLUB, number, team)
    return _case(CLUB, ads, ("Club met geldige vergunning", "Club with a licence in force"), Expect())


def unlicensed_house(urn: Urn, number: str) -> Case:
    """A house with several workers and no licence, where one is needed."""
    team = "Femke@etalage Gwen@etalage Hanna@prikbord Ilse@prikbord Femke@prikbord Gwen@vitrine"
    ads = _ads(urn, UNLICENSED, number, team)
    expect = Expect(flags=("unlicensed_business",), may_flag=("unlicensed_premises",))
    return _case(UNLICENSED, ads, ("Huis zonder vergunning", "House without a licence"), expect)


def expired_licence(urn: Urn, number: str) -> Case:
    """A salon whose licence ends half-way."""
    ads = _ads(urn, EXPIRED, number, "Karin@etalage Linda@etalage Mirjam@prikbord")
    expect = Expect(flags=("licence_not_in_force",), since_week=weeks.HALFWAY)
    return _case(EXPIRED, ads, ("Vergunning die halverwege afloopt", "A licence that ends half-way"), expect)


def unknown_policy(urn: Urn, number: str) -> Case:
    """A business where no policy is on record: unknown is not illegal."""
    ads = _ads(urn, UNKNOWN, number, "Olga@etalage Petra@etalage Rianne@prikbord")
    return _case(UNKNOWN, ads, ("Bedrijf waar geen beleid bekend is", "Business where no policy is known"), Expect())


def escort_outcall(urn: Urn, number: str) -> Case:
    """A licensed escort business that only goes out."""
    ads = _ads(urn, ESCORT, number, "Tamara@etalage Ursula@etalage Vivian@prikbord")
    return _case(ESCORT, ads, ("Escortbedrijf met vergunning", "Escort business with a licence"), Expect())


def _ads(urn: Urn, house: House, number: str, team: str) -> list[Ad]:
    """The ads of a team given as `name@site` words, each name one person, each site one account."""
    accounts: dict[str, str] = {}
    people: dict[str, Person] = {}
    ads = []
    for member, style in zip(team.split(), _STYLES, strict=False):
        name, _, site = member.partition("@")
        new = urn.person(house.case, house.town, house.setting)
        person = replace(people.setdefault(name, new), name=name, number=number)
        ad = urn.ad(person, Slot(site, 0, 11, style, "resized" if site == "prikbord" else "original", house.case))
        ads.append(_of_house(ad, house, accounts.setdefault(site, ad.account)))
    return ads


def _of_house(ad: Ad, house: House, account: str) -> Ad:
    """The ad as the house words it, under the house's account at the site."""
    if house.setting == "outcall":
        where = "Alleen escort: wij komen naar u toe, geen ontvangst."
    else:
        where = f"{house.name} in {house.town}: ontvangst in een rustige straat."
    return replace(
        ad,
        title=f"{ad.persona} – {house.name} {house.town}",
        lines=(f"Maak kennis met {ad.persona}.", where, *house.lines),
        account=account,
        website=house.website,
        address=house.address,
    )


def _case(house: House, ads: list[Ad], titles: tuple[str, str], expect: Expect) -> Case:
    known = replace(expect, municipality=PLACES[house.town].municipality, together=chain(ads))
    return Case(house.case, *titles, tuple(ads), known)
