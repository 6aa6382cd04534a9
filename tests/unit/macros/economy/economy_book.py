"""A centre's workbook whose economy tables a test fills, as an economist would type them."""

import shutil
from pathlib import Path

import pandas as pd

from macros.steps.contract import open_book
from macros.steps.new import new
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from schemas.frames import records
from schemas.reading import read_table
from schemas.words.vocabulary import titles_by_field, words
from workbook.closed.book import ClosedBook

HEADER = (
    "År;Center;Mål nr.;Styringsparameter;Måltype;Mål;Indikator;Enhed;Regel;Måltal;Måltal, øvre;Opgøres som;Årsprofil"
)
GRANT = "grant_use;pct.;højst;100;;andel (tæller/nævner);samme hele året"
LINE = "{year};{centre};1;Økonomi;Resultatmål (R);Bevillingen overholdes;" + GRANT


def register(path: Path, *centres: str, year: int = 2008) -> Path:
    """A register with one goal of economy for each centre."""
    lines = [HEADER, *(LINE.format(year=year, centre=centre) for centre in centres)]
    path.write_text("\r\n".join(lines), encoding="utf-8-sig")
    return path


def make(folder: Path, centre: str = "CKB", year: int = 2008) -> Path:
    """A new workbook of one centre."""
    path = folder / f"{centre} {year}.xlsx"
    new(read_register(str(register(folder / f"{centre}.csv", centre, year=year)), words()), None, path, words())
    return path


def copy(path: Path, folder: Path) -> Path:
    """A copy to fill."""
    return Path(shutil.copy(path, folder / path.name))


def fill(path: Path, table: str, *rows: dict[str, object]) -> None:
    """Type rows into a table: field name → what is typed, as text or number."""
    with ClosedBook(path) as book:
        raw = book.read(table)
        titles = titles_by_field_of(table, raw.header)
        frame = {title: pd.Series([row.get(name) for row in rows], dtype=object) for name, title in titles.items()}
        book.write(table, pd.DataFrame(frame))
        book.save()


def titles_by_field_of(table: str, header) -> dict[str, str]:
    """Field → title of a table of the layout."""
    from workbook.layout import TABLES

    return titles_by_field(TABLES[table], header)


def months(account: str, budget, actual, count: int = 12, centre: str = "CKB", year: int = 2008):
    """Lines of budget of all twelve months, with a use of the first so many."""
    return [
        {
            "centre": centre,
            "account": account,
            "period": f"{year}-{month:02d}",
            "budget": budget,
            "actual": actual if month <= count else None,
        }
        for month in range(1, 13)
    ]


def computed(path: Path, as_of, now):
    """Recalculate; every computed table as records, and the codes of the findings."""
    done = recalculate(path, as_of, now)
    tables = {table.name: records(frame) for table, frame in done.economy.frames.items()}
    return tables, [issue.code for issue in done.issues]


def standing(path: Path, table):
    """The rows of a table as they stand in the file."""
    book, language = open_book(path)
    with book:
        return records(read_table(table, book.read(table.name), language).frame)
