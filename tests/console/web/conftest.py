"""The console over a fresh ledger, with an invented cast of one user a role."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from console.web.models import User
from console.web.roles import Role
from console.web.site import Address, open_site
from peil.settings import Settings

PASSWORD = "negen-blauwe-fietsen"
FAST = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
CAST = {
    "supervisor": ("tineke", "Tineke Toezicht", "GM0344"),
    "liaison": ("piet", "Piet Politie", ""),
    "researcher": ("olga", "Olga Onderzoek", ""),
    "manager": ("bram", "Bram Beheer", ""),
    "auditor": ("anna", "Anna Audit", ""),
}


@pytest.fixture
def site(sqlite_ledger: str, tmp_path: Path) -> Iterator[Settings]:
    """The deployment of a console on plain HTTP, its ledger open, its cast signed up."""
    deployment = Settings(data=tmp_path, database=sqlite_ledger)
    with override_settings(**FAST):
        open_site(deployment, Address(("testserver", "127.0.0.1"), tls=False))
        for role in Role.values:
            name, full_name, gm = CAST[role]
            user = User(name=name, full_name=full_name, role=role, municipality=gm)
            user.set_password(PASSWORD)
            user.save()
        yield deployment


@pytest.fixture
def sign_in(site: Settings) -> Callable[[str], Client]:
    """A browser of somebody with this role (`nobody`: of a stranger)."""

    def as_role(role: str) -> Client:
        client = Client()
        if role != "nobody":
            client.force_login(User.objects.get(name=CAST[role][0]))
        return client

    return as_role
