"""Spark is an extra: without it the rest works, and its absence has a mend."""

import sys
from types import ModuleType

import pytest

from enrichment.spark.session import session
from peil.errors import SettingsError


def test_without_spark_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(SettingsError, match="Spark is not installed") as told, session("local[1]"):
        pass
    assert "make spark" in told.value.sentence()


def test_without_java_the_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", ModuleType("pyspark.sql"))
    monkeypatch.setattr(sys.modules["pyspark.sql"], "SparkSession", None, raising=False)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SettingsError, match="Spark needs Java"), session("local[1]"):
        pass
