"""Names in running prose that offer nothing, where the ad says elsewhere in which place it offers.

In: a text, its mentions in order, whether a place is told already. Out: the mentions that count. "Mijn tarief is lager
dan Eindhoven gewend is" is no second place of somebody who receives in Helmond. Names that are
listed together count, and so does a sentence that is hardly more than names.
"""

import re
from collections.abc import Sequence

from enrichment.places.manners import LISTED
from enrichment.places.mentions import Mention

ENDS = re.compile(r"[.!?\n|•]+(?=\s|$)|\n|\||•")
_DUTCH = (
    r"ontvang\w*|bezoek(?!er)\w*|(?:huis|hotel)bezoek|in-?call|out-?call|escort\w*|massages?|masseuse|prive|privé\w*",
    r"beschikbaar|aanwezig|actief|werkzaam|te vinden|locaties?|adres(?:sen)?|afspraak|tour\w*|omgeving|regio",
    r"mogelijk|kan ook|geen probleem|op aanvraag|op verzoek|overleg|boek(?:ing\w*)?|reis ik|kom ik|kom ook|sta ik",
    r"ben ik|zit ik|werk ik|rijd ik|vandaag|morgen|(?:per|deze|elke|volgende) (?:week|maand)|tot en met|t/m",
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*",
)
_ENGLISH = (
    r"available|visit\w*|receive\w*|working in|based|possible|on request|no problem|book(?:ing)?|today|tomorrow|weeks?",
    r"months?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
)
_GERMAN_AND_FRENCH = (
    r"empfang\w*|empfäng\w*|besuch\w*|termine?|treff\w*|möglich|auf anfrage|monat",
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|je reçois|déplacement\w*",
)
_DAYS = r"\b\d{1,2} ?[-/–] ?\d{1,2}\b"
OFFER = re.compile(rf"\b(?:{'|'.join((*_DUTCH, *_ENGLISH, *_GERMAN_AND_FRENCH))})\b|{_DAYS}", re.IGNORECASE)
ALSO_FRONT = re.compile(r"\b(?:ook|soms|also|sometimes|auch|aussi)\s$", re.IGNORECASE)
_FEW_LETTERS = 12


def offered(text: str, found: Sequence[Mention], *, told: bool) -> list[Mention]:
    """The mentions that count; all of them where none would and no place is `told` elsewhere."""
    kept = [mention for run in _lists(text, found) for mention in run if len(run) > 1 or _counts(text, mention, found)]
    told = told or any(mention.manner in ("stated", "named") for mention in kept)
    return kept if told else list(found)


def _lists(text: str, found: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions in runs: those that are listed together, each other one by itself."""
    runs: list[list[Mention]] = []
    for mention in found:
        if runs and _is_listed(text, runs[-1][-1], mention):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _is_listed(text: str, last: Mention, mention: Mention) -> bool:
    gap = text[last.end : mention.start]
    return gap in (", ", ",") or bool(LISTED.fullmatch(gap))


def _counts(text: str, mention: Mention, found: Sequence[Mention]) -> bool:
    """Whether a name is stated, or its sentence speaks of offering or holds little but names."""
    if mention.manner != "named":
        return True
    start = max((end.end() for end in ENDS.finditer(text, 0, mention.start)), default=0)
    after = ENDS.search(text, mention.end)
    end = after.start() if after else len(text)
    if OFFER.search(text, start, end) or ALSO_FRONT.search(text, start, mention.start):
        return True
    names = sum(one.end - one.start for one in found if start <= one.start < end)
    letters = sum(map(str.isalpha, text[start:end]))
    return letters - names <= _FEW_LETTERS
