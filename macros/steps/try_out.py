"""The sheet *Prøv selv*: each function live on the workbook's own figures, with what it gave at the last recalculation.

Without the add-in Excel does not know the functions: each outcome then shows the one computed here. What a user wrote
over a formula of ours stays; a formula is ours only where it stands as we write it.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from macros.steps.try_out_examples import CHOSEN_TITLE, LINES, ExampleSource, Shown
from schemas.cells import SHARED_FORMULA, Cell, CellKind, CellValue, RawTable
from schemas.fields import Field
from schemas.frames import Record, is_missing
from schemas.tables import Results
from schemas.words.function_help import PREFIX, FunctionWords, function_names, function_words
from schemas.words.vocabulary import Words, text_key
from udfs.cells import functions
from udfs.cells.call import LANGUAGE, answered
from workbook.layout import TryOut
from workbook.port import Formula

ADD_IN_PREFIX = "_xldudf_"
"""What a file has before a function that comes from an add-in's server."""
_INPUTS = tuple(field for field in TryOut.fields if str(field).startswith("input_"))


def try_out_rows(shown: Shown, words: Words, macros: bool) -> pd.DataFrame:
    """The sheet's lines for a new workbook.

    Args:
        shown: The workbook's figures.
        words: Its language.
        macros: Whether the functions are its own macros; otherwise they come from an add-in.
    """
    rows = [_choice(shown, words)]
    rows += [_line(function_words(name, words), shown, words, macros) for name in function_names()]
    return pd.DataFrame(rows, columns=[str(field) for field in TryOut.fields], dtype=object)


def _choice(shown: Shown, words: Words) -> Record:
    return {
        TryOut.FUNCTION: words.text("try_goal"),
        TryOut.ARGUMENTS: Formula(CHOSEN_TITLE.formula(words), _text(shown.goal.get(Results.TITLE))),
        TryOut.INPUT_A: shown.goal.get(Results.NUMBER),
    }


def _line(function: FunctionWords, shown: Shown, words: Words, macros: bool) -> Record:
    sources = LINES[function.name]
    inputs = {str(field): _input(source, shown, words) for field, source in zip(_INPUTS, sources, strict=False)}
    outcome = _outcome(function.name, [source.value(shown, words) for source in sources], words)
    letters = (argument.name for argument in function.arguments)
    described = ", ".join(f"{words.title(TryOut, field)} {name}" for field, name in zip(_INPUTS, letters, strict=False))
    return {
        TryOut.FUNCTION: _name(function, macros),
        TryOut.ARGUMENTS: described.replace("_", " "),
        **inputs,
        TryOut.OUTCOME: Formula(_call(function, words, macros), outcome),
        TryOut.COMPUTED_OUTCOME: outcome,
    }


def _name(function: FunctionWords, macros: bool) -> str:
    return function.macro_name if macros else function.add_in_name


def _input(source: ExampleSource, shown: Shown, words: Words) -> object:
    text, value = source.formula(words), source.value(shown, words)
    return value if text is None else Formula(text, _text(value))


def _text(value: object) -> CellValue:
    """A formula's cached value: a blank is the text that the formula gives for it."""
    return "" if value is None or is_missing(value) else value  # type: ignore[return-value]  # a cell's value


def _call(function: FunctionWords, words: Words, macros: bool) -> str:
    """The function on its row's inputs; where Excel does not know it, the computed outcome beside it."""
    count = len(function.arguments)
    inputs = ",".join(f"{_this_row(field, words)}" for field in _INPUTS[:count])
    name = function.macro_name if macros else f"{ADD_IN_PREFIX}{PREFIX}_{function.name}"
    computed = _this_row(TryOut.COMPUTED_OUTCOME, words)
    return f'IFERROR({name}({inputs}),IF({computed}="","",{computed}))'


def _this_row(field: Field, words: Words) -> str:
    return f"{TryOut.name}[[#This Row],[{words.title(TryOut, field)}]]"


def _outcome(name: str, inputs: list[object], words: Words) -> CellValue:
    """What a function gives on single values."""
    token = LANGUAGE.set(words.language)
    try:
        [[found]] = answered(getattr(functions, name), *inputs)
    finally:
        LANGUAGE.reset(token)
    return words.day(found) if isinstance(found, date) else found  # type: ignore[return-value]  # a cell's value


def refreshed(raw: RawTable, shown: Mapping[str, Shown], words: Words) -> pd.DataFrame | None:
    """The sheet's lines after a recalculation: our formulas with their new values, the user's own as they stand.

    Args:
        raw: The sheet as it stands.
        shown: Goal number → the workbook's figures with that goal chosen; ``""`` for none.
        words: The workbook's language.

    Returns:
        Its columns; None where the sheet is of an older layout.
    """
    places = {
        field: raw.header.index(title) for field in TryOut.fields if (title := words.title(TryOut, field)) in raw.header
    }
    if len(places) < len(TryOut.fields):
        return None
    chosen = raw.rows[0][places[TryOut.INPUT_A]].text if raw.rows else ""
    figures = shown.get(chosen) or shown[""]
    known = {
        text_key(_name(function_words(name, words), macros)): (name, macros)
        for name in LINES
        for macros in (True, False)
    }
    rows = []
    for number, cells in enumerate(raw.rows):
        standing = {field: cells[place] for field, place in places.items()}
        name, macros = known.get(text_key(standing[TryOut.FUNCTION].text), ("", False))
        fresh = _choice(figures, words) if number == 0 and not name else {}
        fresh = _line(function_words(name, words), figures, words, macros) if name else fresh
        taken = {field: _taken(standing[field], fresh.get(field)) for field in places}
        if name:
            inputs = [_plain(taken[field]) for field in _INPUTS[: len(function_words(name, words).arguments)]]
            outcome = _outcome(name, inputs, words)
            taken[TryOut.COMPUTED_OUTCOME] = outcome
            live = taken[TryOut.OUTCOME]
            if isinstance(live, Formula):
                taken[TryOut.OUTCOME] = Formula(live.text, outcome)
        rows.append(taken)
    return pd.DataFrame(rows, columns=[str(field) for field in TryOut.fields], dtype=object)


def _taken(cell: Cell, fresh: object) -> object:
    """Our formula with its new value where it stands as we write it; otherwise what stands there."""
    if isinstance(fresh, Formula) and _bare(cell.formula) == _bare(fresh.text):
        return fresh
    standing = None if cell.kind in {CellKind.BLANK, CellKind.ERROR} else cell.value
    return Formula(cell.formula, standing) if cell.formula not in {"", SHARED_FORMULA} else standing


def _bare(formula: str) -> str:
    """A formula as it is compared: Excel writes the row's own cell in a shorter way."""
    return formula.replace("[#This Row],", "@").replace("[[@[", "[@[").replace("]]]", "]]").replace(" ", "").casefold()


def _plain(value: object) -> object:
    return value.cached if isinstance(value, Formula) else value
