"""The third site: markup as it grew, in windows-1252 with a wrong charset or none, links with `../`, and a closed part.

In: the site's ads and a week. Out: path -> answer. The closed part is linked like any ad, answers like any ad, and
robots.txt asks everyone to leave it alone.
"""

from collections.abc import Iterable
from html import escape

from crawlers.market.ads import Ad
from crawlers.market.answers import Answer, moved, plain
from crawlers.market.listing import listed, paged
from crawlers.market.weeks import dutch

START, PHOTOS, PAGE_SIZE = "/bord/lijst.php", "/plaatjes/", 25
CLOSED_PREFIX = "/besloten/"
CLOSED = tuple(f"{CLOSED_PREFIX}toon.php?nr={number}" for number in (700101, 700102, 700103))
ROBOTS = f"# Welkom\r\nUser-Agent: *\r\nDisallow: {CLOSED_PREFIX}\r\n"
ENCODING = "cp1252"
_METAS = (
    "",
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">',
    "",
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8">',
)
_SHELL = """<HTML><HEAD>{meta}<TITLE>{title}</TITLE>
<BODY BGCOLOR=#ffffee><CENTER><B>Het Prikbord</B> <FONT SIZE=2>gratis café-advertenties, € 0</FONT></CENTER><HR>
{body}
<HR><FONT SIZE=1>&copy Prikbord, een verzonnen site</HTML>
"""
_AD = """<TABLE BORDER=1 WIDTH="90%" id=adv>
<TR><TD COLSPAN=2><FONT SIZE=+2><SPAN CLASS=kop>{title}</SPAN></FONT>
<TR><TD VALIGN=top>{photos}<TD VALIGN=top><DIV CLASS=tekst>{text}</DIV>
<TR><TD>Plaats<TD CLASS=plaats>{place}
<TR><TD>Rubriek<TD CLASS=rubriek>{category}
{facts}
<TR><TD><I>Geplaatst<TD CLASS=datum>{posted}
<TR><TD COLSPAN=2 CLASS=teller>{views}x gelezen
</TABLE>
<A HREF=../bord/lijst.php>terug</a>"""


def pages(ads: Iterable[Ad], week: int) -> dict[str, Answer]:
    """Every page of the week, the closed ones included."""
    shown = listed(ads, week)
    answers = {"/": moved(START), "/robots.txt": plain(ROBOTS)}
    sheets = paged(shown, PAGE_SIZE)
    for number, sheet in enumerate(sheets, 1):
        answers[_list_path(number)] = _answer("Prikbord", _list(sheet, number, len(sheets)), "")
    answers |= {_path(ad): _answer(ad.shown_title, _ad(ad, week), _meta(ad)) for ad in shown if ad.is_live(week)}
    answers |= {path: _answer("Besloten", "<P CLASS=tekst>Alleen voor leden", "") for path in CLOSED}
    return answers


def _path(ad: Ad) -> str:
    return f"/adv/toon.php?nr={ad.ref}"


def _list_path(number: int) -> str:
    return START if number == 1 else f"{START}?blz={number}"


def _meta(ad: Ad) -> str:
    """No charset, a nearly right one, or (never in a planted case) a wrong one."""
    return _METAS[int(ad.ref) % (2 if ad.case else len(_METAS))]


def _answer(title: str, body: str, meta: str) -> Answer:
    html = _SHELL.format(meta=meta, title=escape(title), body=body)
    return Answer(html.encode(ENCODING, "xmlcharrefreplace"), "text/html")


def _list(ads: list[Ad], number: int, last: int) -> str:
    rows = [
        f'<TR><TD><A CLASS=adv HREF="..{_path(ad)}">{escape(ad.shown_title)}</A><TD>{escape(ad.place.name)}'
        for ad in ads
    ]
    if number == 1:
        rows[2:2] = [f'<TR><TD><A CLASS=adv HREF="..{path}">Besloten hoek</A><TD>leden' for path in CLOSED]
    onward = f'<A CLASS=verder HREF="../bord/lijst.php?blz={number + 1}">verder &gt;&gt;</A>' if number < last else ""
    return "<TABLE WIDTH=100%>\n" + "\n".join(rows) + f"\n</TABLE><P>{onward}"


def _ad(ad: Ad, week: int) -> str:
    facts = (
        ("Leeftijd", "leeftijd", str(ad.age or "")),
        ("Tel.", "tel", ad.shown_number),
        ("Adres", "adres", ad.address),
        ("Prijs", "prijs", " / ".join(f"€ {euros},- per {minutes} min" for minutes, euros in ad.prices_in(week))),
        ("Van", "van", ad.account),
        ("Web", "web", ad.website),
    )
    rows = [f"<TR><TD>{label}<TD CLASS={name}>{escape(value)}" for label, name, value in facts if value]
    return _AD.format(
        title=escape(ad.shown_title),
        photos="".join(f'<IMG SRC="..{PHOTOS}{photo.name}" CLASS=plaatje>' for photo in ad.photos),
        text="<BR>\n".join(escape(line) for line in ad.shown_lines),
        place=escape(ad.place.name),
        category=ad.category,
        facts="\n".join(rows),
        posted=dutch(ad.posted(week)),
        views=ad.views(week),
    )
