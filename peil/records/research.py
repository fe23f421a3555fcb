"""What a research set is made of, and the weeks that went out."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

ResearchForm = Literal["tables", "personas"]


@dataclass(frozen=True, slots=True)
class PersonaWeek:
    """Somebody in one Dutch municipality in one week (its Monday): where most of its single-place days were.

    `persona` is Peil's own id and never leaves; `price_cents` is the lowest price asked; `rules` those with an open or
    confirmed flag in that week.
    """

    persona: str
    week: date
    municipality: str
    price_cents: int | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleasedWeek:
    """A week that went out: in which form, and what of it, which is then the same for ever."""

    week: date
    form: ResearchForm
    body: Any
