"""The sheet of one goal across centres: what is chosen, its months and its ranking as native charts, their figures."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from schemas.frames import is_missing
from schemas.measures import WHOLE_UNITS
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import FIGURE, HEADING, LINE, MUTED, OUTLINE, Formats
from workbook.builder.contract_workbook import page
from workbook.builder.drawn_cells import DrawnFrom, drawn_cells
from workbook.builder.sheet_tables import TableBuilder
from workbook.goal_page import GoalChoice, GoalLines, GoalRanking, GoalTrend, ListedCentres, ListedGoals, Looked
from workbook.layout import Sheet, TableBlock, font, header_row, height
from workbook.opc.refs import letters_of
from workbook.present import plain

_SIZE = {"width": 890, "height": 235}  # pixels: one above the other, on a screen of 1366 by 768 and on A4
_CHART_ROWS = 24  # both charts
_SECOND = 12  # rows below the first
_GAP = 2
_MOST_DRAWN = 40  # centres that one chart shows
_WIDTHS = {
    "line": 17, "choice": 34, "rank": 17, "centre": 34, "light": 11, "shown_result": 10, "target_whole": 11,
    "ahead": 12, "group_mean": 13, "mean_of": 30, "trend_month": 10, "trend_value": 12, "trend_asked": 12,
    "trend_asked_max": 12, "natural_low": 16, "natural_high": 16,
}  # fmt: skip
_ONLY_DRAWN = (GoalRanking.SHORT_NAME, GoalRanking.SHOWN_TARGET, GoalRanking.LINE)
"""What the chart and the formulas alone need is folded away."""
_RANKED = tuple(str(each) for each in GoalRanking.fields if each not in _ONLY_DRAWN) + tuple(map(str, _ONLY_DRAWN))
_BETWEEN = ""  # a column between the two tables
_RANKING = TableBlock(GoalRanking.name, _RANKED, frozenset(), widths=_WIDTHS)
_TREND = TableBlock(GoalTrend.name, tuple(map(str, GoalTrend.fields)), frozenset(), len(_RANKED) + 1, widths=_WIDTHS)
_TARGET = {"type": "long_dash", "size": 12, "border": {"color": OUTLINE}, "fill": {"color": OUTLINE}}
_DOT = {"type": "circle", "size": 6, "fill": {"color": HEADING}, "border": {"color": HEADING}}


def goal_page(sheet: Any, book: Any, formats: Formats, words: Words, frames: Mapping[str, pd.DataFrame]) -> None:
    """Write the sheet.

    Args:
        sheet: The worksheet.
        book: The workbook, in which the choices get their names.
        formats: Its formats.
        words: Its language.
        frames: The tables of the page.
    """
    sheet.hide_gridlines(2)
    tables = TableBuilder(sheet, formats, words)
    top = header_row() - 1
    choice = _block(GoalChoice.name, GoalChoice.fields, 0)
    start = _start(frames)
    tables.add(choice, frames[choice.table], top)
    charts, ranking, trend = start - _CHART_ROWS, _RANKING, _TREND
    ends = {block.table: tables.add(block, frames[block.table], start) for block in (ranking, trend)}
    _lists(sheet, book, formats, tables, frames, words, trend.first_column + len(trend.columns) + 1)
    _choices(sheet, book, formats, choice, frames[choice.table], top + 1)
    for block in (ranking, trend):
        _figures(sheet, formats, words, block, start + 1, ends[block.table])
    folded = len(_RANKED) - len(_ONLY_DRAWN)
    sheet.set_column(folded, len(_RANKED) - 1, None, None, {"level": 1, "hidden": True})
    drawn = min(ends[ranking.table], start + _MOST_DRAWN)
    of_trend, of_ranking = _drawn(frames[GoalLines.name], words)
    chart = _trend_chart(book, sheet, of_trend, start + 1, ends[trend.table], words)
    _insert(sheet, charts, chart, words, "trend_chart_described")
    from_nought = bool((pd.to_numeric(frames[GoalLines.name][GoalLines.SHOWN_RESULT]).fillna(0) >= 0).all())
    chart = _ranking_chart(book, sheet, of_ranking, start + 1, drawn, from_nought, words)
    _insert(sheet, charts + _SECOND, chart, words, "ranking_chart_described")
    _headed(sheet, formats, frames[GoalChoice.name], start - 1)
    # On paper the ranking begins a page, below the sheet's title.
    sheet.set_h_pagebreaks([start - 1])


def _headed(sheet: Any, formats: Formats, choice: pd.DataFrame, row: int) -> None:
    """Above both tables what they are of, for each has a page of its own on paper."""
    chosen = dict(zip(Looked, choice[GoalChoice.CHOICE], strict=True))
    goal, centre = (chosen[each] or "" for each in (Looked.GOAL, Looked.CENTRE))
    heading = formats.make(bold=True, font_color=HEADING)
    sheet.write_formula(row, _RANKING.first_column, f'={Looked.GOAL}&""', heading, goal)
    both = f'={Looked.CENTRE}&": "&{Looked.GOAL}'
    sheet.write_formula(row, _TREND.first_column, both, heading, f"{centre}: {goal}")


def paper(sheet: Any, layout: Sheet, title: str, words: Words) -> None:
    """The set-up for paper: no header of the choice above the other tables.

    Args:
        sheet: The worksheet.
        layout: From ``goal_sheet``.
        title: The workbook's title, for the footer.
        words: Its language.
    """
    page(sheet, layout, title, words)
    sheet.repeat_rows(0, header_row() - 2)


def goal_sheet(key: str, tab: str) -> Sheet:
    """The layout of the sheet: charts and ranking on a page, the months on the next.

    Args:
        key: Its key.
        tab: The tab's colour.
    """
    columns = (*_RANKED, _BETWEEN, *map(str, GoalTrend.fields))
    block = TableBlock(key, columns, frozenset(), widths=_WIDTHS | dict.fromkeys(map(str, _ONLY_DRAWN), 0.0))
    return Sheet(key, tab, False, (block,), 0, len(columns), False, breaks=(str(GoalTrend.MONTH),))


def goal_list(sheet: Any, page_name: str, formats: Formats, frames: Mapping[str, pd.DataFrame], words: Words) -> None:
    """Write the hidden sheet that the page looks up, and what its charts are drawn from.

    Args:
        sheet: The worksheet.
        page_name: The name of the page.
        formats: The workbook's formats.
        frames: The tables of the page; the months of the list stand behind the columns of the table.
        words: The language.
    """
    top, frame = header_row() - 1, frames[GoalLines.name]
    fields = {str(field): field for field in GoalLines.fields}
    headers = []
    for at, name in enumerate(frame.columns):
        title = words.title(GoalLines, fields[name]) if name in fields else name
        headers.append({"header": title, "header_format": formats.header(name not in fields)})
        cells = [plain(fields[name], value, words) if name in fields else value for value in frame[name]]
        for row, value in enumerate(cells, start=top + 1):
            if not is_missing(value):
                (sheet.write_string if isinstance(value, str) else sheet.write_number)(row, at, value)
    bottom = top + max(len(frame), 1)
    options = {"name": GoalLines.name, "columns": headers, "style": None}
    sheet.add_table(top, 0, bottom, len(headers) - 1, options)
    for block, drawn in zip((_TREND, _RANKING), _drawn(frame, words), strict=True):
        drawn_cells(sheet, page_name, block, frames[block.table], _start(frames) + 1, drawn)
    sheet.hide()


def _start(frames: Mapping[str, pd.DataFrame]) -> int:
    """The row of the headers below the charts, from 0."""
    return header_row() - 1 + len(frames[GoalChoice.name]) + _GAP + _CHART_ROWS


def _drawn(frame: pd.DataFrame, words: Words) -> tuple[DrawnFrom, DrawnFrom]:
    """Where the charts read the months and the ranking: behind the list."""
    sheet, column = words.sheet(GoalLines.name), len(frame.columns) + 1
    trend = DrawnFrom(sheet, column, _TREND.columns[1:])
    names = (GoalRanking.SHOWN_RESULT, GoalRanking.SHOWN_TARGET, GoalRanking.MEAN)
    return trend, DrawnFrom(sheet, column + len(trend.names), tuple(map(str, names)))


def _block(table: str, columns: tuple[str, ...], first: int) -> TableBlock:
    return TableBlock(table, tuple(map(str, columns)), frozenset(), first, widths=_WIDTHS)


def _lists(
    sheet: Any,
    book: Any,
    formats: Formats,
    tables: TableBuilder,
    frames: Mapping[str, pd.DataFrame],
    words: Words,
    at: int,
) -> None:
    """What may be chosen, beyond what is printed."""
    top = header_row() - 1
    for beside, table in enumerate((ListedGoals, ListedCentres)):
        block = _block(table.name, table.fields, at + beside * _GAP)
        end = tables.add(block, frames[table.name], top)
        letter = letters_of(block.first_column + 1)
        book.define_name(f"{table.name}_list", f"='{sheet.get_name()}'!${letter}${top + 2}:${letter}${end + 1}")


def _choices(sheet: Any, book: Any, formats: Formats, block: TableBlock, frame: pd.DataFrame, first: int) -> None:
    """What is chosen looks like input, with its list; what follows from it is text across the page."""
    column = block.first_column + 1
    letter = letters_of(column + 1)
    lists = {Looked.GOAL: ListedGoals, Looked.CENTRE: ListedCentres}
    for at, (line, value) in enumerate(zip(Looked, frame[GoalChoice.CHOICE], strict=True)):
        book.define_name(line.value, f"='{sheet.get_name()}'!${letter}${first + at + 1}")
        if line in lists:
            sheet.set_row(first + at, height("tall_row"))  # a goal's title has two lines
            cell = formats.input_cell()
            (sheet.write_string if value else sheet.write_blank)(first + at, column, value, cell)
            rule = {"validate": "list", "source": f"={lists[line].name}_list"}
            sheet.data_validation(first + at, column, first + at, column, rule)
        else:
            pale = line is not Looked.SAID
            style = {"font_color": MUTED} if pale else {"bold": True}
            cell = formats.make(align="left", indent=1, **style)
            sheet.write_formula(first + at, column, f"={value.text}", cell, value.cached)


def _figures(sheet: Any, formats: Formats, words: Words, block: TableBlock, first: int, last: int) -> None:
    """As many decimals as a figure has, none of whole counts."""
    own = [name for name in block.columns if name not in {"rank", "line_number", "ahead", "trend_month"}]
    unit = Looked.UNIT.value
    counted = ",".join(f'{unit}="{words.word(each)}"' for each in WHOLE_UNITS)
    for name in own:
        column = block.first_column + block.columns.index(name)
        cell = f"{letters_of(column + 1)}{first + 1}"
        if name in {"centre", "short_name", "light", "target_whole", "mean_of"}:
            continue
        for holds, code in (
            (f"=AND(OR({counted}),ISNUMBER({cell}),{cell}=ROUND({cell},0))", "#,##0"),
            (f"=AND(ISNUMBER({cell}),ROUND({cell},1)<>ROUND({cell},2))", FIGURE.replace("0.0", "0.00")),
        ):
            rule = {"type": "formula", "criteria": holds, "format": formats.number_format(code)}
            sheet.conditional_format(first, column, last, column, rule)


def _insert(sheet: Any, row: int, chart: Any, words: Words, described: str) -> None:
    chart.set_size(_SIZE)
    place = {"object_position": 3, "description": words.text(described)}
    sheet.insert_chart(row, 0, chart, place)


def _axes(chart: Any, title: str) -> None:
    grid = {"major_gridlines": {"visible": True, "line": {"color": LINE}}, "num_font": {"name": font(), "color": MUTED}}
    chart.set_title({"name": title, "name_font": {"name": font(), "size": 11, "color": HEADING}})
    chart.set_legend({"position": "right", "font": {"name": font(), "size": 9}})
    chart.set_y_axis({**grid, "num_format": "General"})
    chart.show_blanks_as("span")  # a quarter's figures stand three months apart
    chart.show_hidden_data()


def _series(
    sheet: Any, block: TableBlock, drawn: DrawnFrom, name: str, by: str, first: int, last: int
) -> dict[str, object]:
    """A column of a table as a series, named by its header."""
    column, across = (block.first_column + block.columns.index(each) for each in (name, by))
    place = drawn.place(name)
    return {
        "name": [sheet.get_name(), first - 1, column],
        "categories": [sheet.get_name(), first, across, last, across],
        "values": [drawn.sheet, first, place, last, place],
    }


def _trend_chart(book: Any, sheet: Any, drawn: DrawnFrom, first: int, last: int, words: Words) -> Any:
    """Figures are a line with dots, targets dashes, natural limits dots: none needs its colour."""
    chart = book.add_chart({"type": "line"})
    looks: Mapping[str, Mapping[str, Any]] = {
        GoalTrend.VALUE: {"line": {"color": HEADING, "width": 2.25}, "marker": _DOT},
        GoalTrend.ASKED: {"line": {"color": OUTLINE, "width": 1.75, "dash_type": "dash"}, "marker": {"type": "none"}},
        GoalTrend.ASKED_MAX: {
            "line": {"color": OUTLINE, "width": 1.75, "dash_type": "long_dash_dot"},
            "marker": {"type": "none"},
        },
        GoalTrend.NATURAL_LOW: {
            "line": {"color": MUTED, "width": 1.25, "dash_type": "round_dot"},
            "marker": {"type": "none"},
        },
        GoalTrend.NATURAL_HIGH: {
            "line": {"color": MUTED, "width": 1.25, "dash_type": "square_dot"},
            "marker": {"type": "none"},
        },
    }
    for name, look in looks.items():
        chart.add_series({**_series(sheet, _TREND, drawn, name, GoalTrend.MONTH, first, last), **look})
    _axes(chart, words.text("trend_chart"))
    chart.set_x_axis({"num_font": {"name": font(), "color": MUTED, "rotation": -90}, "label_position": "low"})
    return chart


def _ranking_chart(
    book: Any, sheet: Any, drawn: DrawnFrom, first: int, last: int, from_nought: bool, words: Words
) -> Any:
    """Results are columns with their figures, each target a dash, the group's mean a line of dots."""
    chart = book.add_chart({"type": "column"})
    own = _series(sheet, _RANKING, drawn, GoalRanking.SHOWN_RESULT, GoalRanking.SHORT_NAME, first, last)
    fill = {
        "fill": {"color": "#9CC3E6"},
        "border": {"color": HEADING},
        "gap": 60,
        "data_labels": {"value": True, "position": "inside_base"},
    }
    chart.add_series({**own, **fill})
    lines = book.add_chart({"type": "line"})
    target = _series(sheet, _RANKING, drawn, GoalRanking.SHOWN_TARGET, GoalRanking.SHORT_NAME, first, last)
    lines.add_series({**target, "line": {"none": True}, "marker": _TARGET})
    mean = _series(sheet, _RANKING, drawn, GoalRanking.MEAN, GoalRanking.SHORT_NAME, first, last)
    diamond = {"type": "diamond", "size": 7, "fill": {"color": "#FFFFFF"}, "border": {"color": MUTED}}
    lines.add_series({**mean, "line": {"color": MUTED, "width": 1.25, "dash_type": "round_dot"}, "marker": diamond})
    chart.combine(lines)
    _axes(chart, words.text("ranking_chart"))
    if from_nought:
        chart.set_y_axis(
            {
                "min": 0,
                "major_gridlines": {"visible": True, "line": {"color": LINE}},
                "num_font": {"name": font(), "color": MUTED},
                "num_format": "General",
            }
        )
    chart.set_x_axis({"num_font": {"name": font(), "color": MUTED}, "label_position": "low"})
    return chart
