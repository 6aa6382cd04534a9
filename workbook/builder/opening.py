"""Opens a new XlsxWriter workbook that becomes a file in one step."""

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from workbook.closed.atomic import must_be_new, replacing

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

    from workbook.builder.formulas_once import FormulasOnce

    must_be_new(path)
    with replacing(path, lambda: must_be_new(path)) as file:
        package = io.BytesIO()  # a file without room would make XlsxWriter complain once more when it is forgotten
        book = xlsxwriter.Workbook(package, _OPTIONS)
        book.worksheet_class = FormulasOnce
        yield book
        book.close()
        file.write(finish(package.getvalue()) if finish else package.getvalue())
