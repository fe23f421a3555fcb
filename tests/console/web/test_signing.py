"""Signing in, staying in, getting out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from console.web import sessions
from console.web.models import User
from ledger.models import AuditEntry
from peil.settings import Settings

PASSWORD = "negen-blauwe-fietsen"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def try_password(client: Client, password: str) -> int:
    return client.post("/aanmelden/", {"username": "tineke", "password": password}).status_code


def test_the_right_password_lets_in_and_the_audit_chain_says_so(site: Settings) -> None:
    client = Client()
    assert try_password(client, PASSWORD) == 302
    assert client.get("/").status_code == 200
    last = AuditEntry.objects.order_by("-seq")[0]
    assert (last.who, last.what) == ("tineke", "sign in")


def test_five_wrong_passwords_close_the_name_even_for_the_right_one_and_another_browser(site: Settings) -> None:
    assert [try_password(Client(), "verkeerd") for _ in range(5)] == [200, 200, 200, 200, 429]
    assert try_password(Client(), PASSWORD) == 429
    assert AuditEntry.objects.filter(what="locked out", who="tineke").exists()


def test_a_disabled_user_is_out_at_the_next_click(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("supervisor")
    assert client.get("/").status_code == 200
    User.objects.filter(name="tineke").update(is_active=False)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("minutes", "status"), [([20, 20, 20], 200), ([31], 302), ([25] * 29, 302)],
    ids=["going on working keeps the session", "half an hour away ends it", "twelve hours end it in any case"],
)  # fmt: skip
def test_sessions_end(
    minutes: list[int], status: int, sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, at = sign_in("supervisor"), START
    monkeypatch.setattr(sessions, "now", lambda: at)
    answer = client.get("/")
    for pause in minutes:
        at += timedelta(minutes=pause)
        answer = client.get("/")
    assert answer.status_code == status


def test_a_weak_new_password_is_refused_in_dutch(sign_in: Callable[[str], Client]) -> None:
    form = {"old_password": PASSWORD, "new_password1": "welkom01", "new_password2": "welkom01"}
    answer = sign_in("supervisor").post("/wachtwoord/", form)
    assert "12 tekens" in answer.content.decode()


def test_a_new_password_ends_the_other_sessions_of_the_same_user(sign_in: Callable[[str], Client]) -> None:
    here, there = sign_in("supervisor"), sign_in("supervisor")
    fresh = "zeven-groene-ganzen"
    form = {"old_password": PASSWORD, "new_password1": fresh, "new_password2": fresh}
    assert here.post("/wachtwoord/", form).status_code == 302
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_pages_are_dutch_whatever_the_browser_asks_and_english_after_the_switch(site: Settings) -> None:
    client = Client(headers={"accept-language": "en"})
    assert 'lang="nl"' in client.get("/aanmelden/").content.decode()
    client.post("/taal/", {"language": "en", "next": "/aanmelden/"})
    assert '<html lang="en">' in client.get("/aanmelden/").content.decode()
