"""A kept page can be looked at and nothing else: no script, no request, no form, whatever the page tries."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image, PngImagePlugin

from crawlers.chromium import find_chromium
from crawlers.inert_page import inert_page
from crawlers.page import Page
from crawlers.photo_copies import copy_of

_AD = "https://a.example/ad/1"
_HOSTILE = """<html><head><base href="http://out.example/">
<meta http-equiv="refresh" content="0;url=http://out.example/">
<link rel="stylesheet" href="http://out.example/x.css"><link rel="prefetch" href="http://out.example/p">
<style>@import "http://out.example/i.css"; body{background:url(http://out.example/b.png)}</style>
<style>.kop{color:green}</style></head>
<body onload="fetch('http://out.example/o')" background="http://out.example/g" style="color:url('http://out.example/s')">
<h1 class="kop" onclick="x()">Massage &lt;b&gt;</h1><script>fetch("http://out.example/f")</script>
<img src="http://out.example/i.png" srcset="http://out.example/j.png 2x" onerror="x()">
<a href="javascript:x()" ping="http://out.example/k">klik</a>
<iframe src="http://out.example/l"></iframe><object data="http://out.example/m"></object>
<svg><image href="http://out.example/n"/></svg>
<form action="http://out.example/q" method="post"><input type="image" src="http://out.example/r" name="a">
<button formaction="http://out.example/t">stuur</button></form>
<video poster="http://out.example/u"><source src="http://out.example/v"></video><p style="position:fixed">tekst</p>
<table background="http://out.example/w"><tr><td>cel</table><x-y style="color:red">vreemd</x-y></body></html>"""
_ASKING = ("src", "srcset", "href", "action", "formaction", "background", "poster", "data", "ping", "cite", "longdesc")
_ACTIVE = frozenset({"script", "iframe", "form", "object", "embed", "link", "base", "svg", "video", "math"})
_NASTY = """<script>|</script>|<img src=x onerror=y>|<style>|</style>|<!--|-->|<svg onload=x>|<a href='x'>
<![CDATA[|]]>|<p |title="|">|'|<math><mi xlink:href=x>|<template>|&lt;|<textarea>|<noscript>|<plaintext>|<xmp>|<title>
<base href=//x>|<iframe src=x>|<meta http-equiv=refresh content=0>|<div style="background:url(x)">"""
_PIECES = st.sampled_from(_NASTY.replace("\n", "|").split("|"))


def _page(body: str | bytes, kind: str = "text/html; charset=utf-8") -> Page:
    return Page(_AD, 200, {"content-type": kind}, body.encode() if isinstance(body, str) else body)


def _is_inert(text: str) -> bool:
    """Whether what a parser makes of the text has nothing active in it, and asks for nothing but its own data."""
    tree = html.document_fromstring(text)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    asked = [(name, value) for element in elements for name, value in element.attrib.items() if name in _ASKING]
    return (
        not _ACTIVE & {element.tag for element in elements}
        and not [name for element in elements for name in element.attrib if name.startswith("on")]
        and all(name == "src" and value.startswith("data:") for name, value in asked)
        and len(tree.findall(".//meta")) == 3
    )


def test_a_hostile_page_is_made_inert_and_its_words_stay() -> None:
    text = inert_page(_page(_HOSTILE), "Bewijs <van> a:1", {})
    assert _is_inert(text)
    assert "fetch(" not in text
    for word in ("Massage &lt;b&gt;", "klik", "stuur", "cel", "vreemd", ".kop{color:green}", "Bewijs &lt;van&gt; a:1"):
        assert word in text


@given(st.lists(_PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_no_page_gets_out(body: str) -> None:
    assert _is_inert(inert_page(_page(body), "x", {}))


def test_json_and_plain_text_are_shown_as_they_are() -> None:
    assert "{&quot;title&quot;: &quot;&lt;b&gt;&quot;}" in inert_page(
        _page('{"title": "<b>"}', "application/json"), "", {}
    )


def test_photos_are_named_or_inlined() -> None:
    body = '<img class="foto" src="/f/1.png"><img src="/f/2.png">'
    made = BytesIO()
    Image.new("RGB", (4, 4), "grey").save(made, "PNG")
    text = inert_page(_page(body), "", {"https://a.example/f/1.png": made.getvalue()})
    assert text.count('<img src="data:image/png;base64,') == 1
    assert "[foto: https://a.example/f/2.png]" in text


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_charter_07_a_copy_shows_the_same_picture_without_where_it_was_taken(kind: str) -> None:
    picture = Image.effect_noise((40, 30), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "GEHEIM"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    made, more = BytesIO(), {}
    if kind == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Comment", "GEHEIM")
    if kind == "JPEG":
        more["comment"] = "GEHEIM"
    picture.save(made, kind, exif=exif, **more)
    told = copy_of(made.getvalue())
    assert told is not None
    copied = Image.open(BytesIO(told[1]))
    assert told[0] == f"image/{kind.lower()}"
    assert b"GEHEIM" in made.getvalue()
    assert b"GEHEIM" not in told[1]
    assert (dict(copied.getexif()), copied.info.get("exif"), copied.info.get("comment")) == ({}, None, None)
    assert copied.convert("RGB").tobytes() == Image.open(made).convert("RGB").tobytes()


def test_charter_07_a_copy_of_a_gif_moves_as_it_did_without_what_was_written_beside_it() -> None:
    frames = [Image.effect_noise((20, 10), 60).convert("P") for _ in range(3)]
    made = BytesIO()
    frames[0].save(
        made, "GIF", save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=4, comment="GEHEIM"
    )
    xmp = b"!\xff\x0bXMP DataXMP" + b"\x08<GEHEIM>" + b"\0"
    whole = made.getvalue()[:-1] + xmp + b";GEHEIM"
    told = copy_of(whole)
    assert told is not None
    copied, before = Image.open(BytesIO(told[1])), Image.open(made)
    assert (told[0], b"GEHEIM" in whole, b"GEHEIM" in told[1]) == ("image/gif", True, False)
    assert (copied.n_frames, copied.info["loop"], copied.info.get("comment")) == (3, 4, None)
    for number in range(3):
        copied.seek(number)
        before.seek(number)
        assert copied.convert("RGB").tobytes() == before.convert("RGB").tobytes()
        assert copied.info["duration"] == before.info["duration"]


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"GIF89a"]), st.binary(max_size=60))
def test_a_broken_photo_never_breaks_the_page(head: bytes, rest: bytes) -> None:
    copy_of(head + rest)


@pytest.mark.service
def test_a_browser_that_opens_it_asks_for_nothing(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    file = tmp_path / "ad.html"
    file.write_text(inert_page(_page(_HOSTILE), "Bewijs", {}), encoding="utf-8")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_timeout(500)
        shown = page.inner_text("h1")
        browser.close()
    assert (shown, asked) == ("Massage <b>", [file.as_uri()])
