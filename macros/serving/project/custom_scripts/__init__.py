"""What xlwings Server offers as scripts: the buttons."""

from macros.serving.scripts import scripts

globals().update(scripts())
