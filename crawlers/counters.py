"""What a site writes into the texts of ads by itself: counters of views, dates of posting, marks of a bump.

In: a line of an ad's text. Out: the line without these. Pure. Only pieces that say nothing else are left out: what a
person wrote stays, and so does whatever may hold a telephone number.
"""

import re
from functools import lru_cache

# A line is looked at in pieces: sites join what they write by bars and dots, and hang it behind what a person wrote.
_BETWEEN = re.compile(r"[|•·;()]|\s[-–—]\s|[.!?]+(?=\s|$)")
_WHOSE = (
    r"(?:(?:deze|dit|this|diese)?\s*(?:advertentie|profiel|pagina|ad|anzeige)\s+(?:is|werd|has been|wurde)?\s*"
    r"(?:al\s+)?)?"
)
_SEEN = (
    r"(?:aantal\s+)?(?:bekeken|weergaven|(?:page)?views?|viewed|hits|bezoek(?:en|ers)|kliks?|clicks?|likes?|favorieten|"
    r"aufrufe|vues?|angesehen)"
)
_TIMES = r"(?:x|×|keer|maal|times|mal|fois|mensen|people)"
_MOVED = (
    r"(?:geplaatst|toegevoegd|bijgewerkt|gewijzigd|vernieuwd|ververst|omhoog\s+(?:geplaatst|gezet|gehaald)|bump(?:ed)?|"
    r"laatst\s+\w+|laatste\s+(?:update|wijziging|bezoek|login|keer\s+online)|(?:online|actief)\s+sinds|datum|"
    r"posted|updated|added|renewed|last\s+\w+|zuletzt\s+\w+|aktualisiert|eingestellt\s+am|publiée?\s+le|mise?\s+à\s+jour)"
)
_DAY = r"(?:vandaag|gisteren|eergisteren|zojuist|zonet|today|yesterday|just\s+now|heute|gestern|hier|aujourd.hui)"
_UNIT = r"(?:sec\w*|min\w*|uur|uren|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|hours?|days?|weeks?|months?)"
_AGO = rf"\d+\s*{_UNIT}\s+(?:geleden|ago)"
_CLOCK = r"(?:\W*(?:om|at|um|à)?\W*\d{1,2}[:.]\d\d(?:\s*uur)?)?"
_PATTERNS = (
    rf"{_MOVED}\b.{{0,40}}\d.{{0,30}}",
    rf"(?:{_MOVED}\W+)?(?:{_DAY}{_CLOCK}|{_AGO})(?:\W+{_MOVED})?",
    rf"{_WHOSE}{_SEEN}\W+.{{0,30}}\d.{{0,20}}",
    rf"{_WHOSE}\d[\d.,]*\s*{_TIMES}?\s*{_SEEN}(?:\W+{_DAY})?",
)
_WRITTEN_BY_SITE = re.compile(rf"\W*(?:{'|'.join(_PATTERNS)})\W*", re.IGNORECASE)
_MAY_BE = re.compile(rf"\d|{_DAY}")
_DATE = re.compile(r"(?<![\d./-])\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?![./-]?\d)|\d{1,2}:\d\d")
_NUMBER = re.compile(r"\d(?:[ ./-]?\d){7,}")


@lru_cache(maxsize=64)  # an ad's meaning is asked for more than once while it is looked at
def without_counters(line: str) -> str:
    """What a person wrote on the line, its pieces parted by a space."""
    pieces = [piece.strip() for piece in _BETWEEN.split(line)]
    if _MAY_BE.search(line.lower()):
        pieces = [piece for piece in pieces if not _is_sites(piece)]
    return " ".join(piece for piece in pieces if piece)


def _is_sites(piece: str) -> bool:
    if not _MAY_BE.search(piece.lower()) or _NUMBER.search(_DATE.sub(" ", piece)):
        return False
    return bool(_WRITTEN_BY_SITE.fullmatch(piece))
