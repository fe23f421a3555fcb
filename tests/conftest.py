"""What every test may use: ledgers on both databases, a private PostgreSQL, a private Elasticsearch, the demo."""

import os

import pytest

pytest_plugins = ["console_django", "postgres_server", "ledgers", "town", "elasticsearch_server", "demo_market"]


@pytest.fixture(scope="session", autouse=True)
def _own_turns(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Crawls of the tests take no turns with those of whoever runs them."""
    os.environ["PEIL_TURNS"] = str(tmp_path_factory.mktemp("turns"))
