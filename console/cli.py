"""The `peil` command: one line of help a command, three lines of error at most, exit codes that mean something.

In: arguments. Out: what the command prints, and its exit code (0 done, 2 bad input, 3 something outside failed,
4 refused). A traceback only with --debug.
"""

import sys
from typing import Annotated

import typer

from console.commands import (
    audit,
    backup,
    circulation,
    collecting,
    demo,
    displacement,
    doctor,
    elasticsearch,
    evidence,
    explain,
    exporting,
    facts,
    graphics,
    judging,
    licences,
    policies,
    premises,
    publishing,
    reading,
    registers,
    retention,
    rights,
    rules,
    schedule,
    serve,
    sites,
    statistics,
    transparency,
    users,
)
from peil import __version__
from peil.errors import PeilError
from peil.log import configure_log

_HELP = """Peil gauges public sex-work advertising for licensing supervisors.

New here? `peil demo` plays a fictional market and takes it from crawl to flags; `peil doctor` says what is missing."""

app = typer.Typer(no_args_is_help=True, add_completion=False, help=_HELP, pretty_exceptions_enable=False)
_debug = False


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"peil {__version__}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show every event, and tracebacks.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Set up what every command shares."""
    global _debug  # noqa: PLW0603 - main() below needs to know how to end
    _debug = debug
    configure_log(debug=debug)


for commands in (
    demo,
    collecting,
    schedule,
    sites,
    evidence,
    reading,
    graphics,
    explain,
    judging,
    displacement,
    licences,
    policies,
    registers,
    audit,
    backup,
    retention,
    rights,
    rules,
    premises,
    circulation,
    facts,
    publishing,
    elasticsearch,
    serve,
    users,
    exporting,
    statistics,
    transparency,
    doctor,
):
    commands.add_to(app)


def main() -> None:
    """Run a command; an error that a person can mend is its sentence on standard error, and its exit code."""
    try:
        app()
    except PeilError as error:
        if _debug:
            raise
        print(error.sentence(), file=sys.stderr)  # noqa: T201 - this is the terminal
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
