"""Checks of a workbook's log: whether its chain holds, and whether it tells of every import that figures came from."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from macros.setup.check_result import CheckResult, Status
from macros.steps.contract import open_book
from macros.steps.log import LogLine, log_lines
from schemas.cells import RawTable
from schemas.errors import CannotOpenError
from schemas.frames import records
from schemas.issues.issue import Issue, Place, TableName
from schemas.reading import fields_of, read_table
from schemas.tables import LogLines, Origins
from schemas.words.vocabulary import Words
from workbook.port import Book
from workbook.trail.log_chain import Break, Damage, breaks, is_chained

_MOST = 20
"""Places where a chain is broken that are named one by one: a log that somebody sorted has as many as lines."""
_LONGEST = 60
"""Letters of a line that are repeated."""

_SAID = {
    Damage.ALTERED: "log_altered",
    Damage.REMOVED: "log_removed",
    Damage.CUT_OFF: "log_cut_off",
    Damage.INSERTED: "log_inserted",
    Damage.MOVED: "log_moved",
    Damage.EARLIER: "log_earlier",
    Damage.UNCHAINED: "log_unchained_line",
}


def check_log(workbook: Path) -> list[CheckResult]:
    """Look at the log of a closed workbook; nothing is written.

    Args:
        workbook: One of our workbooks.

    Raises:
        CannotOpenError: It cannot be read, is not ours, or has no log.
    """
    book, words = open_book(workbook)
    with book:
        if LogLines.name not in book.tables():
            raise CannotOpenError([Issue("table_missing", Place(book.name), details={"table": TableName("log")})])
        raw = book.read(LogLines.name)
        return [*_chain(raw), *_imports(book, raw, words)]


def _chain(raw: RawTable) -> Iterator[CheckResult]:
    """Whether each line is linked to the one before."""
    standing = log_lines(raw)
    rows, lines = [*standing], [*standing.values()]
    about = {"file": raw.file, "sheet": raw.sheet, "count": len(lines)}
    if not is_chained(lines):
        if lines and LogLines.CHAIN in fields_of(raw, LogLines):
            # Whoever adds the column adds the first link with it: somebody has emptied it.
            yield CheckResult(Status.BAD, "log_chain", "log_emptied", about, "log_broken")
            return
        yield CheckResult(Status.UNKNOWN, "log_chain", "log_unchained", about, "log_unchained")
        return
    found = breaks(lines)
    if not found:
        yield CheckResult(Status.OK, "log_chain", "log_holds", about)
    for each in found[:_MOST]:
        yield _broken(each, raw, rows[each.at], lines[each.at])
    if len(found) > _MOST:
        more = {**about, "count": len(found) - _MOST}
        yield CheckResult(Status.BAD, "log_chain", "log_more", more, "log_broken")


def _broken(found: Break, raw: RawTable, row: int, line: LogLine) -> CheckResult:
    told = " ".join(str(line.get(name) or "") for name in (LogLines.TIME, LogLines.STEP, LogLines.DETAIL))
    text = " ".join(told.split())
    details = {
        "sheet": raw.sheet,
        "row": raw.row_numbers[row],
        "cell": raw.address(row, 0),
        "count": found.count,
        "told": text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…",
    }
    status = Status.WARNING if found.damage is Damage.UNCHAINED else Status.BAD
    return CheckResult(status, "log_chain", _SAID[found.damage], details, "log_broken")


def _imports(book: Book, raw: RawTable, words: Words) -> Iterator[CheckResult]:
    """Whether the log tells of each file that a figure was imported from."""
    if Origins.name not in book.tables():
        return
    logged = {str(line.get(LogLines.SHA256) or "").strip() for line in log_lines(raw).values()}
    origins = records(read_table(Origins, book.read(Origins.name), words).frame)
    files = Counter((str(each[Origins.FILE]), str(each[Origins.SHA256])) for each in origins)
    missing = {key: count for key, count in files.items() if key[1] not in logged}
    if not missing:
        about = {"count": len(origins), "files": len(files), "sheet": raw.sheet}
        yield CheckResult(Status.OK, "log_imports", "log_imports", about)
    for (file, digest), count in missing.items():
        about = {"import_file": file, "digest": digest, "count": count, "sheet": raw.sheet}
        yield CheckResult(Status.BAD, "log_imports", "log_import_missing", about, "log_broken")
