"""One table on a sheet: cells, an Excel table around them, input lists, lights, unit formats, sparklines."""

from typing import Any

import pandas as pd

from schemas.codes import Basis, Light, Unit, YesNo
from schemas.fields import Field, Kind
from schemas.measures import WHOLE_UNITS
from schemas.tables import AHEAD_MONTHS, ActionPlans, Observations, Parameters, Results, TranslationLines
from schemas.words.vocabulary import Words
from workbook.builder.bars import BARS, SPARKLINE, bar
from workbook.builder.cell_formats import (
    FIGURE,
    FINE_SHARE,
    LINKS,
    NUMERIC,
    RIGHT,
    SIGNED,
    SIGNED_WHOLE,
    WHOLE,
    WHOLE_LISTED,
    WHOLE_PARAMETER,
    Formats,
    with_decimals,
)
from workbook.builder.data_states import MARKED_TABLES, is_month_state, marks
from workbook.builder.name_choices import choose_meaning
from workbook.builder.row_heights import column_width, fitting, header_height
from workbook.layout import TABLES, TableBlock, height, width
from workbook.opc.refs import in_brackets, letters_of
from workbook.port import Formula
from workbook.present import shown_cells

LIGHT_FIELDS = frozenset(
    {"light", "computed_light", "assessment", "light_before", "backtest_light", "light_now", "before", "after"}
)
_SHOWN = frozenset(
    {
        "shown_target", "shown_target_max", "shown_result", "shown_forecast", "shown_run_rate", "shown_seasonal",
        "shown_low", "shown_high", "shown_required", "shown_required_max", "shown_year_target",
        "shown_year_target_max", "shown_earlier_target", "shown_earlier_target_max",
    }
)  # fmt: skip
_SHOWN_DIFFERENCES = frozenset({"shown_difference", "shown_earlier_difference"})
_COUNTS = {
    "goals": ("target", "target_max", "baseline"),
    "observations": ("value", "numerator", "denominator"),
    "services": ("budgeted_activity", "actual_activity"),
    "service_variances": ("budgeted_activity", "actual_activity"),
    "taxameters": ("budgeted_activity", "actual_activity"),
    "inflows": ("budgeted_persons", "inflow", "last_year_to_date", "last_year"),
    "inflow_budgets": ("inflow", "last_year_to_date", "last_year", "expected_persons"),
    "history": ("result", "target_to_date", "target_to_date_max"),
    "reward_basis": ("own", "benchmark"),
    "reward_decisions": ("activity",),
    "reward": ("persons", "activity"),
}
_MORE_DECIMALS = range(2, 7)
_STATED = frozenset({"target", "target_max"})
_WITH_UNITS = frozenset({"results", "goals", "closed_results", "history"})
_LEVELS = frozenset(
    {
        "baseline",
        "target",
        "target_max",
        "target_to_date",
        "target_to_date_max",
        "result",
        "result_now",
        "forecast",
        "forecast_low",
        "forecast_high",
        "forecast_run_rate",
        "forecast_seasonal",
        "to_better",
        "to_worse",
        "backtest",
        "backtest_run_rate",
        "backtest_seasonal",
        "backtest_came",
        "required",
        "required_max",
        "earlier_target",
        "earlier_target_to_date",
    }
)
_SHORT = frozenset(
    {"about", "light_counts", "attention", "issue_counts", "data_facts"}
)  # one line a row: the first screen has all
_UNFILTERED = _SHORT | {"issue_groups", "what_if", "light_levels", "goal_choice", "goal_trend", "goal_ranking"}
_LONG = frozenset(
    {"reason", "message", "suggestion", "action", "description", "arguments", "definition"}
)  # texts of two lines
_GOAL = "goal"
"""The column in which people choose a goal by its number."""
_TEXT_NUMBERS = frozenset({"number", "goal", "period", "baseline_period"})


class TableBuilder:
    """Writes tables on one worksheet.

    Args:
        sheet: The XlsxWriter worksheet.
        formats: The workbook's formats.
        words: Its language.
    """

    def __init__(self, sheet: Any, formats: Formats, words: Words) -> None:
        self._sheet = sheet
        self._formats = formats
        self._words = words
        self._ignored: list[str] = []
        self._heights: dict[int, float] = {}

    def add(
        self, block: TableBlock, frame: pd.DataFrame, top: int, months: list[str] | None = None, name: str | None = None
    ) -> int:
        """Write a table.

        Args:
            block: Its place and columns.
            frame: Its typed rows; without rows it gets one blank row, for a table cannot be without.
            top: The header's row, from 0.
            months: Titles of further columns with monthly values.
            name: The Excel table's name, where it is not the table's own.

        Returns:
            The last row, from 0.
        """
        table = TABLES[block.table]
        fields = {str(field): field for field in table.fields}
        columns = [fields.get(name) or Field(name) for name in block.columns]
        columns += [Field(month, Kind.FIGURE) for month in months or []]
        shown = shown_cells(table, block.columns, frame, self._words)
        bottom = top + max(len(frame), block.rows, 1)
        self._rows(top, bottom, block, [*zip(*shown.values(), strict=True)])
        headers = []
        for offset, field in enumerate(columns):
            column = block.first_column + offset
            title = self._title(block.table, field, months)
            headers.append(self._header(title, field))
            is_month = bool(months and field in months)
            wide = width("month") if is_month else column_width(block, field, self._words)
            self._column(block, column, wide, is_month)
            cell = self._formats.cell(field, block.table, field in block.inputs)
            values = shown.get(title, [])
            for row in range(top + 1, bottom + 1):
                position = row - top - 1
                self._write(row, column, values[position] if position < len(values) else None, cell)
            self._beside(block, field, top + 1, bottom, column)
        last = block.first_column + len(columns) - 1
        filtered = block.table not in _UNFILTERED
        options = {"name": name or block.table, "columns": headers, "style": None, "autofilter": filtered}
        self._sheet.add_table(top, block.first_column, bottom, last, options)
        self._unit_formats(block, top + 1, bottom)
        self._whole_counts(block, top + 1, bottom)
        if block.table == Parameters.name:
            self._parameter_formats(block, top + 1, bottom)
        if "trend" in block.columns:
            self._sparklines(block, top + 1, bottom)
        if block.table in MARKED_TABLES:
            self._data_states(block, top + 1, bottom)
        return bottom

    def _column(self, block: TableBlock, column: int, wide: float, is_month: bool) -> None:
        """A column's width; those beyond the visible ones are folded, for looking things up."""
        at = column - block.first_column
        is_folded = bool(block.visible) and at >= block.visible and not is_month
        ends = bool(block.visible) and at == len(block.columns)
        options = {"level": 1, "hidden": True} if is_folded else {"collapsed": True} if ends else {}
        self._sheet.set_column(column, column, wide, None, options)

    def _header(self, title: str, field: Field) -> dict[str, Any]:
        right = field.kind in NUMERIC or field in RIGHT
        return {"header": title, "header_format": self._formats.header(right)}

    def _rows(self, top: int, bottom: int, block: TableBlock, shown: list[tuple[object, ...]]) -> None:
        short = block.table in _SHORT
        if short:
            self._sheet.set_row(top, height("row"))
        else:
            self._header_row(top, block)
        tall = _LONG & set(block.columns) and not short
        for row in range(top + 1, bottom + 1):
            # A row that two tables share is as tall as the one with the longer texts needs.
            usual = block.tall or height("tall_row" if tall else "row")
            at = row - top - 1
            drawn = height("tall_row") if "trend" in block.columns else 0  # a picture of a line has room of two
            fits = block.fit and at < len(shown)
            self._row(row, max(drawn, fitting(block, shown[at])) if fits else usual)

    def _row(self, row: int, tall: float) -> None:
        self._heights[row] = max(self._heights.get(row, 0), tall)
        self._sheet.set_row(row, self._heights[row])

    def _header_row(self, top: int, block: TableBlock) -> None:
        titles = (self._words.title(block.table, name) for name in block.shown)
        widths = (column_width(block, name, self._words) for name in block.shown)
        usual = height("tall_header" if BARS & set(block.columns) else "header")
        self._row(top, max(usual, header_height(titles, widths)))

    def _title(self, table: str, field: Field, months: list[str] | None) -> str:
        return str(field) if months and field in months else self._words.title(table, field)

    def _write(self, row: int, column: int, value: object, cell: Any) -> None:
        if value is None:
            self._sheet.write_blank(row, column, None, cell)
        elif isinstance(value, Formula):
            self._sheet.write_formula(row, column, f"={value.text}", cell, value.cached)
        elif isinstance(value, str):
            self._sheet.write_string(row, column, value, cell)
        elif isinstance(value, float | int):
            self._sheet.write_number(row, column, value, cell)
        else:
            self._sheet.write_datetime(row, column, value, cell)

    def _beside(self, block: TableBlock, field: Field, first: int, last: int, column: int) -> None:
        """The input list, the lights and the ignored warnings of a column."""
        if options := self._choices(block, field):
            self._sheet.data_validation(first, column, last, column, options)
        if (block.table, field) == (TranslationLines.name, TranslationLines.MEANS):
            choose_meaning(self._sheet, block, (first, last), self._formats, self._words)
        if field in LIGHT_FIELDS:
            self.lights(first, column, last, column)
        if field in BARS:
            self._sheet.conditional_format(first, column, last, column, bar())
        if field == ActionPlans.IS_OVERDUE:
            yes = f'"{self._words.word(YesNo.YES)}"'
            stands_out = {"type": "cell", "criteria": "==", "value": yes, "format": self._formats.bold()}
            self._sheet.conditional_format(first, column, last, column, stands_out)
        if (block.table, field) in LINKS:
            first_cell = f"{letters_of(column + 1)}{first + 1}"
            # An address that leads nowhere is plain text, and does not look like a link.
            criteria = f"=_xlfn.ISFORMULA({first_cell})"
            is_link = {"type": "formula", "criteria": criteria, "format": self._formats.link()}
            self._sheet.conditional_format(first, column, last, column, is_link)
        if field in _TEXT_NUMBERS:
            letter = letters_of(column + 1)
            self._ignored.append(f"{letter}{first + 1}:{letter}{last + 1}")
            self._sheet.ignore_errors({"number_stored_as_text": " ".join(self._ignored)})

    def _choices(self, block: TableBlock, field: Field) -> dict[str, object]:
        """The input list of a column, as XlsxWriter takes it; empty for a column without one."""
        if field.codes is not None and field in block.inputs:
            return {
                "validate": "list",
                "source": self._words.choices(field.codes),
                "ignore_blank": True,
                "error_title": self._words.text("product"),
                "error_message": self._words.text("input_error"),
                "error_type": "information" if field.kind is Kind.OPEN_CODE else "stop",
            }
        if field == _GOAL and field in block.inputs:
            # Another text may stand: a comment may be about an account, a line about several goals.
            numbers = f"{Results.name}[[{in_brackets(self._words.title(Results, Results.NUMBER))}]]"
            return {"validate": "list", "source": f'=INDIRECT("{numbers}")', "show_error": False}
        return {}

    def lights(self, top: int, left: int, bottom: int, right: int, first: bool = False) -> None:
        """Colour cells by the light's word, so that a changed word recolours; or by the light that they begin with."""
        for light in Light:
            rule = {
                "type": "text",
                "criteria": "begins with" if first else "containing",
                "value": self._words.light(light) if first else self._words.word(light),
                "format": self._formats.light(light),
            }
            self._sheet.conditional_format(top, left, bottom, right, rule)

    def _data_states(self, block: TableBlock, first: int, last: int) -> None:
        """Colour the months of a data status by the mark that they begin with, so that a changed word recolours."""
        months = [block.first_column + at for at, name in enumerate(block.columns) if is_month_state(block.table, name)]
        for mark, look in marks(self._words).items():
            rule = {"type": "text", "criteria": "begins with", "value": mark, "format": self._formats.rule(**look)}
            self._sheet.conditional_format(first, months[0], last, months[-1], rule)

    def _unit_formats(self, block: TableBlock, first: int, last: int) -> None:
        """Show per cent and yes/no by the word in the unit's column, so that a changed unit changes the figures."""
        units = self._formats.unit_formats(free=block.table == "goals")
        if {"decimals", "shown_unit"} <= set(block.columns):
            self._decimal_formats(block, first, last)
        per_cent = [(Basis.CHANGE_PCT, units[Unit.PCT])]
        for by, shown, codes in (
            ("shown_unit", _SHOWN, units.items()),
            ("basis", _STATED, per_cent),
            ("unit", _LEVELS, units.items()),
        ):
            if by not in block.columns or block.table not in _WITH_UNITS:
                continue
            for code, number_format in codes:
                if by == "shown_unit" and code == Unit.PCT:
                    continue  # the unit stands beside, and is said once
                for name in (each for each in block.columns if each in shown):
                    self._format_by(block, by, self._words.word(code), name, number_format, first, last)

    def _whole_counts(self, block: TableBlock, first: int, last: int) -> None:
        """No decimals where a count is whole: in the contract by its unit, among what the LIS gave wherever it is."""
        if block.table not in _COUNTS:
            return
        unit = f"${self._letter(block, 'unit')}{first + 1}" if "unit" in block.columns else ""
        counted = ",".join(f'{unit}="{self._words.word(each)}"' for each in WHOLE_UNITS)
        for name in _COUNTS[block.table]:
            cell = f"{self._letter(block, name)}{first + 1}"
            is_whole = f"ISNUMBER({cell}),{cell}=ROUND({cell},0)"
            holds = f"=AND(OR({counted}),{is_whole})" if unit else f"=AND({is_whole})"
            whole = WHOLE_LISTED if block.table == Observations.name else WHOLE
            self._format_where(block, holds, name, whole, first, last)

    def _parameter_formats(self, block: TableBlock, first: int, last: int) -> None:
        """No decimals for a whole number, two for a share, more where somebody typed more than thirds have."""
        name = str(Parameters.VALUE)
        cell = f"{self._letter(block, name)}{first + 1}"
        self._format_where(block, f"=AND(ISNUMBER({cell}),{cell}=ROUND({cell},0))", name, WHOLE_PARAMETER, first, last)
        is_third = f"ABS(3*{cell}-ROUND(3*{cell},0))<0.0001"
        is_fine = f"=AND(ISNUMBER({cell}),ABS({cell}-ROUND({cell},2))>0.00001,NOT({is_third}))"
        self._format_where(block, is_fine, name, FINE_SHARE, first, last)

    def _decimal_formats(self, block: TableBlock, first: int, last: int) -> None:
        """More decimals where a row's figures are only told apart by them, none where a count is whole; no unit."""
        decimals, unit = (self._letter(block, name) for name in ("decimals", "shown_unit"))
        counted = ",".join(f'${unit}{first + 1}="{self._words.word(each)}"' for each in WHOLE_UNITS)
        for name in (each for each in block.columns if each in _SHOWN | _SHOWN_DIFFERENCES):
            cell = f"{self._letter(block, name)}{first + 1}"
            signed = name in _SHOWN_DIFFERENCES
            for count in _MORE_DECIMALS:
                wanted = f"${decimals}{first + 1}={count}"
                plain = with_decimals(SIGNED if signed else FIGURE, count)
                self._format_where(block, f"={wanted}", name, plain, first, last)
            whole = SIGNED_WHOLE if signed else WHOLE
            holds = f"=AND(OR({counted}),ISNUMBER({cell}),ROUND({cell},1)=ROUND({cell},0))"
            self._format_where(block, holds, name, whole, first, last)

    @staticmethod
    def _letter(block: TableBlock, name: str) -> str:
        return letters_of(block.first_column + block.columns.index(name) + 1)

    def _format_by(
        self, block: TableBlock, by: str, word: str, name: str, number_format: str, first: int, last: int
    ) -> None:
        """Give a column's cells a number format where another column of their row holds a word."""
        criteria = f'=${self._letter(block, by)}{first + 1}="{word}"'
        self._format_where(block, criteria, name, number_format, first, last)

    def _format_where(
        self, block: TableBlock, criteria: str, name: str, number_format: str, first: int, last: int
    ) -> None:
        """Give a column's cells a number format where a formula holds."""
        column = block.first_column + block.columns.index(name)
        rule = {
            "type": "formula",
            "criteria": criteria,
            "format": self._formats.number_format(number_format),
            "stop_if_true": True,
        }
        self._sheet.conditional_format(first, column, last, column, rule)

    def _sparklines(self, block: TableBlock, first: int, last: int) -> None:
        """Each month a column up from the line of the target, or down from it; the line is a figure of nought."""
        column = block.first_column + list(block.columns).index("trend")
        left, right = (self._letter(block, name) for name in (AHEAD_MONTHS[0], AHEAD_MONTHS[-1]))
        for row in range(first, last + 1):
            options = {"range": f"'{self._sheet.get_name()}'!{left}{row + 1}:{right}{row + 1}", **SPARKLINE}
            self._sheet.add_sparkline(row, column, options)
