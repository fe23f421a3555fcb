"""The policy at one glance: every rule, one line each, the urgent one first.

In: nothing. Out: the rules in the order in which verdicts are given.
"""

from rules.each import (
    circulating,
    home_work_not_allowed,
    licence_not_in_force,
    possible_minor,
    unlicensed_business,
)
from rules.rule import Rule

CATALOGUE: tuple[Rule, ...] = (
    possible_minor.RULE,
    licence_not_in_force.RULE,
    unlicensed_business.RULE,
    home_work_not_allowed.RULE,
    circulating.RULE,
)
RULE_IDS = tuple(rule.id for rule in CATALOGUE)
