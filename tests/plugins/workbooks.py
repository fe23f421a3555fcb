"""A workbook made from rows, without a library: what a municipality would save as XLSX."""

from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = """<?xml version="1.0"?><Relationships
 xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{kind}"
 Target="{target}"/>{more}</Relationships>"""
_STYLES_RELATION = f'<Relationship Id="r2" Type="{_KIND}/styles" Target="styles.xml"/>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = f"""<?xml version="1.0"?><styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/>
<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>"""
_BOOK = f"""<?xml version="1.0"?><workbook xmlns="{_MAIN}"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
<sheet name="{{name}}" sheetId="1" r:id="r1"/></sheets></workbook>"""


def write_workbook(path: Path, rows: list[list[object]], sheet: str = "Blad1") -> Path:
    """Write the rows: text as text, whole numbers as numbers, `("day", serial)` as a day."""
    with ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr(
            "_rels/.rels", _RELATIONS.format(kind=f"{_KIND}/officeDocument", target="xl/workbook.xml", more="")
        )
        relations = _RELATIONS.format(kind=f"{_KIND}/worksheet", target="worksheets/sheet1.xml", more=_STYLES_RELATION)
        book.writestr("xl/_rels/workbook.xml.rels", relations)
        book.writestr("xl/workbook.xml", _BOOK.format(name=escape(sheet)))
        book.writestr("xl/styles.xml", _STYLES)
        book.writestr("xl/worksheets/sheet1.xml", _sheet(rows))
    return path


def _sheet(rows: list[list[object]]) -> str:
    lines = "".join(
        f'<row r="{line}">{"".join(_cell(f"{chr(65 + at)}{line}", value) for at, value in enumerate(row))}</row>'
        for line, row in enumerate(rows, start=1)
    )
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(place: str, value: object) -> str:
    if isinstance(value, tuple):
        return f'<c r="{place}" s="1"><v>{value[1]}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
