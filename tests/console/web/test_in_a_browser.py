"""The console in a real Chromium: by keyboard alone, in both languages, readable for all, nothing from outside."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from crawlers.chromium import find_chromium
from ledger import models
from ledger.database import close_ledger
from peil.settings import Settings

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.service,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (`apt-get install chromium` brings one)"),
]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
# WCAG 2.2 AA, and what axe takes for good practice.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
LANGUAGES = pytest.mark.parametrize("language", ["nl", "en"])


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_said: Any) -> None:
        pass


@pytest.fixture(scope="module", autouse=True)
def _beside_a_loop() -> Iterator[None]:
    """Playwright has a loop of its own in this thread; Django would take the test for one of its coroutines."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # The pages are our own, so the sandbox that some machines do not allow is not missed.
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])


@pytest.fixture
def base(site: Settings) -> Iterator[str]:
    """The address of the console, served in this process."""
    application = get_wsgi_application()

    def answer(environ: Any, start: Any) -> Any:
        try:
            return application(environ, start)
        finally:
            close_ledger()

    server = make_server("127.0.0.1", 0, answer, _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class Desk:
    """A browser window of somebody with a role, and what went wrong in it."""

    page: Page
    base: str
    wrong: list[str]

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


@pytest.fixture
def desk(base: str, browser: Browser, sign_in: Callable[[str], Client]) -> Iterator[Callable[..., Desk]]:
    """A window for a role (`nobody`: of a stranger); nothing may go wrong in it nor leave this machine."""
    open_desks = []

    def as_role(role: str, language: str = "nl", viewport: dict[str, int] = DESK) -> Desk:
        context = browser.new_context(viewport=viewport)  # type: ignore[arg-type]  # a width and a height
        cookies = [("peil-language", language)]
        cookies += [("peil", sign_in(role).cookies["peil"].value)] if role != "nobody" else []
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies])
        desk = Desk(context.new_page(), base, [])
        desk.page.on("console", lambda said: desk.wrong.append(said.text) if said.type == "error" else None)
        desk.page.on("pageerror", lambda error: desk.wrong.append(str(error)))
        desk.page.on("request", lambda asked: desk.wrong.append(asked.url) if not _is_ours(asked.url, base) else None)
        open_desks.append(desk)
        return desk

    yield as_role
    wrong = [each for one in open_desks for each in one.wrong]
    for one in open_desks:
        one.page.context.close()
    assert wrong == []


def _is_ours(url: str, base: str) -> bool:
    return url.startswith((base, "data:", "about:"))


def cluster_of(ad: str) -> str:
    return models.Ad.objects.get(id=ad).cluster_id or ""


WORDS = {"nl": ("Werklijst", "bewaard", "afgewezen"), "en": ("Work list", "is kept", "dismissed")}


@LANGUAGES
def test_the_main_path_goes_by_keyboard_alone(language: str, desk: Callable[..., Desk]) -> None:
    here, keys = desk("nobody", language), WORDS[language]
    page = here.open("/")
    press = page.keyboard.press
    page.locator("#id_username").focus()
    page.keyboard.type("tineke")
    press("Tab")
    page.keyboard.type("negen-blauwe-fietsen")
    press("Enter")
    page.wait_for_url(here.base + "/")
    _tab_to(page, keys[0])
    press("Enter")
    page.wait_for_url("**/werklijst/")
    press("j")
    press("Enter")
    page.wait_for_url("**/clusters/**")
    press("a")
    press("3")
    page.wait_for_url("**/werklijst/")
    assert keys[1] in page.inner_text("[role=status]")
    page.goto(page.url.replace("werklijst", f"clusters/{cluster_of('kade:1')}"))
    assert keys[2] in page.inner_text(".history").lower()
    assert models.Decision.objects.get().kind == "dismiss"


def test_a_confirmation_takes_two_keys(desk: Callable[..., Desk]) -> None:
    page = desk("supervisor").open(f"/clusters/{cluster_of('kade:1')}/")
    page.keyboard.press("b")
    page.keyboard.press("2")
    page.wait_for_url("**/werklijst/")
    assert models.Decision.objects.get().reason == "vastgesteld bij een controle ter plaatse"


def test_shortcuts_can_be_switched_off(desk: Callable[..., Desk]) -> None:
    here = desk("supervisor")
    here.open("/").get_by_role("button", name="Sneltoetsen uitzetten").press("Enter")
    page = here.open(f"/clusters/{cluster_of('kade:1')}/")
    page.keyboard.press("a")
    assert page.locator("details.decide[open]").count() == 0
    assert page.locator("kbd").count() == 0


def test_the_first_tab_leads_past_the_menu_to_the_content(desk: Callable[..., Desk]) -> None:
    page = desk("supervisor").open("/werklijst/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_charter_14_the_kept_page_stands_in_its_frame_and_nothing_of_it_runs(desk: Callable[..., Desk]) -> None:
    page = desk("supervisor").open(f"/clusters/{cluster_of('kade:1')}/")
    page.get_by_role("button", name="Toon bewaarde bladzijde kade:1").click()
    frame = page.frame_locator("iframe[name=bewijs]")
    frame.get_by_text("Welkom 1").first.wait_for()
    assert frame.locator("script").count() == 0
    assert models.AuditEntry.objects.order_by("-seq")[0].what == "evidence shown"


def test_charter_14_a_whole_photo_is_one_click_that_is_on_record(desk: Callable[..., Desk]) -> None:
    page = desk("supervisor").open(f"/clusters/{cluster_of('kade:1')}/")
    with page.expect_popup() as opened:
        page.locator(".photos button").first.click()
    assert opened.value.evaluate("document.images[0].naturalWidth") == 320
    assert models.AuditEntry.objects.order_by("-seq")[0].what == "photo shown"


PAGES = [
    ("nobody", "/aanmelden/"),
    ("supervisor", "/"),
    ("supervisor", "/wachtwoord/"),
    ("supervisor", "/werklijst/"),
    ("supervisor", "/clusters/kade:1/"),
    ("supervisor", "/clusters/kade:3/"),
    ("supervisor", "/clusters/plein:8/"),
    ("supervisor", "/gemeente/"),
    ("supervisor", "/zoeken/"),
    ("manager", "/regels/"),
    ("liaison", "/spoed/"),
    ("liaison", "/spoed/plein:9/"),
    ("auditor", "/logboek/"),
    ("researcher", "/werklijst/"),
]


@pytest.mark.parametrize(("language", "pages"), [("nl", PAGES), ("en", PAGES[3:5])], ids=["nl", "en"])
def test_every_page_can_be_read_by_everybody(
    language: str, pages: list[tuple[str, str]], desk: Callable[..., Desk]
) -> None:
    desks = {role: desk(role, language) for role in {role for role, _ in pages}}
    found = {}
    for role, path in pages:
        page = desks[role].open(_address(path))
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found[role, path] = [
            f"{one['id']}: {one['nodes'][0]['html']}"
            for one in Axe().run(page, options=AXE).response["violations"]
            if one["impact"] in ("serious", "critical")
        ]
    for one in desks.values():
        one.wrong[:] = [said for said in one.wrong if "404" not in said and "403" not in said]  # asked for above
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_is_wider_than_its_window(viewport: dict[str, int], desk: Callable[..., Desk]) -> None:
    here = desk("supervisor", "nl", viewport)
    for path in ("/", "/werklijst/", "/gemeente/", "/zoeken/", f"/clusters/{cluster_of('kade:1')}/"):
        page = here.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path


def test_paper_has_the_facts_and_not_the_forms(desk: Callable[..., Desk]) -> None:
    page = desk("supervisor").open(f"/clusters/{cluster_of('kade:1')}/")
    page.emulate_media(media="print")
    assert page.locator("header").is_hidden()
    assert page.locator("form:visible").count() == 0
    assert page.locator("#meldingen").is_visible()


def _address(path: str) -> str:
    ad = path.strip("/").rpartition("/")[2]
    return path.replace(ad, cluster_of(ad)) if ":" in ad else path


def _tab_to(page: Page, words: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == words:
            return
    pytest.fail(f"no way to {words} by Tab")


def test_the_pictures_of_the_guide_can_be_taken(desk: Callable[..., Desk], tmp_path: Path) -> None:
    """PEIL_PICTURES=docs/pictures takes them anew for docs/gids-toezichthouder.md."""
    folder = Path(os.environ.get("PEIL_PICTURES", tmp_path))
    here = desk("supervisor")
    for name, path in (("werklijst", "/werklijst/"), ("cluster", f"/clusters/{cluster_of('kade:1')}/")):
        here.open(path).wait_for_load_state("networkidle")
        here.page.screenshot(path=folder / f"console-{name}.png")
        assert (folder / f"console-{name}.png").stat().st_size > 10_000
