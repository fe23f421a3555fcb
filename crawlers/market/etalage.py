"""The first site: clean HTML in UTF-8, lists in pages of twenty, each field of an ad in an element of its own.

In: the site's ads and a week. Out: path -> answer.
"""

from collections.abc import Iterable
from html import escape

from crawlers.market.ads import Ad
from crawlers.market.answers import Answer, moved, page, plain
from crawlers.market.listing import listed, paged
from crawlers.market.weeks import dutch

START, PHOTOS, PAGE_SIZE = "/advertenties", "/foto/", 20
ROBOTS = "User-agent: *\nDisallow: /inloggen\nAllow: /\n"
_SHELL = """<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><title>{title} | Etalage</title></head>
<body>
<header><a href="/">Etalage</a>
<nav><a href="/advertenties">Alle advertenties</a> <a href="/inloggen">Inloggen</a></nav></header>
<main>
{main}
</main>
<footer><p>Etalage is een verzonnen site.</p></footer>
</body>
</html>
"""
_AD = """<article id="advertentie">
<h1>{title}</h1>
<p class="kruimel"><span class="rubriek">{category}</span> in <span class="plaats">{place}</span></p>
<div class="fotos">{photos}</div>
<div class="tekst">
{text}
</div>
<dl class="kenmerken">
{facts}
</dl>
<ul class="prijzen">{prices}</ul>
<p class="voet"><time class="geplaatst" datetime="{posted}">{posted_dutch}</time>
<span class="teller">{views} keer bekeken</span>
<a class="adverteerder" href="/advertenties" data-account="{account}">Adverteerder {account}</a></p>
</article>"""


def pages(ads: Iterable[Ad], week: int) -> dict[str, Answer]:
    """Every page of the week, robots.txt included."""
    shown = listed(ads, week)
    answers = {
        "/": moved(START),
        "/robots.txt": plain(ROBOTS),
        "/inloggen": page(_shell("Inloggen", "<p>Inloggen</p>")),
    }
    sheets = paged(shown, PAGE_SIZE)
    for number, sheet in enumerate(sheets, 1):
        answers[_list_path(number)] = page(_list(sheet, number, len(sheets), week))
    answers |= {_path(ad): page(_ad(ad, week)) for ad in shown if ad.is_live(week)}
    return answers


def _path(ad: Ad) -> str:
    return f"/advertentie/{ad.ref}"


def _list_path(number: int) -> str:
    return START if number == 1 else f"{START}?pagina={number}"


def _shell(title: str, main: str) -> str:
    return _SHELL.format(title=escape(title), main=main)


def _list(ads: list[Ad], number: int, last: int, week: int) -> str:
    items = "\n".join(
        f'<li><h2><a class="advertentie" href="{_path(ad)}">{escape(ad.shown_title)}</a></h2>'
        f"<p>{escape(ad.place.name)}, {dutch(ad.posted(week))}</p></li>"
        for ad in ads
    )
    onward = (
        f'<p><a class="volgende" rel="next" href="{_list_path(number + 1)}">Volgende</a></p>' if number < last else ""
    )
    return _shell(f"Advertenties, pagina {number}", f'<ul class="lijst">\n{items}\n</ul>\n{onward}')


def _ad(ad: Ad, week: int) -> str:
    facts = (
        ("Leeftijd", "leeftijd", f"{ad.age} jaar" if ad.age else ""),
        ("Telefoon", "telefoon", ad.shown_number),
        ("Adres", "adres", ad.address),
    )
    rows = [f'<dt>{label}</dt><dd class="{name}">{escape(value)}</dd>' for label, name, value in facts if value]
    if ad.website:
        rows.append(f'<dt>Website</dt><dd><a class="website" href="{ad.website}">{ad.website}</a></dd>')
    main = _AD.format(
        title=escape(ad.shown_title),
        category=ad.category,
        place=escape(ad.place.name),
        photos="".join(f'<img class="foto" src="{PHOTOS}{photo.name}" alt="">' for photo in ad.photos),
        text="\n".join(f"<p>{escape(line)}</p>" for line in ad.shown_lines),
        facts="\n".join(rows),
        prices="".join(f'<li class="prijs">{minutes} minuten: € {euros}</li>' for minutes, euros in ad.prices_in(week)),
        posted=ad.posted(week),
        posted_dutch=dutch(ad.posted(week)),
        views=ad.views(week),
        account=ad.account,
    )
    return _shell(ad.shown_title, main)
