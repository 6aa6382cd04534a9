"""resultatkontrakt: follow up performance contracts in Excel.

The rooms of the house stand beside this package: ``schemas`` (what the data is), ``udfs`` (how figures arise),
``workbook`` (where it sits) and ``macros`` (when it happens). This package holds only the version and
``python -m resultatkontrakt``.
"""


def __getattr__(name: str) -> str:
    """The version, looked up where it is asked for: every command would wait for it."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import version  # noqa: PLC0415  only where it is asked for

    return version("resultatkontrakt")
