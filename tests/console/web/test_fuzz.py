"""Whatever a browser sends, a page answers; nothing that went wrong tells a number to the log."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.web.roles import Role
from ledger import models
from peil.settings import Settings

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases/console_pages.jsonl").read_text().splitlines()
]
NAMES = ["kind", "reason", "words", "seen", "flag", "licence_no", "a", "b", "identifier", "number", "purpose", "image"]
NAMES += ["ad", "to", "rule", "municipality", "username", "password", "next", "language", "new_password1"]
NAMES += ["regel", "dagen", "wie", "waar", "wat", "blad", "advertenties"]
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*"0123456789", "-1", "9" * 30, "\x00", "confirm", "dismiss", "same", "hub", "withdraw", "urgent"]),
    st.sampled_from(["licensed-as", "not the same", "kade:1", "plein:8", "UT-1", "toezicht", "//evil.example", "' --"]),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8))
def test_no_page_breaks_on_any_form(form: dict[str, str], sign_in: Callable[[str], Client]) -> None:
    clients = {role: sign_in(role) for role in Role.values}
    cluster = models.Ad.objects.get(id="kade:1").cluster_id
    for (page, role), parameters in ADDRESSES.items():
        address = reverse(page, kwargs={name: cluster if name == "cluster" else "x" for name in parameters})
        for ask in (clients[role].get, clients[role].post):
            answer = ask(address, form)
            assert answer.status_code < 500, f"{ask.__name__} {address}"
            assert not answer.headers.get("Location", "").startswith("//")


def _who(case: dict[str, Any]) -> str:
    """The first role that the page is for."""
    return next((role for role in case["expect"] if role != "nobody"), Role.SUPERVISOR)


ADDRESSES = {(case["page"], _who(case)): tuple(case.get("args", ())) for case in CASES if case["page"] != "sign-out"}


def test_what_nobody_foresaw_is_told_to_the_log_without_a_number(
    site: Settings, sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_told: object) -> None:
        raise ValueError("bel 06 12345678")

    monkeypatch.setattr("console.web.pages.work.work_lines", broken)
    client = sign_in("supervisor")
    client.raise_request_exception = False
    answer = client.get("/werklijst/")
    said = "".join(capfd.readouterr())
    assert (answer.status_code, "12345678" in answer.content.decode()) == (500, False)
    assert "page failed" in said
    assert "ValueError" in said
    assert "12345678" not in said
