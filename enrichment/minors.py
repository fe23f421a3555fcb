"""What states a minor in an ad (charter 18): a stated age under 18, or words that say so.

In: an AdText and its stated ages. Out: quotes. Words about visitors, and words that refuse minors, state none.
"""

import re
from collections.abc import Iterator

from enrichment.ages import ADULT, OTHERS, StatedAge, sentence_at
from enrichment.phones.folding import fold
from peil.records.read import AdText

HINTS = ("minderj", "underage", "under age", "under-age", "minor", "18", "achttien", "eighteen", ",5", ".5")
WORDS = re.compile(
    r"\b(?:ik ben|ben|i am|i'm|ich bin)\s(?:(?:nog|net|pas|still|een|a|noch)\s)*(?:minderjarige?|"
    r"underage|under age|minor|minderjahrig)\b"
    r"|\b(?:minderjarige?|underage)\s(?:meid|meisje|girl|dame|jongen|boy|tiener|teen)\b"
    r"|\b(?:(?:nog|net) (?:geen|niet)|bijna|binnenkort|almost|not yet|nearly|noch nicht)\s(?:18|"
    r"achttien|eighteen)\b(?!\s?(?:\+|uur|min|euro|cm|kg|[-/:.,]\d)|\s(?:jaar|years?)\s(?!jong|oud|old|young|en|and|uit)\w)"
    r"|\b(?:ik ben|i am|i'm|ich bin)\s(?:(?:pas|nog maar|net|only|just|erst)\s)*1[0-7][.,]5"
    r"(?!\d|\s?(?:uur|min|euro|km|x))"
    r"|\b(?:not|niet) (?:18|achttien|eighteen) (?:yet|nog)\b"
    r"|\b(?:word|turning|turn)\s(?:binnenkort|bijna|straks|volgende (?:maand|week)|soon|next (?:month"
    r"|week))\s?(?:18|achttien|eighteen)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:geen|niet|nooit|weiger\w*|verboden|geweigerd|toegestaan|welkom|toegang|no|not|never|"
    r"refuse\w*|allowed|forbidden|tegen|against|keine?|zonder|melden|indien|als)\b",
    re.IGNORECASE,
)


def minor_quotes(ad: AdText, ages: list[StatedAge]) -> tuple[str, ...]:
    """The words of the ad that state a minor, each once."""
    young = [found.quote for found in ages if found.age < ADULT]
    return tuple(dict.fromkeys((*young, *_worded(ad.title), *_worded(ad.text))))


def _worded(field: str) -> Iterator[str]:
    text = fold(field).text
    lowered = text.lower()
    if not any(hint in lowered for hint in HINTS):
        return
    for found in WORDS.finditer(text):
        rest = sentence_at(text, *found.span()).replace(found.group(), "")
        if not OTHERS.search(rest) and not REFUSED.search(rest):
            yield found.group().strip()
