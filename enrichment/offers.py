"""How an ad offers: where people meet (in-call, out-call), whether that is her own home, and how many persons.

In: an AdText. Out: plain values; what is not said, or said both ways, stays unknown.
"""

import re
from collections.abc import Iterator, Sequence

from enrichment.hints import has_any, words_in
from enrichment.phones.folding import fold
from peil.records.read import AdText, Setting

DENIED = re.compile(
    r"\b(?:geen|niet|nooit|no|not|never|zonder|without)(?: (?!wel|maar|but|only|alleen)[\w-]+){0,3} ?$", re.IGNORECASE
)
REACH = 40
INCALL = re.compile(
    r"\b(?:priv[eé] ?-?ontvangst|thuis ?-?ontvangst|ontvangst|in-?calls?|in call|ik ontvang\w*|"
    r"ontvang (?:je|jou|u|heren|in|op|thuis|discreet|graag)|wij ontvangen|we ontvangen|bezoek (?:mij"
    r"|ons|onze)|kom (?:gezellig )?(?:bij (?:mij|ons)|langs)|bij mij thuis|welkom (?:bij mij|in (?:mijn|onze|ons))"
    r"|visit me|come to my|at my place|my place|bij ons in|ich empfange|empfange (?:dich|sie)|je reçois)\b",
    re.IGNORECASE,
)
OUTCALL = re.compile(
    r"\b(?:escort(?:service|bureau)?|out-?calls?|out call|hotel ?(?:bezoek|escort|visits?)|huisbezoek"
    r"|bij (?:jou|u) thuis|bij je thuis|(?:ik )?kom (?:ook )?(?:naar|bij) (?:jou|je|u)(?: toe)?|"
    r"aan huis|op locatie|your place|your hotel|visits? to hotels?|visit you|your home|thuis of (?:in je )?hotel"
    r"|haus-? ?(?:und|&|/) ?hotelbesuche?|hausbesuche?|hotelbesuche?|komme zu dir|à domicile)\b",
    re.IGNORECASE,
)
AFTER_DENIED = re.compile(
    r"\s(?:(?:is|zijn|doe ik|are) )?(?:helaas )?(?:niet|not available|not possible|not offered)\b", re.IGNORECASE
)
OWN_HOME = re.compile(
    r"\bthuis ?-?ontvangst\b|\bbij mij thuis\b|\b(?:in|bij) mijn (?:eigen |priv[eé] ?|knusse |"
    r"gezellige )*(?:huis|woning|appartement|flat|huisje|thuis)\b|\bik ontvang (?:je |jou |"
    r"u )?(?:\w+ )?(?:thuis|aan huis)\b|\bvanuit (?:mijn )?(?:eigen )?(?:huis|woning)\b"
    r"|\b(?:at|in) my (?:own |private )*(?:home|house|apartment|flat)\b|\bfrom my (?:own )?home\b",
    re.IGNORECASE,
)
HOUSE = re.compile(
    r"\b(?:club|sexclub|parenclub|priv[eé] ?-?huis|massage ?salon|salon|massage ?studio|bordeel|"
    r"erotisch centrum|sauna|raam|window|brothel|massage parlou?r)\b",
    re.IGNORECASE,
)
COUNT = r"(?P<n>\d{1,2}|twee|drie|vier|vijf|zes|zeven|acht|two|three|four|five|six)"
PEOPLE = r"(?:dames|meiden|meisjes|vrouwen|vriendinnen|zussen|masseuses|escorts|ladies|girls|women|friends)"
COUNTED = re.compile(rf"\b{COUNT}\s(?:\w+\s)?{PEOPLE}\b", re.IGNORECASE)
SAID_PAIR = re.compile(r"\bduo\s?[:(]", re.IGNORECASE)
PAIR = re.compile(r"\b(?:duo|koppel|stel|couple|stelletje)\b", re.IGNORECASE)
TOGETHER = re.compile(r"\bmet (?:zijn|z'n|ons) (?P<n>twee|drie|vier)[eë]n\b", re.IGNORECASE)
TRIO = re.compile(r"\btrio\b", re.IGNORECASE)
NUMBERS = {
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
ABOUT_OTHERS = re.compile(r"\b(?:voor|welkom|ook|for|met een|mannen en|heren en)\s(?:\w+\s)?$", re.IGNORECASE)


INCALL_HINTS = (
    *("ontvang", "incall", "in-call", "in call", "bezoek", "kom ", "thuis", "welkom", "visit me", "come to my"),
    *("my place", "bij ons in", "empfange", "reçois"),
)
OUTCALL_HINTS = (
    *("escort", "outcall", "out-call", "out call", "hotel", "huis", "bij jou", "bij u", "kom", "op locatie", "your"),
    *("visit", "haus", "zu dir", "domicile"),
)
OWN_HOME_HINTS = ("thuis", "mijn", "aan huis", "vanuit", "my ")
HOUSE_HINTS = ("club", "huis", "salon", "studio", "bordeel", "centrum", "sauna", "raam", "window", "brothel", "parlo")
TOGETHER_HINTS = ("tweeen", "tweeën", "drieen", "drieën", "vieren", "vierën")
PEOPLE_WORDS = frozenset(
    [
        "dames",
        "meiden",
        "meisjes",
        "vrouwen",
        "vriendinnen",
        "zussen",
        "masseuses",
        "escorts",
        "ladies",
        "girls",
        "women",
        "friends",
    ]
)


def read_setting(ad: AdText) -> Setting:
    """Where people meet, as the words say it; a setting that is denied does not count."""
    text = f"{ad.title}\n{ad.text}"
    incall, outcall = (
        _said(INCALL, text, INCALL_HINTS) or _said(OWN_HOME, text, OWN_HOME_HINTS),
        _said(OUTCALL, text, OUTCALL_HINTS),
    )
    if incall and outcall:
        return "both"
    return "incall" if incall else "outcall" if outcall else "unknown"


def read_home(ad: AdText) -> bool | None:
    """True: the ad says it is her own home; False: that it is a club, a house or a salon; None: neither, or both."""
    text = f"{ad.title}\n{ad.text}"
    home, house = _said(OWN_HOME, text, OWN_HOME_HINTS), _said(HOUSE, text, HOUSE_HINTS)
    return None if home == house else home


def read_persons(ad: AdText) -> int | None:
    """How many persons are advertised, where it says so in plain words; None elsewhere."""
    text = f"{ad.title}\n{ad.text}"
    counts = {_count(found["n"]) for found in _counted(text)}
    if len(counts) == 1:
        count = counts.pop()
        return count if 1 < count < 50 else None
    if counts:
        return None
    return (
        2
        if _offered(PAIR, ad.title) or _said(SAID_PAIR, ad.text, ("duo",))
        else 3
        if _offered(TRIO, ad.title)
        else None
    )


def _count(written: str) -> int:
    """A count in digits or words; whoever wrote it with a long s meant an s."""
    word = fold(written).text.lower()
    return NUMBERS.get(word) or int(word)


def _counted(text: str) -> Iterator[re.Match[str]]:
    if not PEOPLE_WORDS.isdisjoint(words_in(text)):
        yield from COUNTED.finditer(text)
    if has_any(text, TOGETHER_HINTS):
        yield from TOGETHER.finditer(text)


def _said(pattern: re.Pattern[str], text: str, hints: Sequence[str]) -> bool:
    return has_any(text, hints) and any(
        not DENIED.search(text, max(0, found.start() - REACH), found.start())
        and not AFTER_DENIED.match(text, found.end())
        for found in pattern.finditer(text)
    )


def _offered(pattern: re.Pattern[str], text: str) -> bool:
    return any(
        not ABOUT_OTHERS.search(text, max(0, found.start() - 24), found.start()) for found in pattern.finditer(text)
    )
