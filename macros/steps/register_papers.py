"""What a register brings beside its goals: the contracts' own text, those with citizens, the year's calendar."""

from collections.abc import Iterable, Mapping
from importlib.resources import as_file, files
from pathlib import Path

import pandas as pd

from schemas.cells import RawTable
from schemas.context import Context
from schemas.fields import Table
from schemas.issues.issue import Issue
from schemas.reading import Understood, empty, read_table
from schemas.rules.validation import validate
from schemas.tables import REGISTER_PAPERS, Centres, CitizenLines, ContractTexts, TranslationLines
from schemas.words.vocabulary import LANGUAGES, Words, text_key
from schemas.words.vocabulary import words as vocabulary
from workbook.exports.files.headed import headed
from workbook.exports.files.plain_tables import read_file
from workbook.exports.guarded import FileReaders

_OF_CENTRES: tuple[type[Table], ...] = (ContractTexts, CitizenLines, TranslationLines)
"""Those whose lines may name the centre that they are of."""
_BESIDE: tuple[type[Table], ...] = (*REGISTER_PAPERS, Centres)
_CSV = ".csv"
_CENTRE = str(ContractTexts.CENTRE)


def shipped_papers(name: str) -> list[tuple[type[Table], RawTable]]:
    """What is shipped beside a shipped register.

    Args:
        name: The register's name (``2009``); its papers are named ``2009_contract_texts.csv``.
    """
    found = []
    for table in REGISTER_PAPERS:
        entry = files("workbook").joinpath("registers", f"{name}_{table.name}.csv")
        if entry.is_file():
            with as_file(entry) as file:
                found.append((table, read_file(file)[0]))
    return found


def papers_beside(path: Path) -> dict[type[Table], RawTable]:
    """What lies beside a register that is a csv: a csv a paper, or of the centres, named by the register and the sheet.

    Args:
        path: The register (``kontrakt.csv``); its papers are ``kontrakt_Kontrakttekst.csv`` and so on, or end with the
            table's name as the shipped ones do.

    Raises:
        CannotOpenError: One of them cannot be read.
    """
    if path.suffix.lower() != _CSV:
        return {}
    lying: dict[type[Table], Path] = {}
    for table in _BESIDE:
        names = [table.name, *(vocabulary(language).table(table) for language in LANGUAGES)]
        for name in names:
            file = path.with_name(f"{path.stem}_{name}{path.suffix}")
            if file.is_file():
                lying[table] = file
    if not lying:
        return {}
    with FileReaders([*lying.values()]) as readings:
        return {table: headed(readings.grids(file)[0], [table]) for table, file in lying.items()}


def read_papers(
    raws: Mapping[type[Table], RawTable], context: Context, holders: list[str], year: int, words: Words
) -> tuple[dict[str, pd.DataFrame], list[Issue]]:
    """Understand and validate a register's papers.

    Args:
        raws: Their cells, by table.
        context: What the rules need to know of the register's goals.
        holders: The centres and groups with goals.
        year: The contract year.
        words: The user's language.

    Returns:
        Typed rows by table name, and every finding.
    """
    frames, issues = {}, []
    for table, raw in raws.items():
        understood = read_table(table, raw, words, year)
        frames[table.name] = understood.frame
        issues += validate(understood, context)
        if table in _OF_CENTRES:
            issues += _of_nobody(understood, holders, context)
    return frames, issues


def _of_nobody(understood: Understood, holders: list[str], context: Context) -> list[Issue]:
    """Lines for a centre that has no goals, said once for each name."""
    known = {text_key(name) for name in holders}
    names = understood.frame[_CENTRE]
    found: dict[str, Issue] = {}
    for row, name in names.items():
        if isinstance(name, str) and text_key(name) not in known and name not in found:
            place = understood.place(int(str(row)), ContractTexts.CENTRE)
            details = {"table": context.words.table(understood.table), "near": context.near(name, holders)}
            found[name] = Issue("paper_of_nobody", place, name, details)
    return list(found.values())


def papers_of(frames: Mapping[str, pd.DataFrame], table: type[Table], holder: str) -> pd.DataFrame:
    """A centre's rows of one of a register's papers: its own, and those that name no centre.

    Args:
        frames: The register's papers by table name.
        table: Which.
        holder: The centre or group.
    """
    frame = frames.get(table.name)
    if frame is None:
        return empty(table)
    if table not in _OF_CENTRES:
        return frame.reset_index(drop=True)
    own = is_for(frame[_CENTRE], holder)
    return frame.loc[own].reset_index(drop=True)  # of no rows an empty list would take no columns


def is_for(names: Iterable[object], holder: str) -> list[bool]:
    """Which lines of a register are for a centre: its own, and those that name no centre.

    Args:
        names: The centre that each line names.
        holder: The centre or group.
    """
    key = text_key(holder)
    return [not isinstance(name, str) or text_key(name) == key for name in names]
