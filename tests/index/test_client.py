from pathlib import Path

import pytest
from pydantic import SecretStr

from index.client import Access, connect, find_access
from peil.errors import RefusedError, SettingsError
from peil.settings import Settings


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9200", "http://[::1]:9200", "http://localhost", "https://es.example"]
)
def test_loopback_may_be_plain_and_others_encrypted(url: str) -> None:
    assert connect(Access(url, "peil", "invented"))


@pytest.mark.parametrize("url", ["http://es.example:9200", "http://10.0.0.8:9200", "http://127.0.0.1.example"])
def test_records_never_cross_a_network_in_the_open(url: str) -> None:
    with pytest.raises(RefusedError, match="use https://") as told:
        connect(Access(url, "peil", "invented"))
    assert told.value.exit_code == 4


@pytest.mark.parametrize("url", ["es.example:9200", "ftp://es.example", "https://", "https://peil:secret@es.example"])
def test_what_is_no_address_is_said_with_the_form_that_would_be_right(url: str) -> None:
    with pytest.raises(SettingsError, match=r"https://search\.example:9200") as told:
        connect(Access(url))
    assert "secret" not in told.value.sentence()


def test_the_elasticsearch_that_is_set_goes_before_the_private_one(tmp_path: Path) -> None:
    set_ = Settings(
        data=tmp_path,
        elasticsearch="https://es.example:9200",
        elasticsearch_user="peil",
        elasticsearch_password=SecretStr("invented"),
    )
    assert find_access(set_) == Access("https://es.example:9200", "peil", "invented")
    assert find_access(Settings(data=tmp_path, elasticsearch="")) is None


def test_a_password_is_in_no_representation() -> None:
    assert "invented" not in repr(Access("https://es.example", "peil", "invented"))
