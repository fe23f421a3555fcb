"""What a site file found on a page, as a table for a person and as plain data for a machine.

In: a PageCheck. Out: a rich table, missing in red; a dict. What stands on a page is shown as text, never as markup or
as commands to the terminal.
"""

from typing import Any

from rich.table import Table
from rich.text import Text

from crawlers.site_check import FieldCheck, PageCheck

_SHOWN, _LONGEST = 5, 120


def check_table(check: PageCheck) -> Table:
    """A row a field: its name, its selector, how much it found, the first of it."""
    table = Table(title=Text(f"{check.kind}: {check.url or 'a page without an address'}"), title_justify="left")
    for heading in ("field", "selector", "found", "what"):
        table.add_column(heading, justify="right" if heading == "found" else "left", overflow="fold")
    for field in check.fields:
        table.add_row(field.field, Text(field.selector), str(len(field.found)), _shown(field), style=_style(field))
    return table


def check_data(check: PageCheck) -> dict[str, Any]:
    """The same as plain data."""
    fields = [
        {"field": field.field, "selector": field.selector, "required": field.required, "found": list(field.found)}
        for field in check.fields
    ]
    return {
        "url": check.url,
        "kind": check.kind,
        "fields": fields,
        "missing": list(check.missing),
        "remarks": list(check.remarks),
        "barred": check.barred,
    }


def _shown(field: FieldCheck) -> Text:
    if not field.found:
        return Text(_nothing(field))
    lines = [_line(value) for value in field.found[:_SHOWN]]
    more = len(field.found) - _SHOWN
    return Text("\n".join([*lines, f"and {more} more"] if more > 0 else lines))


def _nothing(field: FieldCheck) -> str:
    if field.unknowable:
        return "not told: the address of this page is not known, --url gives it"
    if field.field == "listing.next":
        return "missing, or this is the last page"
    return "missing, and an ad is not taken without it" if field.required else "missing"


def _style(field: FieldCheck) -> str:
    if field.found:
        return ""
    if field.unknowable:
        return "yellow"
    return "bold red" if field.required else "red"


def _line(value: str) -> str:
    """One line of what a page says, without what a terminal might obey."""
    folded = "".join(char if char.isprintable() else "⏎" if char == "\n" else " " for char in value)
    return folded if len(folded) <= _LONGEST else f"{folded[:_LONGEST]}…"
