"""Read an .xlsx or .ods workbook into rows of text, as saving it as CSV would, within limits of space and time.

1. Unpack the XML files of the archive up to a limit and pack them anew: a size that an archive states may be untrue.
2. Read them with python-calamine in a process of its own, whose memory is limited: a sheet of two cells at opposite
   corners, or of one that is repeated a million times, is as large as the whole grid between them.
3. Choose the sheet, and write each value as a person would type it.
"""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

MAX_WORKBOOK_BYTES = 64 * 1024 * 1024
MAX_WORKBOOK_PARTS = 2000
MAX_MEMORY_BYTES = 1024 * 1024 * 1024
MAX_SECONDS = 60
# Rows and columns between the first and the last cell that holds anything; below them, read_table has its own limits.
MAX_WORKBOOK_CELLS = 5_000_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
)
PROTECTED = "must not be protected by a password: save it without one"
_XML = (".xml", ".rels", "mimetype")


class Sheet(NamedTuple):
    """The rows of one sheet from its first row on, and the names of the other sheets that hold something."""

    name: str
    rows: list[list[str]]
    others: tuple[str, ...] = ()


def is_workbook(content: bytes) -> bool:
    """Whether a file is an .xlsx or .ods workbook, or an archive of another kind."""
    return content.startswith(b"PK\x03\x04")


def read_workbook(content: bytes, sheet: str = "") -> Sheet | str:
    """Return a sheet of a workbook, the first visible one that holds anything if none is named, or a fault."""
    packed = _repacked(content)
    if isinstance(packed, str):
        return packed
    command = [sys.executable, "-P", str(Path(__file__)), sheet]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=packed, capture_output=True, timeout=MAX_SECONDS, env=environment)
    except subprocess.TimeoutExpired:
        return f"must be read within {MAX_SECONDS} seconds: leave out what is not the table, or save it as CSV UTF-8"
    if done.returncode:
        return "must hold no cells far from the table: delete them, or save it as CSV UTF-8"
    answer = json.loads(done.stdout)
    if "fault" in answer:
        return str(answer["fault"])
    return Sheet(answer["name"], answer["rows"], tuple(answer["others"]))


def _repacked(content: bytes) -> bytes | str:
    """Return an archive of the XML files of a workbook, unpacked no further than the limit, or a fault."""
    out = io.BytesIO()
    left = MAX_WORKBOOK_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
            members = [member for member in archive.infolist() if member.filename.endswith(_XML)]
            names = {member.filename for member in members}
            if len(members) > MAX_WORKBOOK_PARTS:
                return f"at most {MAX_WORKBOOK_PARTS} files in the workbook (it has {len(members)})"
            if not names & {"[Content_Types].xml", "content.xml"}:
                return "must be a workbook (.xlsx or .ods), or a table as text (CSV or TSV)"
            for member in members:
                if member.flag_bits & 1:
                    return PROTECTED
                with archive.open(member) as file:
                    text = file.read(left + 1)
                if len(text) > left:
                    return f"at most {MAX_WORKBOOK_BYTES // 1024 // 1024} MiB when unpacked"
                left -= len(text)
                if member.filename == "META-INF/manifest.xml" and b"encryption-data" in text:
                    return PROTECTED
                packed.writestr(zipfile.ZipInfo(member.filename), text)
    except _DAMAGE:
        return "must be a sound workbook: it is damaged, or was not received whole"
    return out.getvalue()


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content: bytes, wanted: str) -> dict[str, Any]:
    """Return the chosen sheet as plain values, or a fault."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(content))
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        if wanted and wanted not in workbook.sheet_names:
            return {"fault": f"sheet '{wanted}': must be one of {', '.join(map(repr, workbook.sheet_names))}"}
        chosen, rows, others = wanted, [], []
        for name in visible:
            sheet = workbook.get_sheet_by_name(name)
            if not sheet.height or name == chosen:
                continue
            if chosen:
                others.append(name)
            else:
                chosen = name
        if chosen:
            sheet = workbook.get_sheet_by_name(chosen)
            # The last cell, counted from nought: `total_height` is one too few.
            height, width = (place + 1 for place in sheet.end or (0, 0))
            if height * width > MAX_WORKBOOK_CELLS:
                return {"fault": f"at most {MAX_WORKBOOK_CELLS} cells (it has {height} rows of {width})"}
            rows = [list(map(_text_of, row)) for row in sheet.to_python(skip_empty_area=False)]
    except PasswordError:
        return {"fault": PROTECTED}
    except CalamineError as error:
        return {"fault": f"must be a sound workbook: {str(error).splitlines()[0]}"}
    return {"name": chosen, "rows": rows, "others": others}


def _text_of(value: Any) -> str:
    """Return a value as a person would type it: 2024 for 2024.0, and a day without an hour that nobody gave."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
        case datetime():
            day, hour = value.date().isoformat(), value.time()
            return day if hour == time() else f"{day} {_text_of(hour)}"
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes" if not value.second else "seconds")
    return str(value)


def _main(arguments: Iterable[str]) -> None:
    _limit_memory()
    (wanted,) = arguments
    json.dump(_read(sys.stdin.buffer.read(), wanted), sys.stdout)


if __name__ == "__main__":
    _main(sys.argv[1:])
