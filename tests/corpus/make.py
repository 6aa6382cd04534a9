"""Writes the corpus's files; run ``python -m tests.corpus.make`` after a change, and read the diff of the findings."""

import io
import zipfile
from pathlib import Path

from tests.corpus.sheets import SHEETS, Sheet
from tests.corpus.texts import ENCODED, PROFILES, TEXTS

HERE = Path(__file__).parent
FILES = HERE / "files"
OWN = HERE / "profiles"


def main() -> None:
    """Write every file anew."""
    for folder in (FILES, OWN):
        folder.mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (FILES / name).write_bytes(text.encode("utf-8"))
    for name, (encoding, text) in ENCODED.items():
        (FILES / name).write_bytes(text.encode(encoding))
    for name, text in PROFILES.items():
        (OWN / name).write_bytes(text.encode("utf-8"))
    for name, sheets in SHEETS.items():
        (FILES / name).write_bytes(_workbook(sheets))
    _derived()


def _workbook(sheets: list[Sheet]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for row, values in enumerate(sheet.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value is None or value == "":
                    continue
                cell = page.cell(row, column)
                if isinstance(value, tuple):
                    cell.value, cell.number_format = value
                else:
                    cell.value = value
        for span in sheet.merged:
            page.merge_cells(span)
    stream = io.BytesIO()
    book.save(stream)
    return _plain(stream.getvalue(), {sheet.name: sheet.dimension for sheet in sheets})


def _plain(content: bytes, dimensions: dict[str, str]) -> bytes:
    """The workbook without the time of its making, so that making it again changes nothing; a wrong dimension set."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if name == "docProps/core.xml":
                continue
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml" and (wanted := next(iter(dimensions.values()))):
                start = part.index(b'<dimension ref="') + len(b'<dimension ref="')
                part = part[:start] + wanted.encode() + part[part.index(b'"', start) :]
            if name in {"_rels/.rels", "[Content_Types].xml"}:
                part = _without_core(part)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_core(part: bytes) -> bytes:
    import re

    return re.sub(rb"<(?:Override|Relationship)\b[^>]*core[^>]*/>", b"", part)


def _derived() -> None:
    """Files that are broken, cut short, or of a kind we refuse."""
    whole = (FILES / "kryds_perioder.xlsx").read_bytes()
    (FILES / "afkortet.xlsx").write_bytes(whole[: len(whole) // 2])
    (FILES / "rapport.xlsx").write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")


if __name__ == "__main__":
    main()
