"""The second site: an empty shell that only a browser fills. Its script fetches the list and the ads as JSON.

In: the site's ads and a week. Out: path -> answer. The list grows as one scrolls down.
"""

from collections.abc import Iterable

from crawlers.market.ads import Ad
from crawlers.market.answers import Answer, data, moved, page, plain
from crawlers.market.listing import listed, paged

START, PHOTOS, PAGE_SIZE = "/aanbod", "/media/", 8
ROBOTS = "User-agent: *\nDisallow: /account/\n"
SHELL = """<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><title>Vitrine</title><link rel="icon" href="data:,">
<style>a.ad { display: block; height: 260px }</style></head>
<body><div id="app"></div><script src="/app.js"></script></body>
</html>
"""
SCRIPT = """"use strict";
const app = document.getElementById("app");
const make = (parent, tag, name, text) => {
  const made = parent.appendChild(document.createElement(tag));
  made.className = name;
  made.textContent = text;
  return made;
};
const get = async (path) => (await fetch(path)).json();
let next = "/api/aanbod?blad=1";
let busy = false;
async function more() {
  if (busy || !next) return;
  busy = true;
  const sheet = await get(next);
  for (const ad of sheet.ads) make(app, "a", "ad", ad.title).href = "/ad/" + ad.ref;
  next = sheet.next;
  busy = false;
  if (document.body.scrollHeight <= window.innerHeight) more();
}
async function show(ref) {
  const ad = await get("/api/ad/" + ref);
  const box = make(app, "article", "", "");
  box.id = "ad";
  make(box, "h1", "title", ad.title);
  for (const name of ["city", "category", "phone", "age", "address"]) if (ad[name]) make(box, "p", name, ad[name]);
  for (const price of ad.prices) make(box, "p", "price", price.minutes + " min: € " + price.euros);
  for (const photo of ad.photos) make(box, "img", "photo", "").src = photo;
  if (ad.website) make(box, "a", "website", ad.website).href = ad.website;
  make(box, "span", "seller", "Geplaatst door " + ad.account).dataset.account = ad.account;
  make(box, "time", "posted", ad.posted).dateTime = ad.posted;
  make(box, "p", "views", ad.views + " keer bekeken");
  const text = make(box, "div", "text", "");
  for (const line of ad.lines) make(text, "p", "", line);
}
if (location.pathname.startsWith("/ad/")) {
  show(location.pathname.split("/")[2]);
} else {
  addEventListener("scroll", () => {
    if (window.innerHeight + window.scrollY > document.body.scrollHeight - 300) more();
  });
  more();
}
"""


def pages(ads: Iterable[Ad], week: int) -> dict[str, Answer]:
    """Every page and every JSON answer of the week."""
    shown = listed(ads, week)
    shell, script = page(SHELL), Answer(SCRIPT.encode(), "text/javascript; charset=utf-8")
    answers = {"/": moved(START), START: shell, "/app.js": script, "/robots.txt": plain(ROBOTS)}
    sheets = paged(shown, PAGE_SIZE)
    for number, sheet in enumerate(sheets, 1):
        onward = f"/api/aanbod?blad={number + 1}" if number < len(sheets) else None
        rows = [{"ref": ad.ref, "title": ad.shown_title} for ad in sheet]
        answers[f"/api/aanbod?blad={number}"] = data({"ads": rows, "next": onward})
    for ad in shown:
        if ad.is_live(week):
            answers |= {f"/ad/{ad.ref}": shell, f"/api/ad/{ad.ref}": data(_ad(ad, week))}
    return answers


def _ad(ad: Ad, week: int) -> dict[str, object]:
    return {
        "ref": ad.ref,
        "title": ad.shown_title,
        "lines": list(ad.shown_lines),
        "city": ad.place.name,
        "category": ad.category,
        "phone": ad.shown_number,
        "age": f"{ad.age} jaar" if ad.age else "",
        "address": ad.address,
        "prices": [{"minutes": minutes, "euros": euros} for minutes, euros in ad.prices_in(week)],
        "photos": [PHOTOS + photo.name for photo in ad.photos],
        "website": ad.website,
        "account": ad.account,
        "posted": ad.posted(week).isoformat(),
        "views": ad.views(week),
    }
