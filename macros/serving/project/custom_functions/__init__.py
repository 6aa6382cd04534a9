"""What xlwings Server offers as functions: those of ``udfs.excel``."""

from macros.serving.functions import functions

globals().update(functions())
