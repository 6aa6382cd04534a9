"""What is drawn in a picture, what is set above it, and what comes out when it is read."""

import re
from dataclasses import dataclass, field

from tests.reading.drawn_files import BETWEEN, BrokenPictureError, DrawnSheet, write
from tests.reading.telling import INDENT, told

_SETTING = re.compile(r"([a-z]+):(?: (.*))?")
_WAYS = {"csv": (".csv", False), "large": ("", True), "large csv": (".csv", True)}
"""How else a drawing may be read: by what ending of its file, and whether as a large file."""
_KINDS = re.compile(r".+\.(?:xlsx|csv)")
_SHEET, _FILE = "LIS", "export.xlsx"


@dataclass
class Drawing:
    """The sheets of a picture, and how they are read.

    Args:
        file: The name of the file that they are written to.
        also: How else they are read, by the keys of ``_WAYS``.
        profile: The lines of the profile that they are read by.
        sheets: The sheets.
    """

    file: str = _FILE
    also: tuple = ()
    profile: list = field(default_factory=list)
    sheets: list = field(default_factory=list)
    _blank: int = 0

    @classmethod
    def of(cls, heading, lines):
        """The drawing of the lines below a heading.

        Args:
            heading: The heading's own line in the file.
            lines: What stands below it, without what comes out.

        Raises:
            BrokenPictureError: Something is missing, unknown or does not fit.
        """
        found = cls()
        for number, line in enumerate(lines, start=heading + 1):
            found._add(number, line.rstrip())
        if not found.sheets:
            raise BrokenPictureError(heading, "no drawing (lines that are indented)")
        for sheet in found.sheets:
            sheet.check()
        is_csv = found.file.endswith(".csv") or any("csv" in way for way in found.also)
        if is_csv and len(found.sheets) > 1:
            raise BrokenPictureError(found.sheets[1].line, "a csv has one sheet only")
        return found

    def told(self, folder, contract):
        """What comes out of it, as lines.

        Args:
            folder: An empty folder, for the files.
            contract: The workbook that it is read for.

        Raises:
            BrokenPictureError: A cell cannot be written.
        """
        profile = self._profile(folder)
        several = len(self.sheets) > 1
        first, _ = told(self.write(folder), contract, profile, names_sheets=several)
        lines = [*first]
        for way in self.also:
            ending, large = _WAYS[way]
            again, whole = told(self.write(folder, ending), contract, profile, large, several)
            lines += _again(way, whole if large else None, first, again)
        return lines

    def write(self, folder, ending=""):
        """Write it to its file, or to one of another kind.

        Raises:
            BrokenPictureError: A cell cannot be written.
        """
        path = folder / self.file
        path = path.with_suffix(ending) if ending else path
        write(self.sheets, path)
        return path

    def _profile(self, folder):
        if not self.profile:
            return None
        path = folder / "given.toml"
        path.write_text("\n".join(self.profile) + "\n", encoding="utf-8")
        return path

    def _add(self, number, line):
        """Take in a line."""
        if not line:
            self._blank += 1
        elif line[0].isspace():
            self._draw(number, line)
        elif setting := _SETTING.fullmatch(line):
            self._set(number, setting[1], setting[2] or "")
        else:
            raise BrokenPictureError(number, f"neither a setting nor indented like a drawing: {line}")

    def _draw(self, number, line):
        sheet = self._sheet(number)
        if sheet.rows:
            sheet.rows += [(number, [])] * self._blank
        sheet.rows.append((number, [text.strip() for text in line.split(BETWEEN)]))
        self._blank = 0

    def _sheet(self, number):
        """The sheet that is being drawn."""
        if not self.sheets:
            self.sheets.append(DrawnSheet(number, _SHEET))
        return self.sheets[-1]

    def _set(self, number, name, value):
        match name:
            case "sheet":
                self.sheets.append(DrawnSheet(number, value))
            case "merged" | "hidden":
                self._set_cells(number, name, value.split())
            case "profile":
                self.profile.append(value)
            case "file" if _KINDS.fullmatch(value):
                self.file = value
            case "file":
                raise BrokenPictureError(number, f"a file is drawn as .xlsx or .csv, not as {value}")
            case "also":
                self.also = _ways(number, value)
            case _:
                raise BrokenPictureError(number, f"unknown setting: {name}")

    def _set_cells(self, number, name, cells):
        sheet = self._sheet(number)
        if sheet.rows:
            raise BrokenPictureError(number, f"{name} stands above the drawing that it is about")
        setattr(sheet, name, (number, cells))


def _ways(number, value):
    ways = tuple(value.split(", "))
    if unknown := [way for way in ways if way not in _WAYS]:
        raise BrokenPictureError(number, f"also may be {', '.join(_WAYS)}, not {unknown[0]}")
    return ways


def _again(way, whole, first, again):
    """What comes out when a drawing is read otherwise; ``whole`` is whether a large file was read at once."""
    how = {None: f"also as {way}", True: f"also as {way}, read as a whole", False: f"also as {way}, in parts"}[whole]
    return [f"{how}: the same"] if again == first else [f"{how}, otherwise:", *(f"{INDENT}{line}" for line in again)]
