"""docs/fields.md from the mappings: every index, every field, in Dutch and English.

In: index/mappings. Out: the page; `python -m index.fieldguide` writes it, a test holds it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.mappings import DOCUMENT_KINDS
from index.mappings.fields import DocumentKind, FieldType
from index.names import MUNICIPAL_KINDS

_TYPE_WORDS: Final[dict[FieldType, str]] = {
    "code": "code",
    "name": "naam / name",
    "number": "nummer / number",
    "text": "tekst / text",
    "time": "tijdstip / time",
    "day": "dag / day",
    "count": "aantal / count",
    "share": "getal / figure",
    "cents": "centen / cents",
    "yes_no": "ja-nee / yes-no",
    "point": "punt / point",
}

_INTRODUCTION: Final = """# Fields

Generated from `index/mappings` by `python -m index.fieldguide`; do not edit.

What each field in Elasticsearch means. Municipal indices (`-<gm>`) hold a municipality's own records and only its
roles may read them; national indices hold counts and no number, text or address.

- **code** is matched exactly; **naam / name** in any letter case, with or without accents; **tekst / text** by Dutch
  word stems. Words on origin, religion, health, orientation or gender identity are not taken into the index
  (`index/mappings/unsearchable.txt`): the text is kept as evidence and cannot be searched by them. A title has no
  exact twin for the same reason.
- **nummer / number** is found however it is written: `phone: "06-1234 5678"`, `0612345678`, `+31 6 1234 5678`,
  `*5678`. Numbers inside titles, texts and reasons are masked.
- Of home work, or where it is not known whether it is, no more than four digits of the postcode is here.
- Of an ad that may show a minor, neither title, text, page, number, price, age nor place is here.
"""


def field_guide() -> str:
    """The page."""
    return _INTRODUCTION + "".join(_section(each) for each in DOCUMENT_KINDS.values())


def _section(kind: DocumentKind) -> str:
    alias = f"peil-{kind.kind}{'-<gm>' if kind.kind in MUNICIPAL_KINDS else ''}"
    time = f"`{kind.time_field}`" if kind.time_field else "geen: hoe het nu is / none: as it is now"
    return "\n".join(
        [
            f"\n## {kind.label}: `{alias}`\n",
            f"{kind.nl}  \n{kind.en}\n",
            f"Tijdveld / time field: {time}\n",
            "| field | Kibana | soort / type | Nederlands | English |",
            "|---|---|---|---|---|",
            *_rows(kind),
            "",
        ]
    )


def _rows(kind: DocumentKind) -> Iterator[str]:
    for field in kind.fields:
        yield f"| `{field.name}` | {field.label} | {_TYPE_WORDS[field.type]} | {field.nl} | {field.en} |"


if __name__ == "__main__":
    Path("docs/fields.md").write_text(field_guide(), encoding="utf-8")
