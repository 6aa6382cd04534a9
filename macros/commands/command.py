"""A command of the command line: one file of this folder makes one, and ``every`` lists them."""

import argparse
import glob
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macros.terminal.arguments import Parser
from schemas.words.vocabulary import Words

if TYPE_CHECKING:
    from macros.steps.all_workbooks.folder import Workbooks

Options = argparse.Namespace


def _nothing(_: Options) -> dict[str, object]:
    return {}


def _no_files(_: Options) -> list[Path]:
    return []


@dataclass(frozen=True)
class Command:
    """A command.

    Args:
        name: As the user writes it; its help is the vocabulary's ``cli_<name>``.
        arguments: Adds its arguments to its parser.
        run: Does it, and gives the exit code. What only this command needs is imported in there.
        json: Whether it takes ``--json``.
        page: Whether it takes ``--html``, for a page of its findings.
        tables: Whether the libraries of tables are loaded before it runs; otherwise it loads them itself.
        grouped: Whether ``--json`` prints the groups of findings beside them.
        refused: What ``--json`` prints of it, before the findings, where it was refused.
        read: The files that it checks, for the page.
        keeps: Whether workbooks that it writes are kept before, so that it can be undone.
    """

    name: str
    arguments: Callable[[Parser, Words], None]
    run: Callable[[Options, Words], int]
    json: bool = False
    page: bool = False
    tables: bool = False
    grouped: bool = False
    refused: Callable[[Options], dict[str, object]] = _nothing
    read: Callable[[Options], list[Path]] = _no_files
    keeps: bool = True


def expanded(paths: Sequence[Path]) -> list[Path]:
    """Paths with wildcards spelt out: the Windows prompt hands ``*.xlsx`` over as it stands."""
    found: list[Path] = []
    for path in paths:
        wild = glob.has_magic(str(path)) and not path.exists()
        matches = sorted(map(Path, glob.glob(str(path)))) if wild else []  # noqa: PTH207  folders may be wild too
        # The lock files of open workbooks match too, and are no workbooks.
        found += [match for match in matches if not match.name.startswith("~$")] or [path]
    return found


def workbooks(*paths: Path) -> "Workbooks":
    """The workbooks that a command's words mean: wildcards spelt out, and for a folder all of our centres' in it.

    Raises:
        CannotOpenError: A folder holds none.
    """
    from macros.steps.all_workbooks.folder import workbooks_of

    return workbooks_of(expanded(paths))
