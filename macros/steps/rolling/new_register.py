"""The contract register of next year, of the goals that come along: it stays the source of what the contracts say."""

from collections.abc import Iterator, Sequence

import pandas as pd

from macros.steps.rolling.new_goals import GoalLine
from macros.steps.rolling.new_workbook import RolledWorkbook
from schemas.fields import Table
from schemas.frames import is_missing
from schemas.reading import empty
from schemas.roll_over_codes import BaselineSource
from schemas.tables import (
    REGISTER_PAPERS,
    Centres,
    Goals,
    Measures,
    Parameters,
    TranslationLines,
)
from schemas.words.vocabulary import Words
from workbook.builder.register_pages import OpenCell
from workbook.documents.prose.targets import target_with_versions

_CENTRE = "centre"
_OF_IMPORTS = (
    TranslationLines.IS_NEEDED,
    TranslationLines.PROPOSAL,
    TranslationLines.TIMES,
    TranslationLines.FILE,
    TranslationLines.SHEET,
    TranslationLines.FIRST_PLACE,
    TranslationLines.NOTED_ON,
)


def register_frames(made: Sequence[RolledWorkbook]) -> dict[str, pd.DataFrame]:
    """The tables of the register, by name.

    Args:
        made: Next year's workbooks.

    Returns:
        Goals, centres and measures of all; texts with the centre they are of, names of exports without one where all
        centres agree; and of the tables that a register has one of, those that are the same in all workbooks: others
        are each workbook's own and stand there.
    """
    parts = [each for each in made if each.frames]
    frames: dict[str, pd.DataFrame] = {
        Goals.name: _together([each.frames[Goals.name] for each in parts]),
        Centres.name: _once(parts, Centres, Centres.CENTRE),
        Measures.name: _once(parts, Measures, Measures.MEASURE),
    }
    further: tuple[type[Table], ...] = (Parameters, *REGISTER_PAPERS)
    for table in further:
        own = [each.frames[table.name].reset_index(drop=True) for each in parts]
        if table is TranslationLines:
            frames[table.name] = _names(parts, own)
        elif _CENTRE in table.fields:
            named = [frame.assign(centre=each.centre) for each, frame in zip(parts, own, strict=True)]
            frames[table.name] = _together(named)
        else:
            is_one = all(_texts(each) == _texts(own[0]) for each in own[1:])
            frames[table.name] = own[0] if is_one else empty(table)
    return frames


def _together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [each for each in frames if len(each)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def _once(parts: Sequence[RolledWorkbook], table: type[Table], key: str) -> pd.DataFrame:
    """The rows of all workbooks, of each name the first."""
    whole = _together([each.frames[table.name] for each in parts])
    return whole.drop_duplicates(key).reset_index(drop=True)


def _texts(frame: pd.DataFrame) -> list[list[str]]:
    return [list(map(str, row)) for row in frame.itertuples(index=False, name=None)]


def _names(parts: Sequence[RolledWorkbook], own: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The names of exports that mean something: once for all centres where none of them disagrees."""
    whole = _together([frame.assign(centre=each.centre) for each, frame in zip(parts, own, strict=True)])
    answered = whole[whole[TranslationLines.MEANS].notna()].reset_index(drop=True)
    blank = pd.Series(None, index=answered.index, dtype=object)
    answered = answered.assign(**dict.fromkeys(map(str, _OF_IMPORTS), blank))
    key = [str(TranslationLines.NAME), str(TranslationLines.KIND)]
    alike = answered.groupby(key, dropna=False)[TranslationLines.MEANS].transform("nunique") == 1
    answered.loc[alike, TranslationLines.CENTRE] = None
    return answered.drop_duplicates([str(TranslationLines.CENTRE), *key]).reset_index(drop=True)


def to_be_decided(made: Sequence[RolledWorkbook], words: Words) -> list[OpenCell]:
    """The cells of the register's goals that somebody must decide, goal by goal.

    Args:
        made: Next year's workbooks.
        words: The language.
    """
    centres = _once([each for each in made if each.frames], Centres, Centres.CENTRE)
    short = dict(zip(centres[Centres.CENTRE], centres[Centres.SHORT_NAME], strict=True))
    carried = [line for each in made for line in each.lines if line.is_carried]
    named = [f"{short.get(line.centre) or line.centre} {line.number}" for line in carried]
    return [cell for row, line in enumerate(carried) for cell in _cells(row, named[row], line, words)]


def _cells(row: int, name: str, line: GoalLine, words: Words) -> Iterator[OpenCell]:
    last = int(line.goal[Goals.YEAR]) - 1
    if not line.is_decided:
        printed = target_with_versions(line.goal, [line.goal], words)
        told = words.text("rolled_decide_target_of", last=last, year=last + 1)
        told += " " + words.text("target_of_months", last=last, months=line.months) if line.months else ""
        # A goal that is to be held at its baseline has no figure of its own: that it is held is what is decided.
        column = Goals.BASIS if is_missing(line.goal[Goals.TARGET]) else Goals.TARGET
        yield OpenCell(row, column, name, printed, told)
    if line.baseline.source is BaselineSource.MISSING:
        told = words.text("rolled_decide_baseline_of", period=line.baseline.period)
        yield OpenCell(row, Goals.BASELINE, name, "", told)
    if line.dated:
        told = words.text("rolled_decide_title", what=line.dated).capitalize()
        yield OpenCell(row, Goals.TITLE, name, str(line.goal[Goals.TITLE]), told)
