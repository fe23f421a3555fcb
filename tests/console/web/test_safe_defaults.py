"""Headers, cookies, secrets and where the console may listen."""

import stat
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings

from console.web import server
from console.web.site import Address, open_site, secret_of
from peil.errors import RefusedError, SettingsError
from peil.settings import Settings


def test_no_answer_allows_anything_inline_or_from_outside(site: Settings) -> None:
    for path in ("/aanmelden/", "/nergens/", "/static/web/peil.css"):
        policy = Client().get(path)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    for template in Path("console/web/templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert " style=" not in text, template
        assert "<style" not in text, template
        assert " on" + "click" not in text, template
        assert "<script>" not in text, template


def test_pages_are_kept_by_nobody(site: Settings) -> None:
    answer = Client().get("/aanmelden/")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_without_its_token_is_refused(site: Settings) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/aanmelden/", {"username": "tineke", "password": "x"}).status_code == 403


def test_djangos_own_checks_for_a_deployment_find_nothing(sqlite_ledger: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("q9" * 40 + "abcdefgh")
    secret.chmod(0o600)
    deployment = Settings(data=tmp_path, database=sqlite_ledger, secret_file=secret)
    with override_settings():
        server.check(server.Listening(public="https://peil.example"), deployment)
        assert django_settings.SESSION_COOKIE_SECURE
        assert django_settings.ALLOWED_HOSTS == ["peil.example"]


@pytest.mark.parametrize(
    "listening",
    [server.Listening(host="0.0.0.0"), server.Listening(public="https://peil.example")],
    ids=["beyond this machine without TLS", "for others without a secret of its own"],
)
def test_an_unsafe_console_is_refused(listening: server.Listening, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        server.address_of(listening, Settings(data=tmp_path))


def test_the_own_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    deployment = Settings(data=tmp_path / "new")
    first = secret_of(deployment)
    assert len(first) > 50
    assert secret_of(deployment) == first
    assert stat.S_IMODE((tmp_path / "new/console.secret").stat().st_mode) == 0o600


def test_a_secret_that_others_can_read_is_no_secret(sqlite_ledger: str, tmp_path: Path) -> None:
    open_to_all = tmp_path / "secret"
    open_to_all.write_text("x" * 60)
    open_to_all.chmod(0o644)
    deployment = Settings(data=tmp_path, database=sqlite_ledger, secret_file=open_to_all)
    with override_settings(), pytest.raises(SettingsError, match="others can read"):
        open_site(deployment, Address())
