"""What every test may use: ledgers on both databases, a private PostgreSQL, a private Elasticsearch."""

pytest_plugins = ["postgres_server", "ledgers", "elasticsearch_server"]
