"""Columns of a list that nothing is known of, but whose texts say that figures are budgets, targets or forecasts."""

import re
from functools import cache

from schemas.cells import RawTable
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.lexicon.labels import Labels, label_key, says_running
from schemas.lexicon.lexicon import cue_words
from schemas.lexicon.titles import negated_constant, non_result_cue
from schemas.reading import fields_of, left_out_column, place_in
from schemas.tables import Observations
from schemas.text.values import without_mark
from schemas.thresholds import MOST_LABEL_WORDS
from schemas.words.vocabulary import text_key
from workbook.exports.rules.selector_columns import blanked, first_rows, further_columns, name_of, row_keys, rows_with

_ENDING = re.compile(r"\s*(?:\([^)]*\)|(?<=\s)\d{4})$")
"""``(May)``, ``2009``"""


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
    results = [text for text in texts if kind_key(text) in cue_words("result_kinds")]
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
    return label_key(raw.header[at]) in cue_words("kind_titles") or not taken.isdisjoint(left)


def kind_key(text: str) -> str:
    """A text without note marks, and without what stands in brackets or the year behind it."""
    return _ENDING.sub("", text_key(without_mark(text)).strip(" :")).strip(" :*")


def is_other_kind(text: str) -> bool:
    """Whether a text is a word for figures that are no results (``Forecast (May)``, ``Target 2009``)."""
    return kind_key(text) in other_kinds() or text_key(text) in other_kinds()


@cache
def other_kinds() -> frozenset[str]:
    """The words for figures that are no results, in lower case."""
    remarks = {*cue_words("remark_words")} - {*cue_words("rank_words")}
    keys = ("no_results_words", "no_results_sheets", "part_ignore", "other_kinds")
    return frozenset({word for key in keys for word in cue_words(key)} - remarks)


def kind_issues(raw: RawTable, table: type[Table]) -> list[Issue]:
    """Texts beside the figures of a list that say they are no results of their months.

    Args:
        raw: The list.
        table: What it is a list of; budget lines are no results.

    Returns:
        An error for each such text, at its first cell.
    """
    if table is not Observations:
        return []
    fields = fields_of(raw, table)
    periods = [at for at, field in enumerate(fields) if field == Observations.PERIOD]
    sources = [at for at, field in enumerate(fields) if field == Observations.SOURCE]
    found = []
    for at in further_columns(raw, table):
        found += [*_unclear(raw, at), *_denied(raw, at)]
    for at in [*further_columns(raw, table), *sources, *periods]:
        for text, number in first_rows(raw, at).items():
            if at in periods:
                word = text.split()[0] if says_running(text) else ""
            else:
                word = _word(text, label_key(raw.header[at])) or _of_title(text, raw.header[at])
            if word:
                found.append(Issue("title_no_results", place_in(raw, number, at), text, {"word": text_key(word)}))
    return found


def _unclear(raw: RawTable, at: int) -> list[Issue]:
    """Texts in a column of kinds that may be of results or not (``Result``, ``Preliminary``)."""
    texts = first_rows(raw, at)
    results = [text for text in texts if kind_key(text) in cue_words("result_kinds")]
    if not results or label_key(raw.header[at]) not in cue_words("kind_titles"):
        return []
    about = {"column": name_of(raw, at), "other": results[0]}
    others = [text for text in texts if text and text not in results and not is_other_kind(text)]
    return [Issue("kind_unclear", place_in(raw, texts[text], at), text, about) for text in others]


def _denied(raw: RawTable, at: int) -> list[Issue]:
    """A column that says the same of every row, and that is what they are not (``Not on time``)."""
    texts = {text: number for text, number in first_rows(raw, at).items() if text}
    text = negated_constant(texts)
    return [Issue("filter_column", place_in(raw, texts[text], at), text, {"column": name_of(raw, at)})] if text else []


def _of_title(text: str, title: str) -> str:
    """A column's title that makes its rows no results where it says yes (``Accumulated``); or a part alone."""
    if label_key(text) in cue_words("yes_words"):
        return title if is_other_kind(title) else ""
    return text if label_key(text) in {*cue_words("part_numerator"), *cue_words("part_denominator")} else ""


def _word(text: str, title: str) -> str:
    """What says that a row is no result; in a column of remarks only the plainest words alone do (not ``Fall``)."""
    if title in cue_words("remark_words"):
        return text if text_key(text) in {*cue_words("no_results_words"), *cue_words("no_results_sheets")} else ""
    if is_other_kind(text):
        return text
    return "" if len(text.split()) > MOST_LABEL_WORDS else non_result_cue(text)
