"""What templates say of values: words masked, a cause or a decision named."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from console.web.masking import masked_words

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
