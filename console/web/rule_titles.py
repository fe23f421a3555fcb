"""The rules' names in the language of the page.

In: a rule's id. Out: its name; the id itself of a rule that is no more.
"""

from django.utils.translation import get_language

from rules.catalogue import CATALOGUE
from rules.rule import Rule

RULES: dict[str, Rule] = {rule.id: rule for rule in CATALOGUE}


def in_dutch() -> bool:
    """Whether the page is Dutch."""
    return get_language() != "en"


def rule_title(rule: str) -> str:
    """The rule's name."""
    if rule not in RULES:
        return rule
    title = RULES[rule].title
    return title.nl if in_dutch() else title.en


def not_meant(rule: str) -> str:
    """What the rule does not mean."""
    if rule not in RULES:
        return ""
    words = RULES[rule].does_not_mean
    return words.nl if in_dutch() else words.en
