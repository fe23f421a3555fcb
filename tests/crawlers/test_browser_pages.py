"""Pages that mean well, drawn by a real browser: what their scripts fetch, keep, share and move to is all there."""

import gzip
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from crawlers.chromium import find_chromium

pytestmark = pytest.mark.service

DELAY_S = 0.1
STEPS = 'wait_for = ".text", click = ".show", then_wait_for = ".city"'
SCRIPTS = {
    "reveal": (
        "fill('text', 'Stad op verzoek.'); fill('show', 'Toon'); document.querySelector('.show').onclick = () =>"
        " fetch('/place/1').then((answer) => answer.json()).then((said) => fill('city', said.text))"
    ),
    "late": "setTimeout(() => fill('text', 'Pas later.'), 300)",
    "session": "fetch('/cookies-sent/1').then((answer) => answer.text()).then((said) => fill('text', said))",
    "no-session": "fetch('/cookies-sent/2').then((answer) => answer.text()).then((said) => fill('text', said))",
    "stored": "fill('text', String(localStorage.seen)); localStorage.seen = 'eerder'",
    "stored-again": "fill('text', String(localStorage.seen)); localStorage.seen = 'eerder'",
    "moved": "location.replace('/ad/' + location.pathname.split('/').pop())",
    "pushed-back": "fetch('/busy/1').then((answer) => answer.text()).then((said) => fill('text', said))",
    "packed": "fetch('/wrapped/1').then((answer) => answer.text()).then((said) => fill('text', said))",
    "led-on": "fetch('/to-place/1').then((answer) => answer.json()).then((said) => fill('text', said.text))",
    "parts": (
        "Promise.all([...Array(10).keys()].map((one) => fetch('/place/' + one)))"
        ".then((all) => fill('text', all.length + ' delen.'))"
    ),
    "many-images": "for (let i = 0; i < 300; i++) new Image().src = '/photo/' + i; fill('text', 'Veel fotos.')",
    "asks-first": "if (confirm('Bent u 18 of ouder?')) fill('text', 'Ja.'); else fill('text', 'Niet bevestigd.')",
}
_FILL = (
    "const fill = (name, words) => { const made = document.createElement('p');"
    " made.className = name; made.textContent = words; document.body.append(made) };"
)
SHARED = '<script src="/shared/1"></script>'
EXPECTED = {
    "late": "Pas later.",
    "session": "session=1",
    "no-session": "geen",
    "stored": "undefined",
    "stored-again": "undefined",
    "pushed-back": "Nu wel.",
    "packed": "Ingepakt.",
    "led-on": "Zwolle",
    "parts": "10 delen.",
    "many-images": "Veel fotos.",
    "asks-first": "Niet bevestigd.",
    "shares": "Gedeeld.",
    "shares-too": "Gedeeld.",
    "strict": "Streng.",
}


def _behaviours() -> dict[str, Callable[[Any, str], None]]:
    def page(script: str = "", head: str = "", **headers: str) -> Callable[[Any, str], None]:
        return lambda handler, number: handler.answer(
            f"<!DOCTYPE html><html><head>{head}</head><body><h1>Advertentie {number}</h1>"
            f"<script>{_FILL}{script}</script></body></html>",
            **headers,
        )

    def busy(handler: Any, _number: str) -> None:
        if handler.site.times[handler.path] == 1:
            handler.answer("", 429, Retry_After="1")
        else:
            handler.answer("Nu wel.")

    return {
        **{name: page(script) for name, script in SCRIPTS.items()},
        "session": page(SCRIPTS["session"], Set_Cookie="session=1; Path=/"),
        "shares": page("shared()", SHARED),
        "shares-too": page("shared()", SHARED),
        "strict": page(
            "fill('text', 'Streng.')",
            Content_Security_Policy="default-src 'self' 'unsafe-inline'; sandbox allow-scripts",
        ),
        "shared": lambda handler, _: handler.answer(
            "const shared = () => fill('text', 'Gedeeld.')", kind="text/javascript", Cache_Control="max-age=600"
        ),
        "place": lambda handler, _: handler.answer('{"text": "Zwolle"}', kind="application/json"),
        "to-place": lambda handler, number: handler.answer("", 302, Location=f"/place/{number}"),
        "cookies-sent": lambda handler, _: handler.answer(handler.headers.get("Cookie") or "geen"),
        "wrapped": lambda handler, _: handler.answer(gzip.compress(b"Ingepakt."), Content_Encoding="gzip"),
        "busy": busy,
    }


@pytest.fixture(scope="module")
def drawn(make_proof: Callable[[], Any]) -> Any:
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    proof = make_proof()
    sys.modules["misbehaviours"].BEHAVIOURS.update(_behaviours())
    names = [*EXPECTED, "moved"]
    paths = [f"/{name}/{number}" for number, name in enumerate(names, start=101)]
    return proof, proof.crawl(*paths, render="browser", delay=DELAY_S, plan={"timeout_s": 5.0}), names


def _ad(drawn: Any, name: str) -> Any:
    number = str(101 + drawn[2].index(name))
    ads = drawn[1].by_ref()
    assert number in ads, drawn[1].errors()
    return ads[number]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_says_all_that_its_scripts_bring(drawn: Any, name: str) -> None:
    assert _ad(drawn, name).text == EXPECTED[name]


def test_a_click_brings_what_a_get_gives(proof: Any) -> None:
    sys.modules["misbehaviours"].BEHAVIOURS.update(_behaviours())
    crawled = proof.crawl("/reveal/1", render="browser", steps=STEPS)
    assert crawled.by_ref()["1"].city == "Zwolle", crawled.errors()


def test_a_page_that_moves_within_the_site_is_followed(drawn: Any) -> None:
    ad = _ad(drawn, "moved")
    assert ad.text.startswith("Rustige massage")


def test_charter_04_a_part_that_asks_for_room_gets_it_and_the_page_is_asked_for_again(drawn: Any) -> None:
    site = drawn[0].site
    first, second = [seen for seen in site.seen if seen.path == "/busy/1"]
    assert second.at - first.until >= 1.0


def test_charter_04_after_many_parts_the_host_is_left_alone_for_longer(drawn: Any) -> None:
    ordered = sorted(drawn[0].site.seen, key=lambda seen: seen.at)
    number = 101 + drawn[2].index("parts")
    pauses = {before.path: after.at - before.until for before, after in pairwise(ordered)}
    assert max(pauses[f"/place/{one}"] for one in range(2, 10)) >= 2 * DELAY_S, number


def test_charter_02_no_part_is_asked_for_in_another_browsers_name(drawn: Any) -> None:
    assert {seen.headers["user-agent"] for seen in drawn[0].site.seen} == {"Peil/0.1.0"}
    assert not [name for seen in drawn[0].site.seen for name in seen.headers if name.startswith("sec-ch-ua")]


def test_what_pages_share_is_asked_for_once(drawn: Any) -> None:
    assert drawn[0].site.paths().count("/shared/1") == 1


def test_charter_04_pages_and_their_parts_come_one_at_a_time(drawn: Any) -> None:
    assert drawn[0].site.most_at_once() == 1
