"""The entry for the Dutch Algorithm Register, in the fields of its publication standard 1.0.

In: the words of a language. Out: one JSON object as the register's interface takes it. What the controller alone
knows (a web page, the month it began) is left out, to be added there.
"""

from typing import Any

from console.transparency.wording import Wording

_LANGUAGES = {"nl": "NLD", "en": "ENG"}
_TEXTS = (
    "name",
    "description_short",
    "goal",
    "proportionality",
    "lawful_basis",
    "human_intervention",
    "risks",
    "methods_and_models",
    "source_data",
)


def register_entry(wording: Wording) -> dict[str, Any]:
    """The entry; `status` is in use where a mandate is in force."""
    live = wording.live
    impact = [f"DPIA {one}" for one in live.assessments]
    return {
        "standard_version": "1.0",
        "lang": _LANGUAGES[wording.language],
        "organization": live.controllers,
        "category": ["Openbare orde en veiligheid"],
        "publication_category": "Impactvolle algoritmes",
        "status": "In gebruik" if live.mandates else "In ontwikkeling",
        "contact_email": live.contact,
        **{name: wording.say(name) for name in _TEXTS},
        "lawful_basis_grouping": [{"title": one} for one in live.grounds],
        "impacttoetsen": "; ".join(impact),
        "impacttoetsen_grouping": [{"title": one} for one in impact],
        "provider": f"Peil {live.version}",
    }
