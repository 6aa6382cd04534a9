"""What is shipped: registers by the contract year, centres, measures; kept light, for the help names them too."""

from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from schemas.words.vocabulary import Words, words

if TYPE_CHECKING:
    import pandas as pd

    from schemas.fields import Table


def register_years() -> list[str]:
    """The names of the shipped registers."""
    names = (entry.name.removesuffix(".csv") for entry in files("workbook").joinpath("registers").iterdir())
    return sorted(name for name in names if name.isdigit())


def shipped_centres(words: Words) -> "pd.DataFrame":
    """The centres that are known without a workbook, with their short names and groups."""
    from schemas.tables import Centres

    return _shipped(Centres, words)


@lru_cache(maxsize=1)
def shipped_measures() -> "pd.DataFrame":
    """The catalogue of the measures in the shipped registers; not to be changed, for it is read once."""
    from schemas.tables import Measures

    return _shipped(Measures, words())


def shipped_theories(year: int, words: Words) -> "pd.DataFrame":
    """The administration's theories of change of a contract year, none chosen yet; empty for a year without."""
    from schemas.codes import YesNo
    from schemas.reading import empty, read_table
    from schemas.tables import Theories
    from workbook.exports.files.plain_tables import read_file

    entry = files("workbook").joinpath("registers", f"{year}_{Theories.name}.csv")
    if not entry.is_file():
        return empty(Theories)
    with as_file(entry) as file:
        frame = read_table(Theories, read_file(file)[0], words).frame
    return frame.assign(**{Theories.CHOSEN: YesNo.NO})


def _shipped(table: "type[Table]", language: Words) -> "pd.DataFrame":
    from schemas.reading import read_table
    from workbook.exports.files.plain_tables import read_file

    with as_file(files("workbook").joinpath("registers", f"{table.name}.csv")) as file:
        return read_table(table, read_file(file)[0], language).frame
