"""Make workbooks as spreadsheets save them, and as they would not."""

import io
import zipfile
from collections.abc import Iterable
from html import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TO = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
# How cells of these styles show a number: as it is, a day, a day with its hour, an hour.
_STYLES = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22, 20))


def packed(files: Iterable[tuple[str, str]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(name, text)
    return out.getvalue()


def text(place: str, value: str) -> str:
    """Return a cell of an .xlsx that holds text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def rows(*values: Iterable[str]) -> str:
    """Return the rows of an .xlsx that hold text alone."""
    return "".join(
        f'<row r="{number}">{"".join(text(f"{chr(65 + at)}{number}", cell) for at, cell in enumerate(row) if cell)}</row>'
        for number, row in enumerate(values, 1)
    )


def xlsx(sheets: dict[str, str], hidden: tuple[str, ...] = (), more: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return an .xlsx of sheets, each given by its rows."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for number, name in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="rId{number}" Type="{_TO}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in enumerate(sheets, 1)
    )
    book = f'<Relationship Id="rId1" Type="{_TO}/officeDocument" Target="xl/workbook.xml"/>'
    files = [
        ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
        ("_rels/.rels", _RELATIONS.format(book)),
        ("xl/workbook.xml", f'<workbook {_MAIN} xmlns:r="{_TO}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", _RELATIONS.format(targets)),
        ("xl/styles.xml", f"<styleSheet {_MAIN}><cellXfs>{_STYLES}</cellXfs></styleSheet>"),
    ]
    files += [
        (f"xl/worksheets/sheet{number}.xml", f"<worksheet {_MAIN}><sheetData>{found}</sheetData></worksheet>")
        for number, found in enumerate(sheets.values(), 1)
    ]
    return packed([*files, *more])


def ods(sheets: dict[str, str], manifest: str = "") -> bytes:
    """Return an .ods of sheets, each given by its rows."""
    tables = "".join(f'<table:table table:name="{name}">{found}</table:table>' for name, found in sheets.items())
    names = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return packed(
        [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>"),
            ("content.xml", f"<office:document-content {names}>{body}</office:document-content>"),
        ]
    )


def ods_rows(*values: Iterable[str]) -> str:
    """Return the rows of an .ods that hold text alone, and the empty ones that LibreOffice adds below them."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    made = "".join(
        f"<table:table-row>{''.join(cell.format(escape(value)) for value in row)}{empty}</table:table-row>"
        for row in values
    )
    return f'{made}<table:table-row table:number-rows-repeated="1048576">{empty}</table:table-row>'
