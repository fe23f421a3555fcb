"""The console over a copy of the invented market, with an invented cast of one user a role."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from town import Town

from console.web.models import User
from console.web.roles import Role
from console.web.site import Address, open_site
from ledger.database import close_ledger
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
def site(town: Town, tmp_path: Path) -> Iterator[Settings]:
    """The deployment of a console on plain HTTP over the invented market, its cast signed up."""
    ledger = shutil.copy(town.ledger, tmp_path / "ledger.sqlite3")
    deployment = Settings(data=town.data, database=f"sqlite:///{ledger}")
    with override_settings(**FAST):
        open_site(deployment, Address(("testserver", "127.0.0.1"), tls=False))
        for role in Role.values:
            name, full_name, gm = CAST[role]
            user = User(name=name, full_name=full_name, role=role, municipality=gm)
            user.set_password(PASSWORD)
            user.save()
        yield deployment
    close_ledger()


@pytest.fixture
def sign_in(site: Settings) -> Callable[[str], Client]:
    """A browser of somebody with this role (`nobody`: of a stranger)."""

    def as_role(role: str) -> Client:
        client = Client()
        if role != "nobody":
            client.force_login(User.objects.get(name=CAST[role][0]))
        return client

    return as_role
