"""Columns of a list that nothing is known of, but whose texts say that figures are budgets, targets or forecasts."""

from collections import Counter
from dataclasses import replace

from macros.steps.scales import unknown_columns
from macros.steps.tidying import is_empty
from schemas.cells import BLANK, RawTable
from schemas.fields import Table
from schemas.issues import Issue
from schemas.labels import listed, says_running
from schemas.reading import fields_of, left_out_column, place_in
from schemas.tables import Observations
from schemas.vocabulary import normal


def results_alone(raw: RawTable, table: type[Table]) -> tuple[RawTable, list[Issue]]:
    """A list with its results alone, where a column says of every row which kind of figure it holds.

    Args:
        raw: The list.
        table: What it is a list of.

    Returns:
        The list, rows of other kinds blank, and a warning for each kind left out. Nothing is left out by a column that
        says anything else of a row: there ``Target`` may be a name.
    """
    issues: list[Issue] = []
    if raw.addresses or table is not Observations:
        return raw, issues
    for at in unknown_columns(raw, table):
        texts = Counter(normal(row[at].text) for row in raw.rows if not is_empty(row))
        others = texts.keys() - set(listed("result_kinds"))
        if not others or others == texts.keys() or not others <= _other_kinds():
            continue
        firsts = {normal(row[at].text): number for number, row in reversed(list(enumerate(raw.rows)))}
        for text in sorted(others, key=firsts.__getitem__):
            place, about = place_in(raw, firsts[text], at), {"column": raw.header[at], "count": texts[text]}
            issues.append(Issue("rows_left_out", place, raw.rows[firsts[text]][at].text.strip(), about))
        blank = [BLANK] * len(raw.header)
        rows = [blank if normal(row[at].text) in others else row for row in raw.rows]
        raw = left_out_column(replace(raw, rows=rows), at)
    return raw, issues


def _other_kinds() -> set[str]:
    remarks = {*listed("remark_words")} - {*listed("rank_words")}
    return {*listed("no_results_words"), *listed("no_results_sheets"), *listed("part_ignore")} - remarks


def kind_issues(raw: RawTable, table: type[Table]) -> list[Issue]:
    """Texts beside the figures of a list that say they are no results of their months.

    Args:
        raw: The list.
        table: What it is a list of; budget lines are no results.

    Returns:
        An error for each such text, at its first cell.
    """
    if raw.addresses or table is not Observations:
        return []
    others = {*listed("no_results_words"), *listed("no_results_sheets")}
    periods = [at for at, field in enumerate(fields_of(raw, table)) if field == Observations.PERIOD]
    found: dict[tuple[int, str], Issue] = {}
    for at in [*unknown_columns(raw, table), *periods]:
        for number, row in enumerate(raw.rows):
            text = normal(row[at].text)
            is_other = says_running(text) if at in periods else text in others
            if is_other and (at, text) not in found:
                place, value = place_in(raw, number, at), row[at].text.strip()
                word = text.split()[0] if at in periods else text
                found[at, text] = Issue("title_no_results", place, value, {"word": word})
    return list(found.values())
