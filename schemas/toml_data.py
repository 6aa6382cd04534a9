"""The TOML files that ship beside the code in this package."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def data(name: str) -> dict[str, Any]:
    """Read one file, named by its path from this folder (``words/codes.toml``)."""
    return tomllib.loads(files("schemas").joinpath(*name.split("/")).read_text(encoding="utf-8"))


def gathered(folder: str, names: Iterable[str]) -> dict[str, Any]:
    """Read the files of a folder as one: their tables are joined, entry by entry.

    Args:
        folder: The folder.
        names: The files, without their ending.
    """
    found: dict[str, Any] = {}
    for name in names:
        for table, entries in data(f"{folder}/{name}.toml").items():
            found.setdefault(table, {}).update(entries)
    return found
