"""A Spark session: on this machine, or wherever the master is.

In: a master and how much memory the driver may take. Out: a session that is stopped in the end. Executors take their
memory from the cluster's own settings (`spark-defaults.conf`).
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from peil.errors import SettingsError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@contextmanager
def session(master: str, memory: str = "2g", partitions: int = 8) -> Iterator["SparkSession"]:
    """A session that ends with the block; raises SettingsError where Spark or Java is not installed.

    What is joined is cut into `partitions`, a task each; what one task holds lies in memory at once.
    """
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra, and slow to load
    except ImportError as error:
        raise SettingsError("Spark is not installed", mend="`make spark` installs it") from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise SettingsError("Spark needs Java", mend="Java 17 or newer on the path, or its folder in JAVA_HOME")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.driver.memory": memory,
        "spark.driver.maxResultSize": memory,
        "spark.sql.shuffle.partitions": partitions,
        "spark.sql.execution.arrow.maxRecordsPerBatch": 10_000,
        "spark.ui.enabled": False,
        "spark.ui.showConsoleProgress": False,
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master(master).appName("peil link")
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()
