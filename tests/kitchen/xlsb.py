"""Binary workbooks (.xlsb) for tests, written record by record from Microsoft's description of the format.

Knows nothing of the reader it is for: Calamine and LibreOffice open what it writes.
"""

import struct
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BUILT_IN = {"General": 0, "0%": 9, "0.00%": 10, "@": 49}
FIRST_OWN = 164


@dataclass(frozen=True)
class Value:
    """A cell: its value, its format, and how it is stored (``real``, ``inline``, ``short`` or as a ``formula``)."""

    value: object
    code: str = "General"
    stored: str = ""


@dataclass
class Sheet:
    """A sheet: its name, cells by row and column (from 1), merged ranges and state (0 shown, 1 hidden, 2 very)."""

    name: str
    cells: dict
    merged: tuple = ()
    state: int = 0


@dataclass
class Book:
    """A workbook; ``write`` stores it."""

    sheets: list
    date1904: bool = False
    texts: list = field(default_factory=list)
    codes: list = field(default_factory=lambda: ["General"])

    def parts(self):
        """The parts by their names; the sheets first, for they fill the texts and formats."""
        sheets = {f"xl/worksheets/sheet{at}.bin": self._sheet(sheet) for at, sheet in enumerate(self.sheets, start=1)}
        return {
            "[Content_Types].xml": _types(len(self.sheets)),
            "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.bin")]),
            "xl/workbook.bin": self._workbook(),
            "xl/_rels/workbook.bin.rels": _relations(
                [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(self.sheets) + 1)]
                + [("rIdT", "sharedStrings", "sharedStrings.bin"), ("rIdS", "styles", "styles.bin")]
            ),
            **sheets,
            "xl/sharedStrings.bin": self._strings(),
            "xl/styles.bin": self._styles(),
        }

    def write(self, path):
        """Store the workbook."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts().items():
                package.writestr(name, content)

    def _workbook(self):
        sheets = b"".join(
            record(156, struct.pack("<II", sheet.state, at) + wide(f"rId{at}") + wide(sheet.name))
            for at, sheet in enumerate(self.sheets, start=1)
        )
        properties = record(153, struct.pack("<II", int(self.date1904), 124226) + wide(""))
        return record(131) + properties + record(143) + sheets + record(144) + record(132)

    def _strings(self):
        count = struct.pack("<II", len(self.texts), len(self.texts))
        items = b"".join(record(19, _rich(text)) for text in self.texts)
        return record(159, count) + items + record(160)

    def _styles(self):
        own = [code for code in self.codes if code not in BUILT_IN]
        numbers = {code: FIRST_OWN + at for at, code in enumerate(own)} | BUILT_IN
        formats = b"".join(record(44, struct.pack("<H", numbers[code]) + wide(code)) for code in own)
        # a format of a named style that must not be taken for a cell's
        named = record(47, struct.pack("<HHHHHBBHBB", 0xFFFF, 10, 0, 0, 0, 0, 0, 0, 0, 0))
        cells = b"".join(
            record(47, struct.pack("<HHHHHBBHBB", 0, numbers[code], 0, 0, 0, 0, 0, 0, 1, 0)) for code in self.codes
        )
        return b"".join(
            [
                record(278),
                record(615, struct.pack("<I", len(own))) + formats + record(616),
                record(626, struct.pack("<I", 1)) + named + record(627),
                record(617, struct.pack("<I", len(self.codes))) + cells + record(618),
                record(279),
            ]
        )

    def _sheet(self, sheet):
        rows = sorted({row for row, _ in sheet.cells})
        columns = sorted({column for _, column in sheet.cells})
        area = struct.pack("<IIII", rows[0] - 1, rows[-1] - 1, columns[0] - 1, columns[-1] - 1) if rows else bytes(16)
        body = b"".join(self._row(sheet, row) for row in rows)
        merged = b"".join(
            record(176, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))
            for top, left, bottom, right in sheet.merged
        )
        if merged:
            merged = record(177, struct.pack("<I", len(sheet.merged))) + merged + record(178)
        return record(129) + record(148, area) + record(145) + body + record(146) + merged + record(130)

    def _row(self, sheet, row):
        cells = sorted((column, value) for (at, column), value in sheet.cells.items() if at == row)
        found = record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, 0, 0, 0))
        return found + b"".join(self._cell(column, value) for column, value in cells)

    def _cell(self, column, cell):
        cell = cell if isinstance(cell, Value) else Value(cell)
        if cell.code not in self.codes:
            self.codes.append(cell.code)
        style = struct.pack("<I", self.codes.index(cell.code))
        kind, content = self._content(cell)
        if cell.stored == "short":
            return record(kind + 11, style + content)
        head = struct.pack("<I", column - 1) + style
        if cell.stored == "formula":
            kind, formula = {6: 8, 5: 9, 4: 10, 3: 11}[kind], b"\x1e\x01\x00\x1e\x01\x00\x03"  # 1+1
            content += struct.pack("<HI", 0, len(formula)) + formula + struct.pack("<I", 0)
        return record(kind, head + content)

    def _content(self, cell):
        value = cell.value
        if value is None:
            return 1, b""
        if isinstance(value, bool):
            return 4, bytes([value])
        if isinstance(value, date):
            value = self._serial(value)
        if isinstance(value, int | float):
            small = cell.stored in {"", "short"} and packed(value)
            return (2, small) if small else (5, struct.pack("<d", value))
        if value in ERRORS:
            return 3, bytes([ERRORS[value]])
        if cell.stored in {"inline", "formula"}:
            return 6, wide(value)
        if cell.stored == "rich":
            return 62, _rich(value)
        self.texts.append(value)
        return 7, struct.pack("<I", len(self.texts) - 1)

    def _serial(self, day):
        moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
        gone = moment - (datetime(1904, 1, 1) if self.date1904 else datetime(1899, 12, 30))
        return gone.total_seconds() / 86_400


def record(kind, content=b""):
    """A record: its number and its length in groups of seven bits, then its content."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(content)
    while True:
        more = left > 0x7F
        size += bytes([left & 0x7F | 0x80 * more])
        left >>= 7
        if not more:
            return head + size + content


def wide(text):
    """A text with its length before it."""
    coded = text.encode("utf-16-le")
    return struct.pack("<I", len(coded) // 2) + coded


def packed(value):
    """A number in four bytes (RK), or nothing where it does not fit."""
    for hundredth in (0, 1):
        scaled = value * 100 if hundredth else value
        if float(scaled).is_integer() and abs(scaled) < 1 << 29:
            return struct.pack("<i", int(scaled) << 2 | 2 | hundredth)
        raw = struct.pack("<d", scaled)
        if not hundredth and raw[:4] == bytes(4) and not raw[4] & 3:
            return raw[4:]
    return b""


def _rich(text):
    """A text of two formats where it is long enough: its runs stand behind it."""
    if len(text) < 2:
        return b"\x00" + wide(text)
    return b"\x01" + wide(text) + struct.pack("<IHHHH", 2, 0, 0, 1, 0)


def _relations(found):
    inner = "".join(f'<Relationship Id="{key}" Type="{RELS}/{kind}" Target="{target}"/>' for key, kind, target in found)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'
    )


def _types(sheets):
    kinds = {"workbook": "sheet.binary.macroEnabled.main", "styles": "styles", "sharedStrings": "sharedStrings"}
    kinds |= {f"worksheets/sheet{at}": "worksheet" for at in range(1, sheets + 1)}
    inner = "".join(
        f'<Override PartName="/xl/{name}.bin" ContentType="application/vnd.ms-excel.{kind}"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>{inner}</Types>'
    )
