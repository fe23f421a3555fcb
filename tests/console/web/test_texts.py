"""Both languages: every Dutch text of code and templates has its English one, and the compiled file is the source's."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[3] / "console/web"
ENGLISH = WEB / "locale/en/LC_MESSAGES/django.po"
CALL = re.compile(r"""\b(?:n?gettext|gettext_lazy|_)\(\s*(u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*')""")


def texts() -> Iterator[str]:
    """Every text that is marked for translation."""
    for template in WEB.rglob("*.html"):
        yield from _marked(templatize(template.read_text(encoding="utf-8")))
    for module in WEB.rglob("*.py"):
        yield from _marked(module.read_text(encoding="utf-8"))


def _marked(source: str) -> Iterator[str]:
    yield from (ast.literal_eval(found) for found in CALL.findall(source))


def test_every_text_has_its_english_and_no_english_is_left_over() -> None:
    catalog = read_po(ENGLISH.open("rb"))
    told = {
        (message.id[0] if message.pluralizable else message.id): message.string for message in catalog if message.id
    }
    assert set(texts()) == set(told)
    assert [
        text for text, english in told.items() if not all(english if isinstance(english, tuple) else [english])
    ] == []


def test_the_compiled_texts_are_those_of_the_source() -> None:
    made = io.BytesIO()
    write_mo(made, read_po(ENGLISH.open("rb"), locale="en", domain="django"))
    mend = "pybabel compile -d console/web/locale -D django"
    assert made.getvalue() == ENGLISH.with_suffix(".mo").read_bytes(), mend
