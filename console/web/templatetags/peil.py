"""What templates say of values: words masked, a cause or a decision named."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from console.web.masking import masked_words
from console.web.rule_titles import in_dutch

register = template.Library()
_HAPPENED: dict[str, Promise] = {
    "born": _("ontstaan"),
    "merge": _("samengevoegd"),
    "split": _("gesplitst"),
    "gone": _("geëindigd"),
    "confirm": _("bevestigd"),
    "dismiss": _("afgewezen"),
    "licensed-as": _("vergund als"),
    "same": _("zelfde aanbieder"),
    "not the same": _("niet dezelfde"),
    "hub": _("tussenpersoon: verbindt niet"),
    "not a hub": _("geen tussenpersoon"),
    "urgent": _("spoed: mogelijk minderjarig"),
    "withdraw": _("teruggenomen"),
}


@register.filter
def day(at: date | datetime | None) -> str:
    """A day as the language writes it: 2 mrt 2026, 2 Mar 2026."""
    return _formatted(at, "j b Y", "j M Y")


@register.filter
def short_day(at: date | datetime | None) -> str:
    """A day without its year."""
    return _formatted(at, "j b", "j M")


@register.filter
def moment(at: datetime | None) -> str:
    """A day and the time of day, in the Netherlands."""
    return _formatted(at, "j b Y H:i", "j M Y H:i")


def _formatted(at: date | datetime | None, dutch: str, english: str) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at) if isinstance(at, datetime) else at
    return date_format(local, dutch if in_dutch() else english)


@register.filter
def mask(text: str) -> str:
    """Words with their numbers masked."""
    return masked_words(text)


@register.filter
def happened(what: str) -> Promise | str:
    """The name of a cause or of a decision."""
    return _HAPPENED.get(what, what)


@register.filter
def version(versions: dict[tuple[str, ...], int], kind: str) -> int:
    """The number of the decision of this kind that stands on the cluster itself; 0 without one."""
    return versions.get((kind,), 0)


@register.filter
def named(number: int, what: str) -> str:
    """An id for an element: what it is and its number."""
    return f"{what}-{number}"


@register.filter
def percent(share: float) -> str:
    """A share as whole percents."""
    return f"{share:.0%}"
