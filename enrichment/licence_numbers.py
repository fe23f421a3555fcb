"""Licence numbers that an ad shows, led by a label. Never a number without one, a telephone number or a date."""

import re

from enrichment.hints import has_any
from enrichment.phones.folding import fold
from peil.records.read import AdText

LABEL = (
    r"\b(?:exploitatie|seks(?:bedrijf|inrichtings?)?-?|prostitutie)?(?:vergunning(?:s|"
    r"houder)?(?:[ -]?(?:nummer|nr|no))?|licentie(?:[ -]?(?:nummer|nr))?|licen[cs]e(?:[ -]?(?:number"
    r"|no|nr))?|lic\.? ?nr|permit(?: ?(?:number|no|nr))?)"
    r"(?:\s?(?:gemeente|gem\.?|van de gemeente|municipality(?: of)?)\s[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)?\b\.?"
)
SHOWN = re.compile(
    rf"{LABEL}\s?\(?(?:is|:|=|#|nr\.?|nummer|no\.?|onder)?\s?(?:nr\.?|nummer|no\.?|"
    rf":)?\s?(?P<no>(?=[A-Z0-9./-]*\d)[A-Z0-9](?:[A-Z0-9./-]|"
    rf" (?=[A-Z]{{0,3}}-?\d{{2,}}(?![\d ]*\d{{7}}))){{2,24}})(?!\w)",
    re.IGNORECASE,
)
HINTS = ("vergunning", "licen", "lic", "permit")
PHONE = re.compile(r"(?:00)?31\d{9}|0\d{9}")
NO_DIGIT = re.compile(r"[ ./+-]")
DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:19|20)\d{2}")


def read_licence_numbers(ad: AdText) -> tuple[str, ...]:
    """The licence numbers of title and text as written, in upper case, each once."""
    found = (
        match["no"]
        for field in (ad.title, ad.text)
        if has_any(field, HINTS)
        for match in SHOWN.finditer(fold(field).text)
    )
    cleaned = (number.strip(" .-/").upper() for number in found)
    return tuple(dict.fromkeys(number for number in cleaned if len(number) >= 3 and not _is_other(number)))


def _is_other(number: str) -> bool:
    return bool(PHONE.fullmatch(NO_DIGIT.sub("", number)) or DATE.fullmatch(number)) or not any(
        map(str.isdigit, number)
    )
