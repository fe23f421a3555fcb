"""`peil read`, `peil images`, `peil link`: the pure functions on files and streams, without a ledger."""

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from console.terminal import print_bytes, print_lines
from peil.errors import SettingsError

if TYPE_CHECKING:
    from enrichment.linking.files import LinkedFile
    from enrichment.spark.engine import SparkLinked


class Engine(StrEnum):
    """Where linking is done."""

    LOCAL = "local"
    SPARK = "spark"


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("read")(read)
    app.command("images")(images)
    app.command("link")(link)


def read(
    workers: Annotated[int, typer.Option("--workers", min=0, help="Processes for many lines; 0: one a core.")] = 0,
) -> None:
    """Read ads from standard input, a JSON line each, and print what was read, in the same order.

    A line in: {"id", "country", "title", "text"}. A line out: {"id", "phones", "places", "age", "prices", …}.
    """
    from enrichment.reading_lines import read_lines  # noqa: PLC0415 - slow to load

    print_lines(read_lines(sys.stdin, "stdin", workers or os.cpu_count() or 1))


def images(
    folder: Annotated[Path, typer.Argument(help="Folder with image files, or a file of PDQ hashes.")],
    pairs: Annotated[bool, typer.Option("--pairs", help="Print the pairs that show the same photo file.")] = False,
    pdq_csv: Annotated[bool, typer.Option("--pdq-csv", help="Print hash,quality,path lines for exchange.")] = False,
) -> None:
    """Print the fingerprint of every image file in a folder, or the pairs that show the same file."""
    from enrichment.images.folder import fingerprint_folder, pdq_lines  # noqa: PLC0415 - slow to load

    if pairs and pdq_csv:
        raise SettingsError("--pairs and --pdq-csv are two answers", mend="give one of them")
    if pdq_csv:
        print_bytes((line + "\n").encode() for line in pdq_lines(folder))
    else:
        print_lines(fingerprint_folder(folder, pairs))


def link(
    ads: Annotated[Path, typer.Argument(help="File with an ad, or a sighting of one, a line.")],
    links: Annotated[Path | None, typer.Option("--links", help="Write the evidence of every link here.")] = None,
    hubs: Annotated[Path | None, typer.Option("--hubs", help="Write what is in quarantine here.")] = None,
    decisions: Annotated[Path | None, typer.Option("--decisions", help="What people said, a line each.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Join only what two pieces of evidence bear out.")] = False,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Spark for more ads than one machine holds.")
    ] = Engine.LOCAL,
    master: Annotated[str, typer.Option("--master", help="Where Spark is, as Spark names it.")] = "local[*]",
    memory: Annotated[str, typer.Option("--memory", help="What Spark's driver may take.")] = "2g",
    parts: Annotated[int, typer.Option("--parts", min=1, help="Into how many tasks Spark cuts the ads.")] = 8,
) -> None:
    """Join ads by numbers, photos, accounts and domains; print {"id", "cluster", "persona"} a line."""
    from enrichment.linking.options import LinkOptions  # noqa: PLC0415 - slow to load

    options = replace(LinkOptions.strictly() if strict else LinkOptions(), evidence=links is not None)
    if engine is Engine.SPARK:
        from enrichment.spark.engine import link_on_spark  # noqa: PLC0415 - the same
        from enrichment.spark.session import session  # noqa: PLC0415 - the same

        with session(master, memory, parts) as spark:
            _put(link_on_spark(spark, ads, decisions, options), links, hubs)
    else:
        from enrichment.linking.files import link_file  # noqa: PLC0415 - the same

        _put(link_file(ads, decisions, options), links, hubs)


def _put(linked: "LinkedFile | SparkLinked", links: Path | None, hubs: Path | None) -> None:
    print_bytes(linked.encoded())
    _write(links, linked.link_lines())
    _write(hubs, linked.hub_lines())


def _write(path: Path | None, lines: Iterable[dict[str, Any]]) -> None:
    if path:
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
