"""A kept page as something that only can be looked at: no script, no request, no form, no link.

In: a page and copies of its photos. Out: HTML of known elements and attributes only, under a policy that allows nothing
from outside. What is not known to be harmless is left out, so a page can look plainer than it did.
"""

import base64
import html
import re
from collections.abc import Mapping
from typing import Any

from crawlers.page import Page
from crawlers.photo_copies import copy_of

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_TAG_NAMES = (
    "a abbr address article aside b bdi bdo blockquote body br button caption center cite code col colgroup dd del "
    "details dfn div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input "
    "ins kbd label legend li main mark nav ol optgroup option p picture pre q s samp section select small span "
    "strong strike sub summary sup table tbody td textarea tfoot th thead time tr tt u ul var wbr"
)
# These go with all that stands in them; of any other unknown element the words stay.
_DROPPED_NAMES = (
    "script style noscript template iframe frame frameset object embed applet svg math canvas audio video head"
)
_ATTRIBUTE_NAMES = (
    "class id title lang dir alt width height colspan rowspan align valign bgcolor color size face border "
    "cellpadding cellspacing datetime type value placeholder checked disabled selected open start style"
)
_TAGS, _DROPPED = frozenset(_TAG_NAMES.split()), frozenset(_DROPPED_NAMES.split())
_ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_RENAMED = {"form": "div", "button": "span", "a": "span", "picture": "span"}
_VOID = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_OUTSIDE = re.compile(r"url|@import|image-set|expression|behavior|binding|\\|/\*|<|position\s*:\s*fixed", re.IGNORECASE)
_DEEPEST = 300


def inert_page(page: Page, banner: str, photos: Mapping[str, bytes]) -> str:
    """The page as HTML; `photos` are files by address, others are named in their place; `banner` stands above it."""
    pictures = {url: _data(body) for url, body in photos.items()}
    styles = "".join(_sheet(sheet) for sheet in page.find("//style/text()"))
    head = (
        f'<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="referrer" content="no-referrer">'
        f"<title>Bewijs</title>{styles}</head>"
    )
    body = _pieces(page, pictures, page.root, 0) if page.root is not None and page.json is None else [_plain(page)]
    shown = f'<pre style="border:1px solid; padding:1em; white-space:pre-wrap">{html.escape(banner)}</pre>'
    return f"{head}<body>{shown}{''.join(body)}</body></html>\n"


def _pieces(page: Page, pictures: Mapping[str, str], element: Any, depth: int) -> list[str]:
    if not isinstance(element.tag, str) or element.tag in _DROPPED or depth > _DEEPEST:
        return []
    if element.tag == "img":
        return [_picture(page, pictures, element)]
    inside = [html.escape(element.text or "", quote=False)]
    for child in element:
        inside += _pieces(page, pictures, child, depth + 1)
        inside.append(html.escape(child.tail or "", quote=False))
    if element.tag not in _TAGS or element.tag == "body":
        return inside
    tag = _RENAMED.get(element.tag, element.tag)
    opened = f"<{tag}{_attributes(page, element)}>"
    return [opened] if tag in _VOID else [opened, *inside, f"</{tag}>"]


def _attributes(page: Page, element: Any) -> str:
    kept = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES and _is_harmless(name, value)}
    if element.tag == "a" and element.get("href"):
        kept["title"] = page.absolute(element.get("href"))
        kept["style"] = "text-decoration:underline"
    if element.tag in ("input", "select", "textarea"):
        kept["disabled"] = ""
    return "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())


def _is_harmless(name: str, value: str) -> bool:
    return name != "style" or not _OUTSIDE.search(value)


def _picture(page: Page, pictures: Mapping[str, str], element: Any) -> str:
    said = [page.absolute(element.get(name)) for name in ("data-src", "src") if element.get(name)]
    data = next((pictures[url] for url in said if pictures.get(url)), "")
    if data:
        return f'<img src="{data}"{_attributes(page, element)}>'
    named = html.escape(said[-1] if said else "zonder adres")
    return f'<span style="border:1px dashed; padding:2px">[foto: {named}]</span>'


def _data(body: bytes) -> str:
    copied = copy_of(body)
    return f"data:{copied[0]};base64,{base64.b64encode(copied[1]).decode()}" if copied else ""


def _sheet(css: str) -> str:
    return "" if _OUTSIDE.search(css) else f"<style>{css}</style>"


def _plain(page: Page) -> str:
    return f'<pre style="white-space:pre-wrap">{html.escape(page.text)}</pre>'
