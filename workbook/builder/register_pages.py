"""The pages of a register that hold no data: worked examples, the allowed words, a guide, what is to be decided."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from schemas.fields import Field, Table
from schemas.parameters import in_force
from schemas.reading import frame_of
from schemas.register_pages import PAGES
from schemas.tables import Centres, Goals, Parameters
from schemas.text.periods import parse_period
from schemas.words.vocabulary import Words, entries
from workbook.builder.cell_formats import LINE as LINE_COLOUR
from workbook.builder.cell_formats import LINK, Formats
from workbook.builder.register_table import RegisterTable, goal_pages, register_columns, register_widths
from workbook.builder.row_heights import LINE, lines
from workbook.layout import TableBlock, header_row, height

_STEPS = 5
_GUIDE_WIDTH = 100
_KIND_WIDTH = 36
_WORD_WIDTHS = (18, 40, 34, 76)
_OPEN_WIDTHS = (10, 22, 9, 50, 76)


@dataclass(frozen=True)
class OpenCell:
    """A cell of the sheet of goals that somebody must decide.

    Args:
        row: The goal's place among the rows, from 0.
        field: The column.
        number: The goal's number.
        printed: What the contract says there, as it is printed.
        told: What is to be decided, in the user's language.
    """

    row: int
    field: str
    number: str
    printed: str
    told: str


@lru_cache(maxsize=1)
def _examples() -> list[dict[str, Any]]:
    text = files("workbook.builder").joinpath("register_examples.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["example"]
    return found


def example_goals(year: int, words: Words) -> list[dict[str, object]]:
    """The worked lines, one of each kind of goal, as records of the table of goals."""
    made: list[dict[str, object]] = []
    for example in _examples():
        fields = dict(example["fields"])
        if Goals.BASELINE_PERIOD in fields:
            fields[Goals.BASELINE_PERIOD] = parse_period(fields[Goals.BASELINE_PERIOD].format(last=year - 1))
        note = example.get("note", {}).get(words.language)
        title = example["title"][words.language]
        centre = words.text("register_example_centre")
        made.append({Goals.YEAR: year, Goals.CENTRE: centre, Goals.TITLE: title, Goals.NOTE: note, **fields})
    return made


def examples_page(sheet: Any, formats: Formats, words: Words, year: int) -> None:
    """The worked lines, in the columns of the sheet of goals, each with what kind of goal it is."""
    columns = register_columns(Goals)
    top = header_row() - 1
    titles = [words.title(Goals, name) for name in (columns[0], columns[-1])]
    hint = words.text("register_hint_examples", goals=words.table(Goals), first=titles[0], last=titles[1])
    _head(sheet, formats, words, "examples", hint)
    widths = register_widths(Goals)
    block = TableBlock(Goals.name, columns, frozenset(columns), 1, widths=widths, tall=height("row"), fit=True)
    frame = frame_of(Goals, example_goals(year, words))
    RegisterTable(sheet, formats, words, {}, is_example=True).add(block, frame, top, name="goals_examples")
    sheet.set_column(0, 0, _KIND_WIDTH)
    sheet.write_string(top, 0, words.text("register_kind"), formats.header(numeric=False))
    plain = formats.make(text_wrap=True, bold=True)
    for row, example in enumerate(_examples(), start=top + 1):
        sheet.write_string(row, 0, example["kind"][words.language], plain)
    sheet.freeze_panes(top + 1, 1)
    goal_pages(sheet, block, words, 1, _KIND_WIDTH)


def words_page(
    sheet: Any, formats: Formats, words: Words, year: int, tables: Sequence[type[Table]]
) -> dict[tuple[str, str], str]:
    """The words that may stand in each column, with what they mean.

    Args:
        sheet: The worksheet.
        formats: The workbook's formats.
        words: Its language.
        year: The contract year, whose parameters are named.
        tables: The register's tables, in the order of their sheets.

    Returns:
        Where the words of a column stand: table and field → formula.
    """
    _head(sheet, formats, words, "words", words.text("register_hint_words"))
    rows: list[tuple[str, ...]] = []
    found: dict[tuple[str, str], str] = {}
    first = header_row() + 1
    for table in tables:
        for fields, pairs in _lists(table, words, year):
            begins = first + len(rows)
            title = ", ".join(words.title(table, field) for field in fields)
            rows += [(words.table(table), title, word, meaning) for word, meaning in pairs]
            cells = f"='{words.sheet(PAGES['words'])}'!$C${begins}:$C${first + len(rows) - 1}"
            found |= {(table.name, str(field)): cells for field in fields}
    titles = [words.text(f"register_word_{name}") for name in ("table", "field", "word", "meaning")]
    _list(sheet, formats, "register_words", titles, rows, _WORD_WIDTHS)
    return found


def _lists(table: type[Table], words: Words, year: int) -> list[tuple[list[Field], list[tuple[str, str]]]]:
    """A table's columns of words, those of the same words together, each word with its meaning."""
    if table is Parameters:
        known = in_force(year).values()
        return [([Parameters.NAME], [(each.name, each.title[words.language]) for each in known])]
    columns = register_columns(table)
    by_codes: dict[Any, list[Field]] = {}
    for field in sorted((each for each in table.fields if each in columns), key=columns.index):
        if field.codes is not None:
            by_codes.setdefault(field.codes, []).append(field)
    return [
        (fields, [(words.word(code), meaning(code, words)) for code in codes]) for codes, fields in by_codes.items()
    ]


def meaning(code: Any, words: Words) -> str:
    """What a code's word means, in a sentence."""
    return str(entries()["meanings"][type(code).__name__][code.value][words.language])


def guide_page(sheet: Any, formats: Formats, words: Words) -> None:
    """How to begin, in five steps."""
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, words.sheet(PAGES["guide"]), formats.title)
    sheet.set_row(0, 26)
    sheet.set_column(0, 0, _GUIDE_WIDTH)
    text = formats.make(text_wrap=True, font_size=11)
    names = {page: words.sheet(key) for page, key in PAGES.items()}
    names |= {
        "goals": words.table(Goals),
        "centres": words.table(Centres),
        "required": words.text("register_required"),
        "button": words.text("button_new"),
    }
    for step in range(_STEPS):
        said = words.text(f"register_guide_{step + 1}", **names)
        sheet.set_row(step + 2, LINE * (lines(said, _GUIDE_WIDTH * 0.9) + 1) + 4)
        sheet.write_string(step + 2, 0, said, text)


def open_page(
    sheet: Any, formats: Formats, words: Words, opened: Sequence[OpenCell], address: Callable[[OpenCell], str]
) -> None:
    """What is to be decided before the register can be used: goal, column, cell, and what the contract says."""
    _head(sheet, formats, words, "open", words.text("register_hint_open", goals=words.table(Goals)))
    titles = [words.text(f"register_open_{name}") for name in ("goal", "column", "cell", "printed", "decide")]
    rows = [(cell.number, words.title(Goals, cell.field), address(cell), cell.printed, cell.told) for cell in opened]
    _list(sheet, formats, "register_open", titles, rows, _OPEN_WIDTHS)
    link = formats.make(font_color=LINK, underline=1, align="left", bottom=1, bottom_color=LINE_COLOUR)
    for row, cell in enumerate(opened, start=header_row()):
        at = address(cell)
        sheet.write_url(row, 2, f"internal:'{words.table(Goals)}'!{at}", link, at)
    sheet.activate()


def _head(sheet: Any, formats: Formats, words: Words, page: str, hint: str) -> None:
    sheet.write_string(0, 0, words.sheet(PAGES[page]), formats.title)
    sheet.set_row(0, 26)
    sheet.write_string(1, 0, hint, formats.hint)


def _list(
    sheet: Any,
    formats: Formats,
    name: str,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> None:
    """A table of texts on a page."""
    top = header_row() - 1
    looks = formats.make(num_format="@", text_wrap=True, align="left", bottom=1, bottom_color=LINE_COLOUR)
    for column, wide in enumerate(widths):
        sheet.set_column(column, column, wide)
    for row, texts in enumerate(rows, start=top + 1):
        most = max(lines(text, wide) for text, wide in zip(texts, widths, strict=True))
        sheet.set_row(row, max(height("row"), LINE * most + 4))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, looks)
    heads = [{"header": title, "header_format": formats.header(numeric=False)} for title in titles]
    sheet.add_table(top, 0, top + max(len(rows), 1), len(titles) - 1, {"name": name, "columns": heads, "style": None})
    sheet.freeze_panes(top + 1, 0)
