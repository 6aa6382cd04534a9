"""``resultatkontrakt serve``: the same functions and buttons through xlwings Server, for Excel on Mac and the web."""
