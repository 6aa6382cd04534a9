"""One table of a register: what must be filled in stands out, lists to choose from, a word on what to write."""

from collections.abc import Mapping
from typing import Any

from schemas.fields import Field, Kind, Table
from schemas.tables import BudgetLines, Centres, Goals, Measures, Parameters
from schemas.words.vocabulary import Words, entries
from workbook.builder.cell_formats import HEADING, NUMERIC, Formats
from workbook.builder.row_heights import column_width
from workbook.builder.sheet_tables import TableBuilder
from workbook.layout import TABLES, TableBlock

OPTIONAL_FILL = "#D9E2F3"
OPEN_FILL = "#FFE9A8"
LAST_ROW = 1_000
"""Rows below a table in which the lists hold as well, for tables grow as they are written in."""
_LONGEST_TITLE, _LONGEST_MESSAGE, _LONGEST_LIST = 32, 255, 255  # letters that Excel takes
_COMPUTED = {
    "goals": frozenset({"target_in_words"}),
    "parameters": frozenset({"title"}),
    "strategy": frozenset({"light", "rolled_up", "plan_lines"}),
}
"""What the program writes itself."""
_MAY_BE_BLANK = frozenset({("budget_lines", "actual")})
"""Columns that a register may leave blank, although an export may not."""
_FIRST = {
    Goals.name: (
        "year", "centre", "number", "goal_type", "title", "measure", "unit", "rule", "basis", "target", "target_max",
        "baseline_period", "baseline", "summary", "profile", "show_as", "parameter", "focus",
    )
}  # fmt: skip
_WIDTHS: dict[str, dict[str, float]] = {
    "goals": {
        "year": 7, "centre": 22, "number": 8, "goal_type": 17, "title": 34, "measure": 32, "unit": 11, "rule": 9,
        "basis": 15, "target": 9, "target_max": 9, "baseline_period": 12, "baseline": 12, "summary": 17, "profile": 17,
        "parameter": 20, "focus": 24, "source": 30, "reason": 34, "note": 34, "to_committee": 11, "promise": 11,
    },
    "contract_texts": {"contract_part": 22, "heading": 22, "under": 24, "text": 62, "person_name": 18, "date": 11},
    "citizen_lines": {"text": 62, "given_when": 24, "goal": 8},
    "theories": {"text": 52, "theory": 32, "vision_point": 30, "step_number": 8, "step_kind": 18, "theory_goals": 13},
    "translations": {"export_name": 36, "name_kind": 16, "means": 36},
    "strategy": {"perspective": 24, "focus": 28, "supports": 28, "strategy_goals": 14},
    "meetings": {"date": 11, "meeting_kind": 22, "needs": 30, "participants": 36, "note": 36},
    "parameters": {"name": 26, "value": 10, "unit": 18, "description": 48, "source": 36},
}  # fmt: skip
_BREAKS = ("show_as", "valid_from")
"""The columns of goals that begin a page on paper."""
_PAGE = 9_700  # per cent of the characters across a page
_OWN_LISTS = frozenset({("translations", "means")})
"""Columns whose table brings its own list."""
CENTRE_LIST, MEASURE_LIST, PARAMETER_LIST = "register_centres", "register_measures", "register_parameters"
"""The names of the lists that grow as their sheets are filled in."""
_LISTS: dict[tuple[str, str], str] = {
    (Goals.name, Goals.CENTRE): CENTRE_LIST,
    (BudgetLines.name, BudgetLines.CENTRE): CENTRE_LIST,
    ("contract_texts", "centre"): CENTRE_LIST,
    ("citizen_lines", "centre"): CENTRE_LIST,
    (Goals.name, Goals.MEASURE): MEASURE_LIST,
    (Parameters.name, Parameters.NAME): PARAMETER_LIST,
}
LISTED = {CENTRE_LIST: (Centres, Centres.CENTRE), MEASURE_LIST: (Measures, Measures.MEASURE)}
"""The column that each of those lists is of."""


def register_columns(table: type[Table]) -> tuple[str, ...]:
    """The columns of a table that a register has, in the order in which they are filled in."""
    first = _FIRST.get(table.name, ())
    rest = [str(field) for field in table.fields if field not in first]
    return tuple(name for name in (*first, *rest) if name not in _COMPUTED.get(table.name, ()))


def is_required(table: str, field: Field) -> bool:
    """Whether a column must be filled in, in each row that is."""
    return (field.required or not field.nullable) and (table, field) not in _MAY_BE_BLANK


def input_message(table: str, field: str, words: Words) -> str:
    """What to write in a column, in a sentence or two; empty for one that says it by its title."""
    found = entries()["inputs"].get(table, {}).get(str(field))
    return str(found[words.language])[:_LONGEST_MESSAGE] if found else ""


def register_widths(table: type[Table]) -> Mapping[str, float]:
    """The widths of a register's columns in characters, where they are not those of the fields."""
    return _WIDTHS.get(table.name, {})


def goal_pages(sheet: Any, block: TableBlock, words: Words, frozen: int, before: float = 0) -> None:
    """The goals on paper, on several pages beside each other, the frozen columns on each of them.

    Args:
        sheet: The worksheet.
        block: The table of goals.
        words: The language.
        frozen: The columns that stand on every page.
        before: Characters of the columns before the table, which are among those.
    """
    wide = [column_width(block, name, words) for name in block.columns]
    starts = [block.columns.index(name) for name in _BREAKS]
    again = sum(wide[: frozen - block.first_column])
    parts = zip([0, *starts], [*starts, len(wide)], strict=True)
    widest = max(before + sum(wide[start:end]) + (again if start else 0) for start, end in parts)
    sheet.set_print_scale(int(_PAGE / widest))
    sheet.set_v_pagebreaks([start + block.first_column for start in starts])
    sheet.repeat_columns(0, frozen - 1)


class RegisterTable(TableBuilder):
    """Writes a table of a register.

    Args:
        sheet: The XlsxWriter worksheet.
        formats: The workbook's formats.
        words: Its language.
        lists: Where the words of a column stand that are too many for a list within it: table and field → formula.
        is_example: The rows are examples: nothing is chosen in them.
    """

    def __init__(
        self,
        sheet: Any,
        formats: Formats,
        words: Words,
        lists: Mapping[tuple[str, str], str],
        is_example: bool = False,
    ) -> None:
        super().__init__(sheet, formats, words)
        self._lists = lists
        self._is_example = is_example
        self._table = ""

    def _header(self, title: str, field: Field) -> dict[str, Any]:
        if is_required(self._table, field):
            return super()._header(title, field)
        side = "right" if field.kind in NUMERIC else "left"
        looks = self._formats.make(
            bold=True, font_color=HEADING, bg_color=OPTIONAL_FILL, text_wrap=True, valign="vcenter", align=side,
            indent=0 if side == "right" else 1,
        )  # fmt: skip
        return {"header": title, "header_format": looks}

    def _rows(self, top: int, bottom: int, block: TableBlock, shown: list[tuple[object, ...]]) -> None:
        self._table = block.table
        super()._rows(top, bottom, block, shown)

    def _column(self, block: TableBlock, column: int, wide: float, is_month: bool) -> None:
        """Rows that are added below the table look and behave as those in it: a goal's number stays a text."""
        name = block.columns[column - block.first_column]
        fields = {str(field): field for field in TABLES[block.table].fields}
        looks = self._formats.below(fields[name], block.table) if name in fields else None
        self._sheet.set_column(column, column, wide, looks)

    def _beside(self, block: TableBlock, field: Field, first: int, last: int, column: int) -> None:
        super()._beside(block, field, first, last if self._is_example else max(last, first + LAST_ROW), column)

    def _choices(self, block: TableBlock, field: Field) -> dict[str, object]:
        if self._is_example or (block.table, field) in _OWN_LISTS:
            return {}
        options = self._list(block.table, field) or {"validate": "any"}
        message = input_message(block.table, field, self._words)
        if message:
            title = self._words.title(block.table, field)[:_LONGEST_TITLE]
            options |= {"input_title": title, "input_message": message}
        return options if len(options) > 1 else {}

    def _list(self, table: str, field: Field) -> dict[str, object]:
        usual = {"ignore_blank": True, "error_title": self._words.text("product")}
        if (name := _LISTS.get((table, field))) is not None:
            # A name may be written before it stands in its list: reading tells of one that stands nowhere.
            return {"validate": "list", "source": f"={name}", "show_error": False, **usual}
        if field.codes is None:
            return {}
        choices = self._words.choices(field.codes)
        fits = len(",".join(choices)) <= _LONGEST_LIST
        return {
            "validate": "list",
            "source": choices if fits else self._lists[table, field],
            "error_message": self._words.text("input_error"),
            "error_type": "information" if field.kind is Kind.OPEN_CODE else "stop",
            **usual,
        }
