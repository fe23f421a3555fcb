"""`peil transparency`: what Peil says of itself to the outside, made from the live configuration."""

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from console.terminal import screen
from peil.errors import SourceError


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("transparency")(transparency)


def transparency(
    out: Annotated[Path, typer.Option("--out", help="Folder for the files; those that are there are written anew.")],
    language: Annotated[Literal["nl", "en"], typer.Option("--language", help="Dutch or English.")] = "nl",
) -> None:
    """Write the Algorithm Register's entry, the public notice, the records of processing and the DPIA's annex."""
    from console.deployment import now, opened  # noqa: PLC0415 - opens Django
    from console.transparency.live import live  # noqa: PLC0415 - opens Django
    from console.transparency.notice import notice  # noqa: PLC0415 - with the ones above
    from console.transparency.processing import measures, processing_records  # noqa: PLC0415 - with the ones above
    from console.transparency.register_entry import register_entry  # noqa: PLC0415 - with the ones above
    from console.transparency.wording import Wording  # noqa: PLC0415 - with the ones above
    from peil.days import day_of  # noqa: PLC0415 - with the ones above

    wording = Wording(language, live(opened(), day_of(now())))
    texts = {
        f"algorithm-register.{language}.json": json.dumps(register_entry(wording), indent=2, ensure_ascii=False) + "\n",
        f"notice.{language}.md": notice(wording),
        f"processing.{language}.csv": processing_records(wording),
        f"dpia-annex.{language}.md": measures(wording),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (out / name).write_text(text, encoding="utf-8")
    except OSError as error:
        mend = "a folder that can be written would be right"
        raise SourceError(f"cannot be written ({error.strerror})", where=str(out), mend=mend) from error
    screen.print(f"{out}: {', '.join(texts)}", markup=False)
    if not wording.live.mandates:
        screen.print("no mandate is in force: `peil mandates record`", markup=False)
