"""What a register says of names in exports: handed to each centre's workbook, and checked for all of them."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from macros.steps.listing_names import choices_frame
from macros.steps.register_papers import is_for
from schemas.cells import RawTable
from schemas.errors import RefusedError
from schemas.frames import is_missing
from schemas.issues.issue import Issue, errors, once
from schemas.reading import read_table
from schemas.rules.translation_rules import Choices, understand
from schemas.tables import TranslationChoices, TranslationLines
from schemas.translation_codes import NameRole
from schemas.translations import Target


def names_of(lines: pd.DataFrame, own: Choices, register: Choices) -> dict[str, pd.DataFrame]:
    """A register's names as the tables of one centre's workbook.

    Args:
        lines: The register's lines for the centre.
        own: What names may mean in the workbook.
        register: What they may mean for any centre. A measure that the workbook has no goal of is passed over there.
    """
    frame = lines.copy().astype({TranslationLines.MEANS: object, TranslationLines.NOTE: object})
    for row in frame.index:
        said = frame.at[row, TranslationLines.MEANS]
        meant = None if is_missing(said) else register.meaning(str(said), None)
        if meant and meant[0] is Target.MEASURE and meant[1] not in own.measures:
            frame.at[row, TranslationLines.NOTE] = own.words.text(
                "translation_for_others", means=register.shown(*meant)
            )
            frame.at[row, TranslationLines.MEANS] = own.words.word(NameRole.SKIP)
        elif meant:
            frame.at[row, TranslationLines.MEANS] = own.shown(*meant)
    return {TranslationLines.name: frame, TranslationChoices.name: choices_frame(own)}


def register_issues(raw: RawTable | None, choices: Choices, holders: Sequence[str], year: int) -> list[Issue]:
    """What is wrong with the names of a register, for any of its centres.

    Args:
        raw: Its sheet of names; None where it has none.
        choices: What names may mean for any centre.
        holders: The centres with goals.
        year: The contract year.

    Raises:
        RefusedError: A choice is none of ours, or a name is said to mean two things.
    """
    if raw is None:
        return []
    table = read_table(TranslationLines, raw, choices.words, year)
    found: list[Issue] = []
    for holder in holders:
        of = is_for(table.frame[TranslationLines.CENTRE], holder)
        found += understand(replace(table, frame=table.frame[of]), choices)[1]
    told = once(found)
    if errors(told):
        raise RefusedError(told)
    return told
