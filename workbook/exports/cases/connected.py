"""Opens a case list behind a connection URL, in the engine that holds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from schemas.errors import CannotOpenError, StepError
from schemas.issues.issue import Issue, Place
from schemas.profiles.export_profile import CaseSource
from workbook.exports.cases.opened import OpenCaseList

_IN_FILES = frozenset({"sqlite", "duckdb"})


def shown_url(url: str) -> str:
    """A connection URL as it may be shown: it may hold a password."""
    try:
        where = urlsplit(url)
    except ValueError:
        return url.partition(":")[0]
    return f"{where.scheme}://{where.hostname or ''}"


@contextmanager
def behind_url(url: str, source: CaseSource) -> Iterator[OpenCaseList]:
    """Open the cases behind a connection, and close it afterwards.

    Args:
        url: The connection.
        source: What the profile says of it.

    Raises:
        CannotOpenError: It cannot be reached, has no such table, or cannot count it.
    """
    shown = shown_url(url)
    place = Place(f"{shown} {source.table}".strip())
    if missing := _missing_file(url):
        raise CannotOpenError([Issue("file_missing", Place(missing))])
    connection: Any = None
    try:
        import ibis

        connection = ibis.connect(url)
        database, _, name = source.table.rpartition(".")
        table = connection.table(name, database=database or None)
        yield OpenCaseList(connection, table, [(name, name) for name in table.columns], place, embedded=False)
    except StepError:
        raise
    except Exception as error:  # each engine has errors of its own
        details = {"table": source.table, "reason": type(error).__name__}
        raise CannotOpenError([Issue("case_source_unreachable", place, shown, details)]) from error
    finally:
        if connection is not None:
            connection.disconnect()


def _missing_file(url: str) -> str:
    """The file of a database that is one, where it is not there: connecting would make it."""
    scheme, _, rest = url.partition("://")
    path = unquote(rest.partition("?")[0])
    if scheme.casefold() not in _IN_FILES or not path or path.startswith(":"):
        return ""
    return "" if Path(path).exists() or Path(path.removeprefix("/")).exists() else path
