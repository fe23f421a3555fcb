"""A displacement in words, as a short table for a terminal; Dutch and English.

In: a displacement. Out: rows of a name and a value. Never a name of a cluster.
"""

from collections.abc import Iterator
from typing import Literal

from peil.municipalities import name_of
from peil.records.displaced import Change, Displacement, Interval

Language = Literal["nl", "en"]
_SAID = {
    "displaced": ("Er is verplaatsing naar de buren gemeten.", "Displacement to the neighbours was measured."),
    "not_seen": (
        "Er is geen verplaatsing te zien; dat is geen bewijs dat zij er niet was.",
        "No displacement can be seen; that does not show that there was none.",
    ),
    "cannot_tell": ("Het is niet te zeggen.", "It cannot be told."),
}
_NAMES = {
    "displaced": ("Verplaatst naar de buren", "Displaced to the neighbours"),
    "here": ("Verandering hier", "Change here"),
    "there": ("Verandering bij de buren", "Change with the neighbours"),
    "placebo": ("Even ver van nul zonder handhaving", "As far from zero without enforcement"),
    "following": ("Op een nieuwe plaats gezien", "Seen in a new place"),
    "coverage": ("Dekking", "Coverage"),
    "sites": ("Sites", "Sites"),
    "left_out": ("Sites buiten de meting", "Sites left out"),
}


def sentence(found: Displacement, language: Language) -> str:
    """What is said, with the reasons why not."""
    why = found.why_nl if language == "nl" else found.why_en
    return " ".join((_word(_SAID[found.said], language), *why))


def table(found: Displacement, language: Language) -> Iterator[tuple[str, str]]:
    """Name and value of each figure that there is."""
    figures = {
        "displaced": found.displaced and _share(found.displaced),
        "here": found.here and _change(found.here),
        "there": found.there and _change(found.there),
        "placebo": found.placebo and f"{found.placebo.p:.1%} ({found.placebo.places} + {found.placebo.weeks})",
        "following": found.following and _following(found, language),
        "coverage": None if found.coverage is None else f"{found.coverage:.0%}",
        "sites": ", ".join(found.sites),
        "left_out": ", ".join(found.left_out),
    }
    return ((_word(_NAMES[name], language), value) for name, value in figures.items() if value)


def title(found: Displacement, language: Language) -> str:
    """The question in one line."""
    asked = _word(("Waterbedeffect", "Waterbed effect"), language)
    return f"{asked}: {name_of(found.municipality)}, {found.on.isoformat()}"


def _word(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "nl" else pair[1]


def _share(interval: Interval) -> str:
    return f"{interval.value:+.0%} (95 %: {interval.low:+.0%} … {interval.high:+.0%})"


def _change(change: Change) -> str:
    effect = change.effect
    return f"{change.before:.1f} → {change.after:.1f}; {effect.value:+.1f} ({effect.low:+.1f} … {effect.high:+.1f})"


def _following(found: Displacement, language: Language) -> str:
    direct = found.following
    assert direct is not None
    usual = _word(("gewoonlijk", "usually"), language)
    return f"{direct.followed} / {direct.before} ({direct.share:.0%}; {usual} {direct.usual:.0%})"
