"""The market's three sites as site files, with the ports they really have.

In: base addresses and floors. Out: `<site>/site.toml` in a folder, in the form that every site file has.
"""

from collections.abc import Mapping
from pathlib import Path

from crawlers.market.sites import SITES

_HEAD = """# One of the fictional market's sites, on loopback; written by the market, which knows its port.
[site]
name = "{name}"
start = ["{base}{start}"]
hosts = ["127.0.0.1"]
country = "NL"
language = "nl"
schedule = "15 4 * * 1"
render = "{render}"

[politeness]
delay_s = 0.0
concurrency = 1
max_pages = 2000
max_minutes = 10
"""
_ETALAGE = """
[listing]
ad = "a.advertentie"
next = "a.volgende"

[ad]
ref = { url = '/advertentie/(\\d+)' }
title = "h1"
text = "div.tekst"
phone = "dd.telefoon"
city = "span.plaats"
address = "dd.adres"
age = "dd.leeftijd"
price = "li.prijs"
posted = "time.geplaatst::attr(datetime)"
account = "a.adverteerder::attr(data-account)"
website = "a.website::attr(href)"
category = "span.rubriek"
images = "img.foto::attr(src)"
"""
_VITRINE = """
[browser]
list = { wait_for = "a.ad", scroll = "end" }
ad = { wait_for = "#ad .text p" }

[listing]
ad = "a.ad"

[ad]
ref = { url = '/ad/(\\d+)' }
title = "#ad .title"
text = "#ad .text"
phone = "#ad .phone"
city = "#ad .city"
address = "#ad .address"
age = "#ad .age"
price = "#ad .price"
posted = "#ad time.posted::attr(datetime)"
account = "#ad .seller::attr(data-account)"
website = "#ad a.website::attr(href)"
category = "#ad .category"
images = "#ad img.photo::attr(src)"
"""
_PRIKBORD = """
[listing]
ad = "a.adv"
next = "a.verder"

[ad]
ref = { url = 'nr=(\\d+)' }
title = "span.kop"
text = "div.tekst"
phone = "td.tel"
city = "td.plaats"
address = "td.adres"
age = "td.leeftijd"
price = "td.prijs"
posted = "td.datum"
account = "td.van"
website = "td.web"
category = "td.rubriek"
images = "img.plaatje::attr(src)"
"""
_SELECTORS = {"etalage": _ETALAGE, "vitrine": _VITRINE, "prikbord": _PRIKBORD}


def write(folder: Path, bases: Mapping[str, str], floors: Mapping[str, int]) -> dict[str, Path]:
    """Writes a site file for each base address; returns where they stand by the site's name."""
    return {name: _write(folder / name / "site.toml", _text(name, base, floors[name])) for name, base in bases.items()}


def _text(name: str, base: str, floor: int) -> str:
    selectors = _SELECTORS[name]
    render = "browser" if "[browser]" in selectors else "html"
    head = _HEAD.format(name=name, base=base, start=SITES[name].start, render=render)
    return f"{head}{selectors}\n[floor]\nads = {floor}\n"


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
