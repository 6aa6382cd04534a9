"""What xlwings Server offers as functions: those of ``udfs.cells.excel``."""

from macros.serving.function_calls import functions

globals().update(functions())
