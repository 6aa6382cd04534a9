"""What is shipped: registers by the contract year, and the centres; kept light, for the help names them too."""

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    import pandas as pd


def register_years() -> list[str]:
    """The names of the shipped registers."""
    names = (entry.name.removesuffix(".csv") for entry in files("workbook").joinpath("registers").iterdir())
    return sorted(name for name in names if name.isdigit())


def shipped_centres(words: Words) -> "pd.DataFrame":
    """The centres that are known without a workbook, with their short names and groups."""
    from schemas.reading import read_table
    from schemas.tables import Centres
    from workbook.exports.files.plain_tables import read_file

    with as_file(files("workbook").joinpath("registers", "centres.csv")) as file:
        return read_table(Centres, read_file(file)[0], words).frame
