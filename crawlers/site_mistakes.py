"""What is wrong in a site file, in words that a person can act on.

In: the file's text and the complaint of the TOML reader or of pydantic. Out: SourceErrors' parts, in the file's order.
"""

import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from crawlers.toml_lines import line_of
from peil.errors import SourceError

_MISSING = {
    ("floor",): "a table [floor] with ads = n, the least that a whole crawl sees,",
    ("floor", "ads"): "ads = n, the least that a whole crawl sees,",
    ("listing",): 'a table [listing] with ad = "css" for the links to ads',
    ("ad",): "a table [ad] with ref and title",
    ("site", "hosts"): 'hosts = ["www.example.nl"]',
    ("site", "start"): 'start = ["https://www.example.nl/"]',
    ("ad", "ref"): "a selector such as { url = '/ad/(\\d+)' }",
}
_BRANCHES = re.compile(r"^(constrained-|literal|is-instance|function-|int$|str$|float$)")


class FieldMistake(ValueError):  # noqa: N818 - says what it is
    """A mistake that only two fields together show; `keys` is where it is to be mended, within the table."""

    def __init__(self, keys: tuple[str, ...], what: str) -> None:
        self.keys = keys
        super().__init__(what)


def field_mistakes(kind: type[BaseModel], path: Path, text: str, error: ValidationError) -> list[SourceError]:
    """A sentence for every mistake of one file read as `kind`, sorted by line."""
    told: dict[tuple[str, ...], tuple[int, SourceError]] = {}
    for one in error.errors(include_url=False):
        keys = _keys(one["loc"]) + getattr(one.get("ctx", {}).get("error"), "keys", ())
        line = line_of(text, keys)
        told.setdefault(keys, (line, _mistake(kind, f"{path}:{line}", keys, one)))
    return [mistake for _, mistake in sorted(told.values(), key=lambda pair: pair[0])]


def file_mistake(path: Path, error: OSError | ValueError) -> SourceError:
    """The sentence for a file that cannot be read, is not text or is not TOML."""
    if isinstance(error, OSError):
        return SourceError(f"cannot be read ({error.strerror})", where=f"{path}:1", mend="a site file would be right")
    if isinstance(error, tomllib.TOMLDecodeError):
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else _last_line(path)
        return SourceError(
            f"is not TOML ({error})", where=f"{path}:{line}", mend="key = value under a [table] would be right"
        )
    return SourceError("is not UTF-8", where=f"{path}:1", mend="text in UTF-8 would be right")


def _mistake(kind: type[BaseModel], where: str, keys: tuple[str, ...], error: Any) -> SourceError:
    name = ".".join(keys)
    if error["type"] == "missing":
        return SourceError(f"{name} is missing", where=where, mend=f"{_MISSING.get(keys, 'writing it')} would be right")
    if error["type"] == "extra_forbidden":
        return SourceError(f"{name} is not a known key", where=where, mend=_known_instead(kind, keys))
    said = error["msg"].removeprefix("Value error, ")
    if error["type"] == "value_error":
        return SourceError(f"{name}: {said}" if name else said, where=where)
    said = (
        said.replace("Input should ", "it should ")
        .replace("String should ", "it should ")
        .replace("a valid tuple", "a list")
    )
    return SourceError(f"{name} is {error['input']!r}", where=where, mend=said)


def _keys(loc: Sequence[int | str]) -> tuple[str, ...]:
    """The path without positions in lists and without pydantic's own names for the branches of a union."""
    return tuple(part for part in loc if isinstance(part, str) and not _BRANCHES.match(part))


def _known_instead(kind: type[BaseModel], keys: tuple[str, ...]) -> str:
    known = _known_keys(kind, keys[:-1])
    close = get_close_matches(keys[-1], known, n=1)
    return f"{close[0]} would be right" if close else f"one of {', '.join(known)} would be right"


def _known_keys(kind: type[BaseModel], table: tuple[str, ...]) -> list[str]:
    fields = {field.alias or name: field for name, field in kind.model_fields.items()}
    inner = fields[table[0]].annotation if table else None
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _known_keys(inner, table[1:])
    return list(fields)


def _last_line(path: Path) -> int:
    return path.read_bytes().count(b"\n") + 1
