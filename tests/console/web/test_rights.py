"""Every role against every address, from the URL configuration itself: a new page cannot be forgotten."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from console.web.roles import RIGHTS, Right, Role
from ledger import models

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases/console_pages.jsonl").read_text().splitlines()
]
WHO = ["nobody", *Role.values]


def test_every_address_stands_in_the_table_and_every_line_of_it_is_an_address() -> None:
    assert {pattern.name for pattern in get_resolver().url_patterns} == {case["page"] for case in CASES}


def test_every_view_names_its_right() -> None:
    rights = {pattern.name: getattr(pattern.callback, "right", None) for pattern in get_resolver().url_patterns}
    assert [name for name, right in rights.items() if not isinstance(right, Right)] == []


def test_every_role_has_rights_and_none_has_all() -> None:
    assert set(RIGHTS) == set(Role.values)
    assert all(rights < set(Right) for rights in RIGHTS.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['page']}: {case['why']}")
def test_charter_13_each_role_gets_what_the_table_says(case: dict[str, Any], sign_in: Callable[[str], Client]) -> None:
    found = {who: _status(case, sign_in(who)) for who in WHO}
    assert found == {"nobody": 302, **dict.fromkeys(Role.values, 403), **case["expect"]}


def test_a_stranger_is_sent_to_the_sign_in_page_and_back_afterwards(sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("nobody").get("/wachtwoord/")
    assert answer["Location"] == "/aanmelden/?next=/wachtwoord/"


def _status(case: dict[str, Any], client: Client) -> int:
    named = {name: _meant(value) for name, value in case.get("args", {}).items()}
    address = reverse(case["page"], kwargs=named)
    if case.get("method") == "POST":
        return client.post(address, case.get("data", {})).status_code
    return client.get(address).status_code


def _meant(words: str) -> str:
    """`cluster of kade:1` and its like: what the table means in the invented market."""
    what, _, ad = words.partition(" of ")
    if not ad:
        return words
    if what == "photo":
        return str(models.Photo.objects.filter(version__ad=ad).values_list("image_id", flat=True)[0])
    cluster = models.Ad.objects.get(id=ad).cluster_id or ""
    return cluster if what == "cluster" else models.Flag.objects.filter(cluster_id=cluster)[0].id
