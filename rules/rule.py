"""What a rule is made of.

In: a view of a cluster on a day. Out: a finding for each scope. The words stand beside the code they explain.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rules.findings import Finding, Words
from rules.view import View


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule; `parameters` holds its numbers, `by_persona` and `local` say what its flags name.

    `may_hold` is a cheap look ahead: where it says no, the rule holds nowhere, whatever a policy sets.
    """

    id: str
    title: Words
    ground: Words
    text: Words
    does_not_mean: Words
    parameters: object
    judge: Callable[[View], Iterable[Finding]]
    by_persona: bool = False
    local: bool = True
    may_hold: Callable[[View], bool] = lambda _view: True
    urgent: bool = False
    version: int = 1

    @property
    def stamp(self) -> str:
        """What tells this version from others: its number, raised with every change of meaning, and its parameters."""
        told = hashlib.sha256(repr(self.parameters).encode()).hexdigest()[:8]
        return f"{self.version}-{told}"
