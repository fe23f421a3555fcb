"""A rule's parameters as a policy sets them.

In: a policy, a rule's id, its own parameters. Out: the parameters with what the policy overrides. Checks nothing:
`rules.overrides` does, where policies are brought in.
"""

from dataclasses import replace
from typing import Any, TypeVar, cast

from peil.records.register import Policy, Setting

NO_WORDS = "none"
P = TypeVar("P")


def overridden(policy: Policy, rule: str, parameters: P) -> P:
    """The parameters, the policy's settings in place of the defaults."""
    if not policy.parameters:
        return parameters
    said = {
        name: worded(value) if isinstance(getattr(parameters, name), tuple) else value
        for of, name, value in policy.parameters
        if of == rule
    }
    return cast(P, replace(cast(Any, parameters), **said)) if said else parameters


def worded(value: Setting) -> tuple[str, ...]:
    """A setting that lists words; `none` lists none."""
    return () if value == NO_WORDS else tuple(str(value).split())
