"""Why reviewers decide as they do, from lists: what a decision says is the list's words and the reviewer's own.

In: a kind of decision. Out: its reasons. They are kept in Dutch whatever the language of the page, so that error rates
count the same reason once.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

Reasons = Mapping[str, object]
CONFIRM: Reasons = {
    "1": _("de advertenties en hun redenen kloppen"),
    "2": _("vastgesteld bij een controle ter plaatse"),
    "3": _("blijkt uit ander dossier"),
}
DISMISS: Reasons = {
    "1": _("vergunning gezien die hier niet gevonden is"),
    "2": _("advertenties horen niet bij elkaar"),
    "3": _("plaats klopt niet"),
    "4": _("is geen bedrijf"),
    "5": _("verkeerd gelezen"),
    "6": _("bekend en afgehandeld"),
}
OTHERS: Mapping[str, Reasons] = {
    "confirm": CONFIRM,
    "dismiss": DISMISS,
    "licensed-as": {"1": _("staat in het register"), "2": _("gezien aan de balie")},
    "not the same": {"1": _("andere personen"), "2": _("toevallig dezelfde gegevens")},
    "same": {"1": _("dezelfde aanbieder, bij controle gebleken"), "2": _("zelfde pand en beheer")},
    "hub": {"1": _("nummer of adres van een tussenpersoon"), "2": _("foto die overal rondgaat")},
    "not a hub": {"1": _("hoort bij één aanbieder")},
    "urgent": {"1": _("mogelijk minderjarig")},
    "withdraw": {"1": _("vergissing"), "2": _("nieuwe feiten")},
}


def kept_words(kind: str, reason: str, words: str) -> str:
    """The reason as it is kept: the list's words in Dutch, then the reviewer's own."""
    with override("nl"):
        listed = str(OTHERS[kind][reason])
    return f"{listed}: {words.strip()}" if words.strip() else listed
