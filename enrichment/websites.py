"""Own web domains and messenger handles that an ad names.

In: an AdText. Out: domains without `www.`, and handles as `telegram:name`. Never a social network, a link shortener,
a mail provider or a messenger as somebody's own domain; never a handle without its label.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from enrichment.hints import words_in
from enrichment.phones.folding import fold
from peil.records.read import AdText

TLDS = (
    "nl|com|be|de|net|org|eu|info|me|io|app|xxx|fr|co|uk|ro|pl|hu|es|it|at|ch|lu|online|site|shop"
    "|club|amsterdam|frl|nu|tv|biz|vip|sex|adult|porn|escort|massage|test|example|invalid"
)
DOMAIN = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?P<host>(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,4}}(?:{TLDS}))(?![\w@-])(?!\.\w)",
    re.IGNORECASE,
)
MAYBE = re.compile(rf"\.(?:{TLDS})(?![\w@-])", re.IGNORECASE)
SPELT = re.compile(
    r"(?<![\w@.-])(?P<name>[a-z0-9][a-z0-9-]{2,40}) ?(?:\[punt\]|\(punt\)|punt|\[dot\]|\(dot\)| dot) ?"
    r"(?P<tld>nl|com|be|de|eu|net|org)(?!\w)",
    re.IGNORECASE,
)
SECOND_LEVEL = frozenset({"co.uk", "com.be", "org.uk", "co.nl", "com.nl", "com.de"})
APPS = {
    "telegram": "telegram",
    "tg": "telegram",
    "instagram": "instagram",
    "insta": "instagram",
    "ig": "instagram",
    "snapchat": "snapchat",
    "snap": "snapchat",
    "kik": "kik",
    "wechat": "wechat",
    "skype": "skype",
    "twitter": "x",
    "signal": "signal",
    "wickr": "wickr",
    "threema": "threema",
}
LABELLED = re.compile(
    rf"\b(?P<app>{'|'.join(APPS)})\b\s?(?:is|naam|name|:|=|-|@|via|"
    rf"op)*\s?[:=]?\s?@(?P<name>[A-Za-z][\w.]{{2,31}})|\b(?P<app2>{'|'.join(APPS)})\s?[:=]\s?(?P<name2>(?:live:)?[A-Za-z][\w.]{{3,31}})(?![\w@])"
    rf"|\b(?P<app3>{'|'.join(APPS)})\s(?P<name3>(?:live:|(?=[a-z.]*[\d_]))[a-z][\w.]{{3,31}})(?![\w@.])",
    re.IGNORECASE,
)
LINKED = re.compile(
    r"(?:(?P<t>t\.me|telegram\.me)|(?P<i>instagram\.com)|(?P<s>snapchat\.com/add)|(?P<x>(?:twitter"
    r"|x)\.com))/(?!joinchat|share|p/|\+)(?P<name>[A-Za-z][\w.]{2,31})",
    re.IGNORECASE,
)
LINK_APPS = {"t": "telegram", "i": "instagram", "s": "snapchat", "x": "x"}


def read_websites(ad: AdText) -> tuple[str, ...]:
    """The domains that may be somebody's own, in order, each once; the site's own is not."""
    site = own_domain(urlsplit(ad.url).hostname or "")
    fields = (ad.website, ad.title, ad.text)
    found = (own_domain(host) for field in fields for host in _hosts(field))
    return tuple(dict.fromkeys(domain for domain in found if domain and domain != site))


def _hosts(field: str) -> Iterator[str]:
    """The hosts that a text names, as written or with the dot in words ("voorbeeld punt nl")."""
    if MAYBE.search(field):
        yield from (match["host"] for match in DOMAIN.finditer(field))
    if "punt" in field.lower() or "dot" in field.lower():
        yield from (f"{match['name']}.{match['tld']}" for match in SPELT.finditer(field))


def own_domain(host: str) -> str:
    """The registrable domain of a host; empty where it is everybody's (social networks, shorteners, messengers)."""
    labels = host.lower().removeprefix("www.").split(".")
    size = 3 if ".".join(labels[-2:]) in SECOND_LEVEL else 2
    domain = ".".join(labels[-size:])
    return "" if domain in shared_domains() or len(labels) < size else domain


def read_handles(ad: AdText) -> tuple[str, ...]:
    """Messenger handles with their app, in lower case, each once."""
    text = f"{ad.title}\n{ad.text}\n{ad.website}"
    return tuple(dict.fromkeys((*_linked(text), *_labelled(text))))


@cache
def shared_domains() -> frozenset[str]:
    """Domains that belong to everybody, from shared_domains.csv."""
    text = files("enrichment").joinpath("shared_domains.csv").read_text(encoding="utf-8")
    return frozenset(row["domain"] for row in csv.DictReader(text.splitlines()))


def _linked(text: str) -> Iterator[str]:
    for found in LINKED.finditer(text) if "/" in text else ():
        app = next(app for group, app in LINK_APPS.items() if found[group])
        yield f"{app}:{found['name'].lower().rstrip('.')}"


def _labelled(text: str) -> Iterator[str]:
    if APPS.keys().isdisjoint(words_in(text)):
        return
    for found in LABELLED.finditer(text):
        app = found["app"] or found["app2"] or found["app3"]
        name = found["name"] or found["name2"] or found["name3"]
        yield f"{APPS[fold(app).text.lower()]}:{name.lower().rstrip('.')}"
