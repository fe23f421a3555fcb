"""`peil doctor`: everything a run needs, and how to mend what is missing."""

import typer

from console.terminal import screen

_MARKS = {"ok": "[green]ok[/green]     ", "missing": "[red]missing[/red]", "optional": "[yellow]without[/yellow]"}


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("doctor")(doctor)


def doctor() -> None:
    """Check everything that a run needs, and say how to mend what is missing; exit 1 where a run would fail."""
    from console.checks import run_checks  # noqa: PLC0415 - opens Django

    findings = list(run_checks())
    for finding in findings:
        screen.print(f"{_MARKS[finding.state]} {finding.part}: {finding.says}")
    if any(finding.state == "missing" for finding in findings):
        raise typer.Exit(1)
