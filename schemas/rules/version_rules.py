"""The rules that versions of renegotiated goals must keep, as far as they need no arithmetic.

Source: the contracts of 2009 (section 4) and of 2011 (section 3): the executive board says when the ground of a
contract has changed substantially; changes of method and wording, which do not matter to the effort, are agreed between
the centre and the administration without it.
"""

from collections.abc import Callable
from datetime import date

import pandas as pd

from schemas.codes import VersionKind
from schemas.context import Context
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.issues.issue import Term
from schemas.rules.row_rules import Row, RowRule, none_of
from schemas.tables import Goals
from schemas.versions import version_numbers
from schemas.words.vocabulary import LANGUAGES, text_key, words

_SAID = (Goals.VERSION_KIND, Goals.DECIDED_BY, Goals.REASON)
"""What a later version must say of itself."""


def _later(frame: pd.DataFrame) -> "pd.Series[bool]":
    """The lines after the first one of their goal; one that stands twice is said to be that."""
    if not frame[Goals.VALID_FROM].notna().any():  # as in most registers
        return none_of(frame)
    again = frame.duplicated([Goals.CENTRE, Goals.NUMBER, Goals.VALID_FROM])
    return (version_numbers(frame) > 0) & frame[Goals.VALID_FROM].notna() & ~again


def _lacks(column: Field) -> Callable[[pd.DataFrame, Context], "pd.Series[bool]"]:
    """Later versions of a stated kind that leave a column blank."""
    return lambda frame, _: _later(frame) & frame[Goals.VERSION_KIND].notna() & frame[column].isna()


def _alone(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """Lines that say what change they are, while the line that they changed is not there."""
    if not frame[Goals.VALID_FROM].notna().any():
        return none_of(frame)
    several = frame.duplicated([Goals.CENTRE, Goals.NUMBER], keep=False)
    return frame[Goals.VERSION_KIND].notna() & frame[Goals.VALID_FROM].notna() & ~several


def _not_of_board(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    boards = [text_key(name) for each in LANGUAGES for name in words(each).text("version_boards").split(";")]
    decided = frame[Goals.DECIDED_BY]
    asked = _later(frame) & (frame[Goals.VERSION_KIND] == VersionKind.SUBSTANTIAL) & decided.notna()
    others = decided[asked].map(lambda who: not any(name in text_key(str(who)) for name in boards))
    return others.reindex(frame.index, fill_value=False).astype(bool)


def _never(frame: pd.DataFrame) -> "pd.Series[bool]":
    """Lines that are valid only after their year."""
    pairs = zip(frame[Goals.VALID_FROM], frame[Goals.YEAR], strict=True)
    after = [isinstance(day, date) and not is_missing(year) and day.year > year for day, year in pairs]
    return pd.Series(after, index=frame.index, dtype=bool)


def _outside_year(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    pairs = zip(frame[Goals.VALID_FROM], frame[Goals.YEAR], strict=True)
    before = [isinstance(day, date) and not is_missing(year) and day.year < year for day, year in pairs]
    return _never(frame) | (_later(frame) & pd.Series(before, index=frame.index, dtype=bool))


def _start(row: Row, _: Context) -> dict[str, object]:
    return {"start": row[Goals.VALID_FROM]}


def _cell(column: Field) -> Callable[[Row, Context], dict[str, object]]:
    """The start of a version, and a column by its title, however a file heads it."""
    return lambda row, context: {**_start(row, context), "column": context.words.title(Goals, column)}


def _missing(row: Row, context: Context) -> dict[str, object]:
    titles = [context.words.title(Goals, name) for name in _SAID if is_missing(row[name])]
    return {**_start(row, context), "missing": ", ".join(titles).lower()}


def _of_year(row: Row, _: Context) -> dict[str, object]:
    year = int(row[Goals.YEAR])
    return {"year": year, "effect": Term("version_never" if row[Goals.VALID_FROM].year > year else "version_all_year")}


VERSION_RULES = (
    # Workbooks made before there was a kind go on as they did: one warning a line, and no more.
    RowRule(
        "version_without_kind",
        Goals.VERSION_KIND,
        lambda frame, _: _later(frame) & frame[Goals.VERSION_KIND].isna(),
        _missing,
    ),
    RowRule("version_without_reason", Goals.REASON, _lacks(Goals.REASON), _cell(Goals.REASON)),
    RowRule("version_undecided", Goals.DECIDED_BY, _lacks(Goals.DECIDED_BY), _cell(Goals.DECIDED_BY)),
    RowRule("version_not_of_board", Goals.DECIDED_BY, _not_of_board, _cell(Goals.DECIDED_BY)),
    RowRule("version_alone", Goals.VERSION_KIND, _alone, _cell(Goals.VERSION_KIND)),
    RowRule("version_outside_year", Goals.VALID_FROM, _outside_year, _of_year),
)
