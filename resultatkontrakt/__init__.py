"""resultatkontrakt: follow up performance contracts in Excel.

The rooms of the house stand beside this package: ``schemas`` (what the data is), ``udfs`` (how figures arise),
``workbook`` (where it sits) and ``macros`` (when it happens). This package holds only the version and
``python -m resultatkontrakt``.
"""

from importlib.metadata import version

__version__ = version("resultatkontrakt")
