"""The live configuration, as far as outsiders may know it: mandates, sites, rules, periods, contact.

In: the settings, the ledger, a day. Out: one record. Nothing in it is about anybody in an ad.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.mandates import mandates
from peil import __version__
from peil.records.seen import Mandate
from peil.settings import Settings
from rules.catalogue import CATALOGUE
from rules.rule import Rule

_PERIOD = "retention_"


@dataclass(frozen=True, slots=True)
class Live:
    """What holds on the day: mandates in force, rules, days of retention by class, the address for questions."""

    on: date
    version: str
    contact: str
    mandates: Sequence[Mandate]
    rules: Sequence[Rule]
    periods: Mapping[str, int]

    @property
    def controllers(self) -> str:
        """The controllers of the mandates in force, empty where there is none."""
        return ", ".join(dict.fromkeys(one.controller for one in self.mandates))

    @property
    def hosts(self) -> list[str]:
        """The sites that may be crawled."""
        return sorted({host for one in self.mandates for host in one.hosts})

    @property
    def grounds(self) -> list[str]:
        """The legal bases of the mandates in force."""
        return list(dict.fromkeys(one.legal_basis for one in self.mandates))

    @property
    def assessments(self) -> list[str]:
        """The references of the DPIAs of the mandates in force."""
        return list(dict.fromkeys(one.dpia for one in self.mandates))


def live(settings: Settings, on: date) -> Live:
    """The configuration as it holds on the day; the ledger is open."""
    names = [name for name in type(settings).model_fields if name.startswith(_PERIOD)]
    return Live(
        on=on,
        version=__version__,
        contact=settings.contact,
        mandates=[one for one in mandates() if one.valid_from <= on <= one.valid_to],
        rules=CATALOGUE,
        periods={name: getattr(settings, name) for name in names},
    )
