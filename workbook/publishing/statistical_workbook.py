"""The statistical workbook: a cover, contents, notes, and one table a sheet, for those who see and those who listen."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from textwrap import wrap
from typing import Any

from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import HEADING, LINK, YES_NO, YES_NO_ENGLISH
from workbook.documents.plain_text import one_line, plain_text
from workbook.publishing.model import Mark, Publication, PublishedColumn, PublishedTable, Shape, Value

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_TYPEFACE, _SIZE, _TITLE = "Arial", 12, 16
"""The guidance asks for letters without serifs, of 12 points."""
_WIDEST, _NARROWEST, _PAGE = 40, 10, 90
"""Widths of columns in letters, and that of a page of text."""
_LINE, _TITLE_LINE = 16.0, 24.0
"""The heights of a line of text and of a title, in points."""
_WIDER = 1.15
"""How much wider the letters are than those that columns are measured in."""
_LONGEST_NAME = 31
_A4, _PORTRAIT_COLUMNS = 9, 3
_FORMATS = {Shape.CHANCE: "0%", Shape.KRONER: "#,##0", Shape.PER_CENT: "#,##0.0", Shape.WHOLE: "0"}
_LEFT = frozenset({Shape.TEXT, Shape.DATE})
_CUT = dict.fromkeys(map(ord, "[]:*?/\\"), " ")


def statistical_workbook(publication: Publication, words: Words, now: datetime) -> bytes:
    """The workbook's bytes.

    Args:
        publication: What is published.
        words: Its language.
        now: The time, for the file's own facts.
    """
    import xlsxwriter

    package = io.BytesIO()
    book = xlsxwriter.Workbook(package, _OPTIONS)
    facts = {"title": one_line(publication.title), "author": words.text("product"), "created": now}
    book.set_properties(facts)
    _Maker(book, publication, words).make()
    book.close()
    return package.getvalue()


class _Maker:
    """Makes the sheets of one workbook.

    Args:
        book: The XlsxWriter workbook.
        publication: What is published.
        words: Its language.
    """

    def __init__(self, book: Any, publication: Publication, words: Words) -> None:
        self._book, self._publication, self._words = book, publication, words
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def make(self) -> None:
        """All sheets, in the order in which they are read."""
        words, cover = self._words, self._publication
        self._text_sheet(words.text("publish_cover"), cover.title, cover.cover)
        self._contents()
        notes = tuple((str(number), note) for number, note in enumerate(cover.notes, start=1))
        self._sheet(self._listed("notes", (("note_number", 1), ("note_text", 1)), notes))
        for table in cover.tables:
            self._sheet(table)

    def _listed(self, key: str, columns: Sequence[tuple[str, int]], rows: tuple[tuple[Value, ...], ...]) -> Any:
        """A table of the workbook's own: it has no csv."""
        words = self._words
        heads = tuple(PublishedColumn(name, words.title("published", name)) for name, _ in columns)
        sheet = words.text(f"publish_{key}")
        return PublishedTable(key, sheet, sheet, (), heads, rows, (), "")

    def _format(self, **properties: object) -> Any:
        full = {"font_name": _TYPEFACE, "font_size": _SIZE, "valign": "top", **properties}
        key = tuple(sorted(full.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(full)
        return self._made[key]

    def _new_sheet(self, name: str, title: str) -> Any:
        sheet = self._book.add_worksheet(name[:_LONGEST_NAME].translate(_CUT))
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        sheet.set_footer(f"&L{self._words.text('product')}&R&P / &N")
        sheet.set_row(0, _TITLE_LINE)
        sheet.write_string(0, 0, plain_text(title), self._format(bold=True, font_size=_TITLE, font_color=HEADING))
        return sheet

    def _text_sheet(self, name: str, title: str, lines: Sequence[str]) -> None:
        """A page of text in one column, without empty rows."""
        sheet = self._new_sheet(name, title)
        sheet.set_column(0, 0, _PAGE)
        sheet.fit_to_pages(1, 0)
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, plain_text(line), self._format(text_wrap=True))
            sheet.set_row(row, _LINE * _lines(line, _PAGE))

    def _contents(self) -> None:
        """Which sheet has which table, with links."""
        words = self._words
        tables = self._publication.tables
        rows: tuple[tuple[Value, ...], ...] = (
            (words.text("publish_notes"), words.text("publish_notes_about"), "–", len(self._publication.notes)),
            *((table.sheet, table.title, table.file, len(table.rows)) for table in tables),
        )
        keys = (("sheet", 1), ("table_title", 1), ("csv_file", 1), ("row_count", 1))
        self._sheet(self._listed("contents", keys, rows), linked=True)

    def _sheet(self, table: PublishedTable, linked: bool = False) -> None:
        """A sheet with one table: its title, what is said of it, and the table from the next row on."""
        sheet = self._new_sheet(table.sheet, table.title)
        about = (*table.about, self._words.text("publish_one_table", count=len(table.rows)))
        for row, line in enumerate(about, start=1):
            sheet.write_string(row, 0, plain_text(line), self._format())
        top = len(about) + 1
        if not linked:
            contents = self._words.text("publish_contents")
            sheet.write_url(top, 0, f"internal:'{contents}'!A1", self._link(), self._words.text("publish_back"))
            top += 1
        self._table(sheet, table, top, linked)
        sheet.repeat_rows(top)
        sheet.fit_to_pages(1, 0)
        if len(table.columns) > _PORTRAIT_COLUMNS:
            sheet.set_landscape()

    def _table(self, sheet: Any, table: PublishedTable, top: int, linked: bool) -> None:
        heads = []
        for place, column in enumerate(table.columns):
            side = "left" if column.shape in _LEFT else "right"
            looks = {"bold": True, "text_wrap": True, "bottom": 2, "font_color": HEADING, "valign": "bottom"}
            head = self._format(**looks, align=side, indent=int(side == "left"))
            heads.append({"header": column.title, "header_format": head})
            sheet.set_column(place, place, self._width(table, place) * _WIDER)
        widths = [self._width(table, place) for place in range(len(table.columns))]
        titles = zip((column.title for column in table.columns), widths, strict=True)
        sheet.set_row(top, _LINE * max(_lines(title, width) for title, width in titles))
        for row, values in enumerate(table.rows):
            texts = zip(values, widths, strict=True)
            tall = (
                _lines(value, width) for value, width in texts if isinstance(value, str) and not isinstance(value, Mark)
            )
            sheet.set_row(top + 1 + row, _LINE * max(tall, default=1))
            for place, value in enumerate(values):
                self._write(sheet, (top + 1 + row, place), value, self._looks(table, row, table.columns[place].shape))
        options = {"name": f"{table.key}_table", "columns": heads, "style": None, "autofilter": not linked}
        sheet.add_table(top, 0, top + max(len(table.rows), 1), len(table.columns) - 1, options)
        for row, values in enumerate(table.rows if linked else ()):
            name = str(values[0])
            sheet.write_url(top + 1 + row, 0, f"internal:'{name}'!A1", self._link(), name)

    def _link(self) -> Any:
        return self._format(font_color=LINK, underline=1)

    def _looks(self, table: PublishedTable, row: int, shape: Shape) -> Any:
        if shape is Shape.DATE:
            return self._format(num_format="yyyy-mm-dd", align="left", indent=1)
        if shape is Shape.TEXT:
            return self._format(text_wrap=True, align="left", indent=1)
        form = _FORMATS.get(shape)
        if shape is Shape.FIGURE:
            count = table.decimals[row] if table.decimals else 1
            form = f"#,##0.{'0' * count}" if count else "#,##0"
            if table.answers and table.answers[row]:
                form = YES_NO if self._words.language == "da" else YES_NO_ENGLISH
        return self._format(num_format=form, align="right")

    def _write(self, sheet: Any, place: tuple[int, int], value: Value, looks: Any) -> None:
        if isinstance(value, Mark):
            sheet.write_string(*place, self._words.text(f"publish_mark_{value.value}"), looks)
        elif isinstance(value, date):
            sheet.write_datetime(*place, value, looks)
        elif isinstance(value, int | float):
            sheet.write_number(*place, value, looks)
        else:
            sheet.write_string(*place, plain_text(value), looks)

    def _width(self, table: PublishedTable, place: int) -> float:
        if table.key == "notes" and place:
            return _PAGE
        column = table.columns[place]
        words = max(map(len, column.title.split()), default=0)
        if column.shape is not Shape.TEXT:
            return max(words + 2, _NARROWEST)
        longest = max((len(str(row[place])) for row in table.rows), default=0)
        return min(max(longest + 2, words + 2, _NARROWEST), _WIDEST)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column, words kept whole."""
    return sum(max(len(wrap(line, max(int(width * _WIDER) - 2, 1))), 1) for line in plain_text(text).split("\n"))
