"""The licence that came nearest where none covers the ads, and why it does not.

In: a view and a municipality. Out: a reason, or nothing where no licence comes near. Proves nothing, decides nothing.
"""

from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from peil.municipalities import name_of
from peil.records.judged import Reason
from rules.findings import Words, reason
from rules.hits import KEYS
from rules.names import bare
from rules.permits import Permit, Row
from rules.seen import Seen
from rules.view import View

_LIKE = 70
Near = tuple[Permit, Seen, Words]


def nearest_licence(view: View, gm: str) -> Reason:
    """That no licence covers the ads, which came nearest, and because of what it does not."""
    for look in _LOOKS:
        for permit, seen, why in look(view, gm):
            return _reason(permit, seen, why)
    return reason(
        "no_licence_near",
        f"geen vergunning in {name_of(gm)} komt in de buurt",
        f"no licence in {name_of(gm)} comes near",
    )


def _reason(permit: Permit, seen: Seen, why: Words) -> Reason:
    named = f"{permit.licence_no} ({name_of(permit.municipality)})"
    return reason(
        "nearest_licence",
        f"geen vergunning past; het dichtst bij kwam {named}, maar {why.nl}",
        f"no licence matched: nearest was {named}, because {why.en}",
        (seen,),
    )


def _matched(view: View, gm: str) -> Iterator[Near]:
    """An exact match in force that does not cover these ads."""
    for match in view.exact_in_force(gm):
        keys = [KEYS[key] for key in match.keys]
        nl, en = ", ".join(key.nl for key in keys), ", ".join(key.en for key in keys)
        escort = match.row.licence.kind == "escort"
        other = "geldt alleen voor escort" if escort else "geldt niet hier of niet voor dit adres"
        cover = "covers out-call alone" if escort else "does not cover this place or address"
        yield match.permit, match.exact[-1], Words(f"die ({nl}) {other}", f"it agrees ({en}) but {cover}")


def _phone(view: View, _gm: str) -> Iterator[Near]:
    """A number that the register knows, in a form that joins nothing."""
    for one in view.counted:
        for phone in one.ad.phones:
            for permit in view.books.by_phone.get(phone.e164, ()) if phone.use != "links" else ():
                why = Words("het nummer is in de advertentie niet zeker", "its number is not certain in the ad")
                yield permit, one, why


def _address(view: View, gm: str) -> Iterator[Near]:
    """A licence at the same postcode, at another number."""
    for one, permit, row in _pairs(view, gm):
        spot = one.spot
        if spot and spot.door and row.address.postcode == spot.postcode:
            nl = f"die staat op {row.address.shown}, de advertentie noemt {spot.shown}"
            yield permit, one, Words(nl, f"it is at {row.address.shown} and the ad names {spot.shown}")


def _name(view: View, gm: str) -> Iterator[Near]:
    """A licence whose name resembles the ad's, not enough to be alike."""
    found = [
        (fuzz.token_set_ratio(bare(ours), bare(theirs)), permit.licence_no, permit, one, ours, theirs)
        for one, permit, row in _pairs(view, gm)
        for ours in one.ad.trade_names
        for theirs in row.names
        if bare(ours) and bare(theirs)
    ]
    for likeness, _, permit, one, ours, theirs in sorted(found, key=lambda near: (-near[0], near[1])):
        if likeness >= _LIKE:
            nl = f"de namen „{ours}” en „{theirs}” lijken te weinig op elkaar of zijn te algemeen"
            yield permit, one, Words(nl, f"the names “{ours}” and “{theirs}” are not alike enough or too general")


def _elsewhere(view: View, gm: str) -> Iterator[Near]:
    """A licence of the same name in another municipality."""
    for one in view.counted:
        for name in one.ad.trade_names if any(one.ad.trade_names) else ():
            for other in sorted(view.books.loaded - {gm}):
                for permit in view.books.alike(other, name, one.day):
                    nl, en = "die is van een andere gemeente", "it is another municipality's"
                    yield permit, one, Words(nl, en)


def _pairs(view: View, gm: str) -> Iterator[tuple[Seen, Permit, Row]]:
    for one in view.seen_in(gm):
        for permit in view.books.by_municipality.get(gm, ()):
            yield one, permit, permit.row_on(one.day)


_LOOKS: tuple[Callable[[View, str], Iterator[Near]], ...] = (_matched, _phone, _address, _name, _elsewhere)
