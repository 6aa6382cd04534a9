"""Opens a new XlsxWriter workbook that becomes a file in one step."""

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from schemas.errors import CannotOpenError
from schemas.issues.issue import Issue, Place
from workbook.closed.atomic import replacing

# Text stays text: neither a formula nor a link is made of what somebody wrote in a register or an export.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


@contextlib.contextmanager
def new_book(path: Path, finish: Callable[[bytes], bytes] | None = None) -> Iterator[Any]:
    """A new workbook to fill; it takes its place when the block ends well.

    Args:
        path: Where; the file must not exist yet.
        finish: Given the finished package, gives the one to write.

    Raises:
        CannotOpenError: The file exists, or cannot be written.
    """
    import xlsxwriter

    if path.exists():
        raise CannotOpenError([Issue("file_exists", Place(path.name))])
    with replacing(path) as file:
        package = io.BytesIO()
        book = xlsxwriter.Workbook(package if finish else file, _OPTIONS)
        yield book
        book.close()
        if finish:
            file.write(finish(package.getvalue()))
