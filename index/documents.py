"""From the ledger's records to the documents of Elasticsearch. Pure: the same record gives the same document.

In: a record of peil.records.published. Out: a dict of the fields that index/mappings describes, empty ones left out.
Never: the content of an ad that may show a minor, a precise address of home work, a whole number in a text.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Final, TypeAlias, cast

from index.numbers import last_four, masked, national
from index.redaction import without_address, without_numbers
from peil.days import day_of
from peil.municipalities import municipalities, name_of
from peil.records.plain import to_json
from peil.records.published import (
    Published,
    PublishedAd,
    PublishedDay,
    PublishedDisplacement,
    PublishedFlag,
    PublishedFlow,
    PublishedMove,
    PublishedPhone,
    PublishedProfile,
    PublishedReason,
    PublishedRun,
    PublishedTally,
)
from peil.records.read import Address

Document: TypeAlias = dict[str, Any]

_CLOSED: Final = PublishedReason(
    code="closed",
    text_nl="De inhoud is afgesloten; zie de spoedlijst van de politieliaison.",
    text_en="The content is closed; see the urgent list of the police liaison.",
)


def document(record: Published) -> Document:
    """The document of any record."""
    make = cast(Callable[[Published], Document], _MAKERS[type(record)])
    return make(record)


def profile_document(profile: PublishedProfile) -> Document:
    """A cluster as one municipality sees it."""
    closed = profile.possible_minor
    return _filled(
        cluster=profile.cluster,
        **_place(profile.municipality),
        municipalities=profile.municipalities,
        **_seen(profile.first_seen, profile.last_seen),
        active=profile.active,
        sites=profile.sites,
        ads=profile.ads,
        personas=profile.personas,
        accounts=profile.accounts,
        phones=() if closed else _numbers(PublishedPhone(e164, "links") for e164 in profile.phones),
        titles=() if closed else [without_address(without_numbers(title)) for title in profile.titles],
        licence_match=profile.licence_match,
        licence_no=profile.licence_no,
        flags=profile.flags,
        channels=() if closed else profile.channels,
        possible_minor=closed,
    )


def ad_document(ad: PublishedAd) -> Document:
    """An ad by its latest version; one that may show a minor keeps only what is needed to find its flag."""
    return _filled(
        ad=ad.id,
        site=ad.site,
        ref=ad.ref,
        cluster=ad.cluster,
        persona=ad.persona,
        **_place(ad.municipality),
        certainty=ad.certainty,
        **_seen(ad.first_seen, ad.last_seen),
        status=ad.status,
        possible_minor=ad.possible_minor,
        **({} if ad.possible_minor else _content(ad)),
    )


def flag_document(flag: PublishedFlag) -> Document:
    """A flag as one municipality sees it; nothing is quoted where a minor may be concerned."""
    closed = flag.possible_minor or flag.rule == "possible_minor"
    reasons = (_CLOSED,) if closed else flag.reasons
    home = flag.rule == "home_work_not_allowed"
    return _filled(
        flag=flag.key,
        rule=flag.rule,
        title_nl=flag.title_nl,
        title_en=flag.title_en,
        cluster=flag.cluster,
        persona=flag.persona,
        **_place(flag.municipality),
        municipalities=flag.municipalities or (flag.municipality,),
        sites=flag.sites,
        since=to_json(flag.since),
        state=flag.state,
        urgent=flag.urgent or flag.rule == "possible_minor",
        reason_codes=[reason.code for reason in flag.reasons],
        reasons_nl=[_told(reason.text_nl, home=home) for reason in reasons],
        reasons_en=[_told(reason.text_en, home=home) for reason in reasons],
    )


def run_document(run: PublishedRun) -> Document:
    """One committed run."""
    return _filled(
        run=run.key,
        site=run.site,
        started_at=to_json(run.started_at),
        finished_at=to_json(run.finished_at),
        started_day=_day(run.started_at),
        state=run.state,
        ads=run.ads,
        coverage=run.coverage,
        errors=run.errors,
    )


def daily_document(day: PublishedDay) -> Document:
    """The counts of one day, one site, one municipality; a foreign place keeps its code, without a centre."""
    return _filled(
        day=to_json(day.day),
        site=day.site,
        **_place(day.municipality),
        ads=day.ads,
        clusters=day.clusters,
        new=day.new,
        coverage=day.coverage,
    )


def move_document(move: PublishedMove) -> Document:
    """A move as the municipality at one of its ends sees it."""
    return _filled(
        move=move.key,
        cluster=move.cluster,
        persona=move.persona,
        municipality=move.municipality,
        municipality_name=name_of(move.municipality),
        direction="in" if move.municipality == move.to_gm else "out",
        **_ends(move.from_gm, move.to_gm),
        left=to_json(move.left),
        came=to_json(move.came),
        days=move.days,
    )


def flow_document(flow: PublishedFlow) -> Document:
    """The moves of one week from one place to another."""
    ends = _ends(flow.from_gm, flow.to_gm)
    return _filled(week=to_json(flow.week), **ends, moves=flow.moves, coverage=flow.coverage)


def tally_document(tally: PublishedTally) -> Document:
    """How many stand in one municipality now, of one thing counted."""
    return _filled(
        what=tally.what,
        value=tally.value,
        label=tally.label,
        **_place(tally.municipality),
        number=tally.number,
        coverage=tally.coverage,
    )


def displacement_document(found: PublishedDisplacement) -> Document:
    """What a measurement says of one place."""
    figures = ("before", "after", "effect", "effect_low", "effect_high")
    shares = ("displaced", "displaced_low", "displaced_high", "placebo")
    return _filled(
        enforced_on=to_json(found.enforced_on),
        enforced_in=found.enforced_in,
        **_place(found.municipality),
        role=found.role,
        said=found.said,
        told=found.said != "cannot_tell",
        **{name: getattr(found, name) for name in (*figures, *shares)},
        why_nl=found.why_nl,
        why_en=found.why_en,
        coverage=found.coverage,
        weeks=found.weeks,
        measured_on=to_json(found.measured_on),
        version=found.version,
    )


_MAKERS: Final[Mapping[type, Callable[..., Document]]] = {
    PublishedProfile: profile_document,
    PublishedAd: ad_document,
    PublishedFlag: flag_document,
    PublishedRun: run_document,
    PublishedDay: daily_document,
    PublishedMove: move_document,
    PublishedFlow: flow_document,
    PublishedTally: tally_document,
    PublishedDisplacement: displacement_document,
}


def _content(ad: PublishedAd) -> Document:
    precise = (
        ad.home_work is False
    )  # not known is not "no": an address goes out only where it is known to be a business's
    said = {"title": without_numbers(ad.title, ad.phones), "text": without_numbers(ad.text, ad.phones)}
    if not precise:
        said = {name: without_address(words, ad.address) for name, words in said.items()}
    return {
        **said,
        "url": ad.url,
        "place": ad.place,
        "postcode4": ad.address.postcode[:4] if ad.address else "",
        "address": _written(ad.address) if ad.address and precise else "",
        "price_cents": ad.price_cents,
        "age": ad.age,
        "phones": _numbers(ad.phones),
        "images": ad.images,
        "photos": ad.photos,
        "channels": ad.channels,
    }


def _numbers(phones: Iterable[PublishedPhone]) -> list[dict[str, str]]:
    return [
        {
            "e164": phone.e164,
            "national": national(phone.e164),
            "last_four": last_four(phone.e164),
            "masked": masked(phone.e164),
            "use": phone.use,
        }
        for phone in phones
    ]


def _told(text: str, *, home: bool) -> str:
    return without_address(without_numbers(text)) if home else without_numbers(text)


def _written(address: Address) -> str:
    return f"{address.street} {address.house_number} {address.postcode}".strip()


def _seen(first: datetime, last: datetime) -> Document:
    return {
        "first_seen": _moment(first),
        "last_seen": _moment(last),
        "first_day": _day(first),
        "last_day": _day(last),
    }


@lru_cache(maxsize=65536)  # ads of a run share their moments
def _moment(moment: datetime) -> str:
    return str(to_json(moment))


@lru_cache(maxsize=65536)
def _day(moment: datetime) -> str:
    return day_of(moment).isoformat()


@cache
def _place(gm: str) -> Mapping[str, Any]:
    found = municipalities().get(gm)
    centre = {"lat": found.lat, "lon": found.lon} if found and found.lat is not None else None
    return {"municipality": gm, "municipality_name": name_of(gm), "location": centre}


def _ends(origin: str, destination: str) -> Document:
    """Both ends of a move, with their centres where these are known."""
    start, end = _place(origin), _place(destination)
    return {
        "from_gm": origin,
        "from_name": start["municipality_name"],
        "from_location": start["location"],
        "to_gm": destination,
        "to_name": end["municipality_name"],
        "to_location": end["location"],
        "route": f"{start['municipality_name']} → {end['municipality_name']}",
    }


def _filled(**fields: Any) -> Document:
    """Without what is empty: None, no text, no items; zero and no stay."""
    return {name: value for name, value in fields.items() if value or value == 0}
