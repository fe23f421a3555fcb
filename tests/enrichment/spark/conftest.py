"""One Spark session on this machine for all tests here."""

import os
from collections.abc import Iterator

import pytest

from enrichment.spark.session import session
from peil.errors import SettingsError

SMALL_JOBS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Thousands of rows in hundreds of plans: to compile each thoroughly costs more than it gains."""


@pytest.fixture(scope="session")
def spark() -> Iterator[object]:
    before = os.environ.get("JAVA_TOOL_OPTIONS")
    os.environ["JAVA_TOOL_OPTIONS"] = SMALL_JOBS
    try:
        with session("local[2]", "1g", 2) as spark:
            yield spark
    except SettingsError as error:
        (pytest.fail if os.environ.get("PEIL_REQUIRE_SERVICES") == "1" else pytest.skip)(error.sentence())
    finally:
        os.environ.pop("JAVA_TOOL_OPTIONS")
        if before is not None:
            os.environ["JAVA_TOOL_OPTIONS"] = before
