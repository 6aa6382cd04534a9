"""The address under which macros of workbooks call the functions; they live in ``udfs.cells.excel``.

Workbooks carry it in their macros, and xlwings' settings name it: it stays where it is, so that old ones go on.
"""

from udfs.cells.excel import *  # noqa: F403  every function, by its own name
