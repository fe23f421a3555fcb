"""`peil serve`: the review console, on this machine unless it is told otherwise."""

from pathlib import Path
from typing import Annotated

import typer

from console.terminal import screen


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option(help="Where to listen; beyond this machine only with a certificate.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="The port.")] = 8344,
    certificate: Annotated[Path | None, typer.Option(help="Certificate for TLS, a PEM file.")] = None,
    key: Annotated[Path | None, typer.Option(help="Its key.")] = None,
    public: Annotated[str, typer.Option(help="https address that a proxy in front gives the console.")] = "",
    workers: Annotated[int, typer.Option(help="Processes that answer, four threads each.")] = 2,
    check: Annotated[bool, typer.Option("--check", help="Only check that this deployment is safe to serve.")] = False,
) -> None:
    """Serve the console's pages until stopped; `peil users add` makes who may sign in."""
    from console.web import server  # noqa: PLC0415 - opens Django, before the ledger
    from peil.settings import settings  # noqa: PLC0415 - with it

    listening = server.Listening(host, port, certificate, key, public, workers)
    server.check(listening, settings())
    if not check:
        screen.print(f"{'https' if certificate else 'http'}://{host}:{port}/ (stop with Ctrl-C)", markup=False)
        server.serve(listening, settings())
