"""Columns of a list that nothing is known of, but whose texts say that figures are budgets, targets or forecasts."""

from schemas.cells import RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Labels
from schemas.lexicon.match import says
from schemas.reading import left_out_column, place_in
from workbook.exports.rules.kinds import is_other_kind, kind_key
from workbook.exports.rules.selector_columns import blanked, first_rows, further_columns, name_of, row_keys, rows_with


def results_alone(
    raw: RawTable, totals: RawTable, table: type[Table], labels: Labels
) -> tuple[RawTable, RawTable, list[Issue]]:
    """A list with its results alone, where a column says of every row which kind of figure it holds.

    Args:
        raw: The list, labels that it prints once in each row.
        totals: Its rows that are totals of centres or periods; all others blank.
        table: What it is a list of.
        labels: Centres and measures.

    Returns:
        Both, rows of other kinds blank, and a warning for each kind left out. Nothing is left out by a column that
        says anything else of a row (there ``Target`` may be a name), nor by one that is not titled as one of kinds and
        has no row of a result and of another kind about the same.
    """
    issues: list[Issue] = []
    for at in further_columns(raw, table):
        rows = first_rows(raw, at)
        others = [text for text in rows if is_other_kind(text)]
        if not tells_kinds(raw, at) or not _is_of_kinds(raw, at, others, table, labels):
            continue
        for text in others:
            count = len(rows_with(raw, at, {text}))
            about = {"column": name_of(raw, at), "count": count}
            issues.append(Issue("rows_left_out", place_in(raw, rows[text], at), text, about))
        raw = left_out_column(blanked(raw, rows_with(raw, at, others)), at)
        totals = blanked(
            totals, rows_with(totals, at, [text for text in first_rows(totals, at) if is_other_kind(text)])
        )
    return raw, totals, issues


def tells_kinds(raw: RawTable, at: int) -> bool:
    """Whether a column says of every row that says anything whether it is a result, and of some that they are."""
    texts = [text for text in first_rows(raw, at) if text]
    results = [text for text in texts if says(kind_key(text), "result_kinds")]
    return (
        bool(results)
        and len(results) < len(texts)
        and all(is_other_kind(each) for each in texts if each not in results)
    )


def _is_of_kinds(raw: RawTable, at: int, others: list[str], table: type[Table], labels: Labels) -> bool:
    """Whether a column is titled as one of kinds, or has rows of a result and of another kind about the same."""
    texts = first_rows(raw, at)
    if "" in texts:
        return False
    keys = row_keys(raw, table, labels)
    results = [text for text in texts if text not in others]
    taken, left = ({keys[number] for number in rows_with(raw, at, each)} for each in (results, others))
    return says(raw.header[at], "kind_titles") or not taken.isdisjoint(left)
