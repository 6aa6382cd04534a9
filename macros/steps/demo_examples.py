"""The demo's workbooks of made-up figures: a centre of each type in 2009, the three together, and the plans of 2011."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import as_file, files
from pathlib import Path

from macros.steps.consolidating import Consolidated, consolidate, write_consolidated
from macros.steps.filling import FILLED, fill_tables
from macros.steps.importing import import_exports
from macros.steps.new import new
from macros.steps.recalculating import recalculate
from macros.steps.register import read_register
from schemas.words.vocabulary import Words

_YEAR = "2009"


@dataclass(frozen=True)
class Example:
    """A centre with made-up figures.

    Args:
        folder: Where its own files lie, in the folder of examples; those of input tables are named as the tables.
        exports: What is brought in, from the folder of examples.
        register: Its contract: a shipped register, or a file of its folder.
        as_of: The reporting date, where its figures do not tell.
        is_made_up: Whether its figures are, and its sheets say so.
    """

    folder: str
    exports: tuple[str, ...]
    register: str = "register.csv"
    as_of: date | None = None
    is_made_up: bool = True


def _budget(centre: str) -> str:
    return f"{centre}_{_YEAR}/{centre}_{_YEAR}_budget.csv"


EXAMPLES = (
    Example(
        f"skelbaekgade_{_YEAR}",
        (f"example_{_YEAR}.csv", f"example_{_YEAR}_budget.csv", _budget("skelbaekgade")),
        _YEAR,
    ),
    *(
        Example(f"{centre}_{_YEAR}", (f"{centre}_{_YEAR}/{centre}_{_YEAR}.csv", _budget(centre)))
        for centre in ("ydelsesservice", "ckb")
    ),
)
"""A job centre with operating and purchase budgets, a benefit service with a taxameter, an employment centre with a
surplus goal."""
PLANS = Example("musvaagevej_2011", (), "2011", date(2011, 1, 26), is_made_up=False)
"""The action plans of a contract, on the day it was signed: a job centre without figures yet."""


@dataclass(frozen=True)
class ExamplesMade:
    """The workbooks of made-up figures.

    Args:
        paths: The centres' workbooks, then the one that brings them together, then the one of action plans.
        together: What the one that brings them together holds.
    """

    paths: list[Path]
    together: Consolidated


def make_examples(folder: Path, words: Words, now: datetime, progress: Callable[[str], None]) -> ExamplesMade:
    """Make the workbooks; each sheet with made-up figures says so.

    Args:
        folder: Where they go.
        words: Their language.
        now: The time, for logs.
        progress: Told what happens.

    Raises:
        CannotOpenError: A file cannot be written.
    """
    paths = []
    for example in EXAMPLES:
        paths.append(make_example(example, folder, words, now))
        progress(paths[-1].stem)
    together = consolidate(paths, None, now.date(), words)
    path = folder / f"{words.text('example_together', year=together.year)}.xlsx"
    write_consolidated(together, path, words, now, example=True)
    plans = make_example(PLANS, folder, words, now)
    progress(plans.stem)
    return ExamplesMade([*paths, path, plans], together)


def make_example(example: Example, folder: Path, words: Words, now: datetime) -> Path:
    """One centre's workbook: its contract, its economy as typed, its exports, computed."""
    shipped = files("workbook").joinpath("examples")
    with ExitStack() as stack:
        present = {entry.name for entry in shipped.joinpath(example.folder).iterdir()}
        own = {
            name: stack.enter_context(as_file(shipped.joinpath(example.folder, name)))
            for name in present & {example.register, *(f"{table.name}.csv" for table in FILLED)}
        }
        register = read_register(own.get(example.register, example.register), words)
        path = folder / f"{words.text('example_file')} {register.holders[0]} {register.year}.xlsx"
        new(register, None, path, words, example=example.is_made_up)
        fill_tables(path, [own[f"{table.name}.csv"] for table in FILLED if f"{table.name}.csv" in own])
        if example.exports:
            exports = [stack.enter_context(as_file(shipped.joinpath(name))) for name in example.exports]
            import_exports(path, exports, now)
    recalculate(path, example.as_of, now)
    return path
