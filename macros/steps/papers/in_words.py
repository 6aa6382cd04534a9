"""What the sheets of input say in words beside what people type: a goal's target, a parameter's title."""

from collections.abc import Sequence

import pandas as pd

from macros.steps.contract import Contract
from schemas.cells import RawTable
from schemas.fields import Field, Table
from schemas.frames import Record, is_missing, records
from schemas.parameters import titles
from schemas.tables import Goals, Parameters
from schemas.text.last_year import is_last_years, last_years_target
from schemas.words.vocabulary import Words, titles_by_field
from workbook.documents.prose.targets import target_with_versions
from workbook.port import Book

_SAID: dict[type[Table], Field] = {Goals: Goals.TARGET_IN_WORDS, Parameters: Parameters.TITLE}


def targets_in_words(goals: pd.DataFrame, words: Words) -> list[str]:
    """The target of each line of a contract, with what a renegotiation changed of it.

    Args:
        goals: The lines.
        words: The language.
    """
    lines = records(goals)
    versions: dict[tuple[object, object], list[Record]] = {}
    for line in lines:
        versions.setdefault((line[Goals.CENTRE], line[Goals.NUMBER]), []).append(line)
    for each in versions.values():
        # The first version may leave open since when it is valid.
        each.sort(key=lambda line: "" if is_missing(line[Goals.VALID_FROM]) else line[Goals.VALID_FROM].isoformat())
    told = [target_with_versions(line, versions[line[Goals.CENTRE], line[Goals.NUMBER]], words) for line in lines]
    return [_undecided(text, line, words) for text, line in zip(told, lines, strict=True)]


def _undecided(target: str, line: Record, words: Words) -> str:
    """A target in words, with what its note says where it is last year's: the note itself is folded away."""
    note = line[Goals.NOTE]
    if not isinstance(note, str) or not is_last_years(note):
        return target
    return words.text("target_undecided", target=target, told=last_years_target(int(line[Goals.YEAR]), words))


def parameter_titles(parameters: pd.DataFrame, words: Words) -> list[str]:
    """The title of each parameter; one of the user's own is called by its name."""
    known = titles(words)
    return [known.get(str(name), str(name)) for name in parameters[Parameters.NAME]]


def with_words(goals: pd.DataFrame, words: Words) -> pd.DataFrame:
    """A contract's lines with their targets in words."""
    said = pd.Series(targets_in_words(goals, words), index=goals.index, dtype=object)
    return goals.assign(**{Goals.TARGET_IN_WORDS: said})


def write_in_words(book: Book, contract: Contract) -> None:
    """Write what is said in words, where it is not what stands there; nothing else of the tables is touched.

    Args:
        book: The workbook; one of an earlier version has no columns for it until it is upgraded.
        contract: What was read of it.
    """
    said = {Goals: targets_in_words, Parameters: parameter_titles}
    for table, field in _SAID.items():
        understood = contract.tables[table.name]
        texts = said[table](understood.frame, contract.words)
        _write(book, table, field, understood.raw, dict(zip(understood.frame.index, texts, strict=True)))


def _write(book: Book, table: type[Table], field: Field, raw: RawTable, texts: dict[int, str]) -> None:
    title = titles_by_field(table, raw.header).get(str(field))
    if title is None:
        return
    at = list(raw.header).index(title)
    wanted: Sequence[str | None] = [texts.get(row) for row in range(len(raw.rows))]
    if [row[at].value or None for row in raw.rows] != wanted:
        column = pd.DataFrame({title: pd.Series(list(wanted), dtype=object)})
        book.write(table.name, column, list(range(len(raw.rows))))
