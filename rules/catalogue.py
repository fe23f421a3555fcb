"""The policy at one glance: every rule, one line each, the urgent one first.

In: nothing. Out: the rules in the order in which verdicts are given.
"""

from rules.each import (
    below_minimum_age,
    circulating,
    crosses_border,
    escort_without_licence,
    home_work_not_allowed,
    licence_not_in_force,
    licence_number_false,
    licence_number_missing,
    more_than_licensed,
    operator_in_several_places,
    possible_minor,
    shown_at_closed_premises,
    unlicensed_business,
    unlicensed_premises,
)
from rules.rule import Rule

CATALOGUE: tuple[Rule, ...] = (
    possible_minor.RULE,
    below_minimum_age.RULE,
    licence_not_in_force.RULE,
    unlicensed_business.RULE,
    unlicensed_premises.RULE,
    escort_without_licence.RULE,
    home_work_not_allowed.RULE,
    licence_number_missing.RULE,
    licence_number_false.RULE,
    more_than_licensed.RULE,
    shown_at_closed_premises.RULE,
    circulating.RULE,
    crosses_border.RULE,
    operator_in_several_places.RULE,
)
RULE_IDS = tuple(rule.id for rule in CATALOGUE)
