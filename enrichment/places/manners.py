"""How a text names a place: as where the ad offers, as one of a list, as a region, or only in passing.

In: a text, the span of a name, the mention before it. Out: a manner. "Ik kom uit Breda", "klanten uit Breda", "mevrouw
van Breda" and "www.breda.example" name it in passing. Never decides which of two places a name means.
"""

import re
from dataclasses import dataclass
from typing import Literal

Manner = Literal["stated", "named", "region", "passing"]
IN_FRONT = 64
ARTICLE = r"(?:het |de |the |hartje |(?:de )?(?:omgeving|regio|buurt|station|centrum) (?:van )?)?$"
CLAUSE = r"(?:(?!\b(?:en|maar|nu|and|but|now|und|aber|jetzt|ontvang\w*)\b)[^.,;!?\n])"
STATED = re.compile(
    r"(?:\b(?:in|te|yn|à|at|nabij|centrum|hartje|stad|gemeente|vanuit|locatie|lokatie|location|ort|plaats|woonplaats"
    r"|city|ontvang\w*)(?:\s(?:het|de|the|hartje|centrum|van|mooie|gezellige))*\s?[:\-]?\s?"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag\s?:\s?|(?:straat|weg|laan|plein|kade|singel|dijk|gracht|steeg|hof|pad|markt)\s\d{1,4}\s?[a-zA-Z]?,?\s"
    r"|\d\s?[a-zA-Z]?,\s|\d{4} ?[A-Z]{2},?\s)$",
    re.IGNORECASE,
)
STATED_BEHIND = re.compile(r"[\s-](?:centrum|center|centre|city|stad)\b", re.IGNORECASE)
NEAR = (
    r"(?:(?:(?:vlak|dicht|net) ?)?bij|nabij|naast|buiten|near|nahe|close to|next to|unweit|bei"
    r"|(?:niet )?ver van|not far from)"
)
ASKED = r"(?:woont?|bent?|zit|verblijft?) (?:je|jij|u) (?:in|te)|(?:do you live|are you) in"
REGION_FRONT = re.compile(
    rf"\b(?:(?:regio'?s?|omgeving|omstreken|streek|provincie|rondom|rond|buurt van|region|area|around|raum|nähe"
    rf")(?:\s(?:van|of|von))?|{NEAR}(?: station)?|{ASKED})\s?:?\s?$",
    re.IGNORECASE,
)
REGION_BEHIND = re.compile(
    r"\s?(?:e\.?\s?o\.?\b|(?:en |of )?(?:wijde |directe )?(?:omgeving|omstreken)\b|\(?(?:regio|area|region)\b|"
    r"and surroundings|& omgeving|und umgebung|\+ omgeving)",
    re.IGNORECASE,
)
ORIGIN = (
    rf"\b(?:kom(?:t|en)?|komme|come|afkomstig|bekend|kenn?(?:t|en)?|verhuisd|verhuizen|vertrokken|weg|moved|umgezogen)\b{CLAUSE}{{0,24}}"
    r"\b(?:uit|van|vanaf|from|aus|von)\s"
)
PAST = (
    r"\b(?:geboren|getogen|opgegroeid|groeide op|(?:had|hadden) (?:ik |wij |we )?(?:een|mijn|onze)|gemaakt|genomen"
    r"|geef (?:ik )?(?:\w+ ){0,2}les(?:sen)?|woonde|gewoond|vroeger|eerder|voorheen|vorig\w*|studeer\w*|studie"
    r"|gestudeerd|werkte|gewerkt|opleiding|cursus|diploma|stage|daarvoor|vakantie|winkelen|shoppen|stappen|uitgaan|concert"
    rf"|congres|beurs|feest|diner|festival|born|raised|used to \w+|studied|grew up|trained)\b{CLAUSE}{{0,24}}"
)
VISITORS = (
    r"\b(?:klant\w*|gast(?:en)?|heren|mannen|bezoekers?|mensen|clients?|customers?|guests?|visitors?|gentlemen|men"
    r"|kunden|gäste|besucher)\b[^.;!?\n]{0,40}\b(?:uit|from|aus)\s"
)
RELATIVES = (
    r"\b(?:collega(?:'s)?|man|partner|buurvrouw|colleagues?|husband|vriend(?:in|innen|en)?|zus(?:je|sen)?|broer|moeder|vader|ouders|familie|dochter|zoon|kinderen|ex|friends?"
    rf"|sister|brother|mother|parents|family|freundin)\s(?:woont|wonen|werkt|werken|zit|zitten|komt|lives?|works?|wohnt)\b{CLAUSE}{{0,16}}"
)
OUTINGS = (
    r"\b(?:often|sometimes|regularly|love to|like to)\s(?:go|travel)\sto\s"
    r"|\b(?:back home|home|fly|flying)\s(?:\w+\s)?to\s"
    r"|\b(?:ga|gaan)\s(?:ik\s)?(?:vaak|graag|soms|regelmatig|altijd)\s(?:\w+\s){0,2}(?:naar|in)\s"
)
DENIED = (
    r"\b(?:niet|not|nooit|geen|no|no longer|never|nicht)\s(?:(?:meer|langer|escort|service|bezoek|hotelbezoek"
    r"|huisbezoek|ontvangst|afspra(?:ak|ken)|outcalls?|incalls?)\s)*(?:in|uit|naar|to|from|te)\s"
    rf"|\b(?:niet|geen|no|not)\b{CLAUSE}{{0,24}}\s(?:uit|from)\s|\b(?:not|niet|nicht)\s"
)
WAYS = (
    r"\b(?:minuten|min\.?|km|kilometer|minutes|uur|stunden?) (?:rijden |entfernt )?(?:van|vanaf|from|of|von)\s"
    r"|\b(?:reistijd|reiskosten|voorrijkosten|rijtijd|rijden|afstand) (?:van|vanaf|tot|from)\s"
    r"|\b(?:weg|straat|laan) (?:naar|van) |\b(?:richting|\w{3,}er dan in|zoals in|net als in|than in)\s"
    r"|\b(?:trein(?:en)?|bus(?:sen)?|tram|metro|(?:bus|tram|metro)?halte|lijn|snelweg|afslag|vliegveld|bereikbaar"
    r"|te bereiken) (?:naar|van|vanuit|vanaf|uit)\s|\b(?:trains?|bus(?:es)?|flights?|züge?) (?:to|from|nach|aus)\s"
)
FANS = (
    r"\b(?:ken|kennen|know)\s"
    r"|\b(?:fans?|supporters?|liefhebber|aanhanger)\s(?:van|of)\s(?:\w+\s)?"
)
WISHED = (
    rf"\b(?:ik droom|droom ik|i dream|overweeg\w*|overwegen|(?:ben|zijn) (?:ik |wij |we )?van plan)\b{CLAUSE}{{0,40}}"
    rf"|\b(?:mis je|mis ik|ik mis|mist u|missen we)\b{CLAUSE}{{0,24}}\bvan\s|\bwie neemt (?:mij|me|ons) mee naar\s"
    rf"|\b(?:ik zoek|zoek ik|wij zoeken|we zoeken|i am looking for|i'm looking for|ich suche|suche ich|wie heeft)\b"
    rf"{CLAUSE}{{0,16}}\b(?:woning|huis|appartement|flat|werk|baan|kamer|ruimte|(?:werk)?plek|pand|room|house|job"
    r"|zimmer|wohnung|arbeit)\b"
    rf"{CLAUSE}{{0,16}}\bin\s"
    r"|\bzoek\w*\s(?:een\s)?(?:woning|huis|appartement|flat|werk|baan)\sin\s"
    r"|\b(?:verhuizen|moving|umziehen|ziehe)\s(?:\w+\s)?(?:naar|to|nach)\s"
)
COMPARED = (
    rf"\b(?:\w{{3,}}er|anders) dan (?:in|alles|wat|elke|iedere|welke|waar|ergens)\b{CLAUSE}{{0,24}}"
    rf"|\b(?:\w{{3,}}er|unlike|other) than (?:in|any|all|every|the)\b{CLAUSE}{{0,24}}|\bbesser als in\s"
)
PASSING_FRONT = re.compile(
    rf"(?:{ORIGIN}|{PAST}|{VISITORS}|{RELATIVES}|{OUTINGS}|{DENIED}|{WAYS}|{FANS}|{WISHED}|{COMPARED}"
    rf"|\b(?:ikzelf|zij|hij) uit\s|\b(?:from|aus|i'?m from|i am from)\s){ARTICLE}",
    re.IGNORECASE,
)
PASSING_HINTS = (
    *(
        "kom",
        "come",
        "bekend",
        "ken",
        "verhui",
        "know",
        "zoek",
        "vertrok",
        "weg",
        "moved",
        "geboren",
        "getogen",
        "groei",
        "woon",
    ),
    *(
        "wone",
        "vroeger",
        "eerder",
        "voorheen",
        "vorig",
        "stud",
        "werk",
        "opleiding",
        "cursus",
        "diploma",
        "stage",
        "diner",
    ),
    *(
        "vakantie",
        "winkel",
        "shop",
        "stap",
        "uitgaan",
        "concert",
        "festival",
        "born",
        "raised",
        "used",
        "grew",
        "train",
    ),
    *("klant", "gast", "heren", "mannen", "bezoek", "men", "client", "customer", "guest", "visitor", "kunden", "gäste"),
    *("besuch", "live", "wohn", "ga ", "gaan ", "niet", "not", "nooit", "geen", "no ", "never", "nicht", "min", "km"),
    *(
        "kilo",
        "uur",
        "richting",
        "zoals",
        "net als",
        "than",
        "dan in",
        "reistijd",
        "rijtijd",
        "rijden",
        "afstand",
        "daarvoor",
        "congres",
        "beurs",
        "feest",
        "trein",
        "bus",
        "metro",
        "afslag",
        "station",
    ),
    *("vlieg", "straat", "laan", "fan", "supporter", "lief", "aanhang", "from", "aus"),
    *(
        "had",
        "gemaakt",
        "genomen",
        "geef",
        "colle",
        "man ",
        "partner",
        "buurvrouw",
        "husband",
        "often",
        "regular",
        "love to",
    ),
    *(
        "like to",
        "home",
        "fly",
        "kosten",
        "overw",
        "van plan",
        "wie ",
        "zelf",
        "zij uit",
        "hij uit",
        "stunde",
        "sometimes",
    ),
    *("bereik", "tram", "halte", "lijn", "züg", "zug", "umgezogen", "droom", "dream"),
    *("mis", "looking", "suche", "moving", "umzieh", "ziehe", "er dan", " than", "anders dan", "er als", "flight"),
)
SURNAME = re.compile(
    r"(?:\b(?:[Mm]evrouw|[Mm]evr\.?|[Mm]eneer|[Dd]hr\.?|[Hh]eer|[Mm]rs?\.?|[Ff]amilie|[Ff]rau|[Hh]err)"
    r"|(?<![.!?\n] )\b(?!(?:Centrum|Hart|Hartje|Rand|Stad|Omgeving|Regio|Buurt|Gemeente|Provincie|Noorden|Zuiden|Oosten"
    r"|Westen|Midden)\b)[A-Z][a-z]{2,11}) [Vv]an (?:[Dd]en? |[Dd]er )?$"
)
PASSING_BEHIND = re.compile(
    r"\s?(?:-\s?(?:born|geboren)|(?:geboren|getogen|gewoond|gewerkt|gestudeerd|opgegroeid|vandaan)\b"
    r"|\sis (?:niet ver|dichtbij|vlakbij|not far|close)\b"
    r"|\sis (?:nu |helaas |definitief |now )?(?:gesloten|dicht|opgeheven|closed)\b"
    r"(?!,? (?:op|van|tussen|tijdens|met|on|from|during|every|elke|iedere)\b)"
    r"|\s(?:ist geschlossen|entfernt|(?:\w+ ){0,2}(?:zat|beu))\b"
    r"|(?:se |er )\w+ (?:roots|afkomst))",
    re.IGNORECASE,
)
START_FRONT = re.compile(r"\b(?:vanuit|vanaf|uit|from|aus)\s$", re.IGNORECASE)
START_BEHIND = re.compile(r"\s(?:ben|bent|sta|rijd|rijdt|is) (?:je|jij|u|het|men|you)\b", re.IGNORECASE)
STREET_BEHIND = re.compile(
    r"(?:se|er)?\s?-?(?:straat(?:weg)?|weg|laan|plein|kade|singel|dijk|poort|airport|arena|cs)\b", re.IGNORECASE
)
STATION_BEHIND = re.compile(r"\s(?:centraal|central|hbf|(?:centraal )?station)\b", re.IGNORECASE)
REGION_LIST = re.compile(
    r"\b(?:regio'?s?|omgeving|omstreken|rondom|rond|region|area|raum)(?:\s(?:van|of|von))?\s?:?\s?$", re.IGNORECASE
)
GOES_ON = re.compile(r"(?:, | en | & | and | und )[A-Z']")
BETWEEN_FRONT = re.compile(r"\b(?:tussen|between|zwischen|halverwege|halfway)\s$", re.IGNORECASE)
BETWEEN_WORD = re.compile(r"\s(?:en|and|und)\s", re.IGNORECASE)
SAID_NAME = re.compile(
    r"\b(?:[Ii]k ben|[Ii]k heet|[Nn]aam is|[Vv]raag naar|I am|I'm|[Aa]sk for) [A-Z][a-z]{2,14} (?:de |van )?$"
)
LISTED = re.compile(r"\s?(?:/|&|\+|\b(?:en|and|und|of|or|et)\b)\s?(?:(?:uit|from|aus|de|het)\s)?", re.IGNORECASE)
ADDRESS = re.compile(r"@|www\.|://|\.(?:nl|com|be|de|eu|net|org|info|example)\b", re.IGNORECASE)


FROM_FRONT = re.compile(r"\b(?:van|from|von)\s$", re.IGNORECASE)
TO_BEHIND = re.compile(r"\s(?:tot(?: aan)?|t/m|to|bis)\s(?=[A-Z'])")
TO_WORD = re.compile(r"\s(?:tot(?: aan)?|t/m|to|bis)\s")


@dataclass(frozen=True, slots=True)
class Before:
    """The mention before another: how it was named and where it stood."""

    manner: Manner
    start: int
    end: int


def manner_of(text: str, start: int, end: int, last: Before | None) -> Manner:
    """How `text` names the place at this span; a list goes on in the manner of the name before it."""
    front = max(0, start - IN_FRONT)
    listed = last is not None and bool(LISTED.fullmatch(text, last.end, start))
    if last and last.manner == "passing" and (listed or text[last.end : start] == ", "):
        return "passing"
    near = bool(REGION_FRONT.search(text, front, start))
    if _is_passing(text, front, start, end) or _is_surname(text, front, start, near):
        return "passing"
    if STATION_BEHIND.match(text, end):
        return "named"
    if near or REGION_BEHIND.match(text, end) or _is_between(text, start, end, last):
        return "region"
    if last and last.manner == "region" and (listed or _is_in_a_region_list(text, start, end, last)):
        return "region"
    return "stated" if STATED.search(text, front, start) or STATED_BEHIND.match(text, end) else "named"


def _is_passing(text: str, front: int, start: int, end: int) -> bool:
    return bool(
        (may_be_passing(text[front:start]) and PASSING_FRONT.search(text, front, start))
        or STREET_BEHIND.match(text, end)
        or PASSING_BEHIND.match(text, end)
        or (START_BEHIND.match(text, end) and START_FRONT.search(text, front, start))
        or _is_in_an_address(text, start, end)
    )


def may_be_passing(front: str) -> bool:
    """Whether the words in front of a name have what PASSING_FRONT needs: a quick look before the long one."""
    plain = front.lower()
    return any(hint in plain for hint in PASSING_HINTS)


def _is_surname(text: str, front: int, start: int, near: bool) -> bool:
    """ "Mevrouw van Utrecht", "ik ben Noor Breda": somebody's name."""
    return bool((not near and SURNAME.search(text, front, start)) or SAID_NAME.search(text, front, start))


def _is_in_an_address(text: str, start: int, end: int) -> bool:
    """Whether the name is part of a web or mail address, which says nothing of where."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return bool(ADDRESS.search(text, start, end))


def _is_in_a_region_list(text: str, start: int, end: int, last: Before) -> bool:
    """Whether a comma list behind "regio" goes on here; two names alone may be a region and the town in it."""
    if text[last.end : start] != ", ":
        return False
    front = max(0, last.start - IN_FRONT)
    if REGION_LIST.search(text, front, last.start) or text[last.start : last.start + 5].lower() == "regio":
        return bool(GOES_ON.match(text, end))
    return not REGION_FRONT.search(text, front, last.start)


def _is_between(text: str, start: int, end: int, last: Before | None) -> bool:
    front = max(0, start - IN_FRONT)
    if BETWEEN_FRONT.search(text, front, start) or (
        FROM_FRONT.search(text, front, start) and TO_BEHIND.match(text, end)
    ):
        return True
    if last and last.manner == "region" and TO_WORD.fullmatch(text, last.end, start):
        return bool(FROM_FRONT.search(text, max(0, last.start - IN_FRONT), last.start))
    return bool(
        last
        and BETWEEN_WORD.fullmatch(text, last.end, start)
        and BETWEEN_FRONT.search(text, max(0, last.start - IN_FRONT), last.start)
    )
