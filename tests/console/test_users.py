"""`peil users`: who may sign in, as the operator keeps them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.web.accounts import Post, add_user, change_password, change_post, disable_user
from console.web.models import User
from ledger.models import AuditEntry
from peil.errors import SourceError

GOOD = "negen-blauwe-fietsen"


def test_the_command_lists_nobody_in_a_new_ledger_and_opens_the_consoles_tables(tmp_path: Path) -> None:
    environment = {**os.environ, "PEIL_DATA": str(tmp_path), "PEIL_DATABASE": ""}
    done = subprocess.run(
        [sys.executable, "-m", "console.cli", "users", "list", "--json"],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_each_change_of_a_user_is_in_the_audit_chain_and_no_password_is(sqlite_ledger: str) -> None:
    add_user("tineke", "Tineke Toezicht", Post("supervisor", "GM0344"), GOOD, "beheer")
    change_post("tineke", Post("manager"), "beheer")
    change_password("tineke", "zeven-groene-ganzen", "beheer")
    disable_user("tineke", "beheer")
    rows = list(AuditEntry.objects.order_by("seq").values("who", "what", "facts"))
    assert [row["what"] for row in rows] == ["user added", "role changed", "password reset", "user disabled"]
    assert {row["who"] for row in rows} == {"beheer"}
    assert GOOD not in json.dumps(rows)
    assert (User.objects.get().role, User.objects.get().is_active) == ("manager", False)


@pytest.mark.parametrize(
    ("post", "password", "sentence"),
    [
        (Post("baas"), GOOD, "is no role"),
        (Post("supervisor"), GOOD, "has a municipality"),
        (Post("supervisor", "GM9999"), GOOD, "no municipality of today"),
        (Post("liaison", "GM0344"), GOOD, "has no municipality"),
        (Post("manager"), "kort", "at least 12"),
        (Post("manager"), "123456789012345", "numeric"),
        (Post("manager"), "tineke-toezicht", "similar"),
    ],
)
def test_a_user_that_cannot_be_is_refused(post: Post, password: str, sentence: str, sqlite_ledger: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        add_user("tineke", "Tineke Toezicht", post, password, "beheer")
    assert not User.objects.exists()


def test_a_name_is_given_once(sqlite_ledger: str) -> None:
    add_user("tineke", "Tineke Toezicht", Post("manager"), GOOD, "beheer")
    with pytest.raises(SourceError, match="already"):
        add_user("tineke", "Tineke Tweede", Post("manager"), GOOD, "beheer")
