"""The sheet *Funktioner*: each function live on the workbook's own figures, with what it gave at the last run.

Without the add-in Excel does not know the functions: each outcome then shows the one computed here. What a user wrote
over a formula of ours stays; a formula is ours only where it stands as we write it.
"""

from collections.abc import Mapping
from itertools import chain, islice

import pandas as pd

from macros.steps.function_cells import ADD_IN_PREFIX, MACRO_PREFIX, answer, plain_of, standing, text_of
from macros.steps.try_out_examples import CHOSEN_TITLE, LINES, Input, Shown
from schemas.cells import Cell, CellValue, RawTable
from schemas.fields import Field
from schemas.frames import Record
from schemas.tables import Results
from schemas.words.function_help import FunctionWords, function_names, function_words
from schemas.words.vocabulary import Words, text_key
from udfs.cells import functions
from workbook.layout import TryOut
from workbook.opc.refs import in_brackets
from workbook.port import Formula

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
        TryOut.ARGUMENTS: Formula(CHOSEN_TITLE.formula(shown, words), text_of(shown.goal.get(Results.TITLE))),
        TryOut.INPUT_A: shown.goal.get(Results.NUMBER),
    }


def _line(function: FunctionWords, shown: Shown, words: Words, macros: bool) -> Record:
    sources = LINES[function.name]
    if not sources:
        return {TryOut.FUNCTION: _name(function, macros), TryOut.ARGUMENTS: words.text("try_on_page")}
    inputs, values = {}, {}
    for field, source in zip(_INPUTS, chain.from_iterable(sources), strict=False):
        values[field], text = source.value(shown, words), source.formula(shown, words)
        inputs[str(field)] = values[field] if text is None else Formula(text, text_of(values[field]))
    outcome = _outcome(function, values, words)
    return {
        TryOut.FUNCTION: _name(function, macros),
        TryOut.ARGUMENTS: _described(function, words),
        **inputs,
        TryOut.OUTCOME: Formula(_call(function, words, macros), outcome),
        TryOut.COMPUTED_OUTCOME: outcome,
    }


def _places(sources: tuple[Input, ...]) -> list[tuple[Field, ...]]:
    """The cells that each argument takes."""
    fields = iter(_INPUTS)
    return [tuple(islice(fields, len(source))) for source in sources]


def _described(function: FunctionWords, words: Words) -> str:
    """Which cell is which argument."""
    told = []
    for argument, fields in zip(function.arguments, _places(LINES[function.name]), strict=False):
        titles = [words.title(TryOut, field) for field in fields]
        place = titles[0] if len(titles) == 1 else f"{titles[0]}–{titles[-1]}" if titles else "–"
        told.append(f"{place} {argument.name}")
    return ", ".join(told).replace("_", " ")


def _outcome(function: FunctionWords, values: Mapping[Field, object], words: Words) -> CellValue:
    """What a function gives on the values of its cells."""
    given = [_handed([values.get(field) for field in fields]) for fields in _places(LINES[function.name])]
    return answer(getattr(functions, function.name), given, words)


def _handed(cells: list[object]) -> object:
    """One cell alone, several as a row; an argument that takes none is blank."""
    return [cells] if len(cells) > 1 else cells[0] if cells else None


def _name(function: FunctionWords, macros: bool) -> str:
    return function.macro_name if macros else function.add_in_name


def _call(function: FunctionWords, words: Words, macros: bool) -> str:
    """The function on its row's inputs; where Excel does not know it, the computed outcome beside it."""
    inputs = ",".join(_argument(fields, words) for fields in _places(LINES[function.name]))
    name = f"{MACRO_PREFIX if macros else ADD_IN_PREFIX}{function.name}"
    computed = _this_row(TryOut.COMPUTED_OUTCOME, words)
    return f'IFERROR({name}({inputs}),IF({computed}="","",{computed}))'


def _argument(fields: tuple[Field, ...], words: Words) -> str:
    if len(fields) == 1:
        return _this_row(fields[0], words)
    if not fields:
        return '""'
    first, last = (in_brackets(words.title(TryOut, field)) for field in (fields[0], fields[-1]))
    return f"{TryOut.name}[[#This Row],[{first}]:[{last}]]"


def _this_row(field: Field, words: Words) -> str:
    return f"{TryOut.name}[[#This Row],[{in_brackets(words.title(TryOut, field))}]]"


def has_macros(raw: RawTable) -> bool:
    """Whether a workbook's functions are its own macros, told by the sheet's names of them.

    Args:
        raw: The sheet as it stands.
    """
    return any(cell.text.startswith(MACRO_PREFIX) for row in raw.rows for cell in row[:1])


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
    rows: list[Record] = []
    for number, cells in enumerate(raw.rows):
        cell_of = {field: cells[place] for field, place in places.items()}
        name, macros = known.get(text_key(cell_of[TryOut.FUNCTION].text), ("", False))
        fresh = _choice(figures, words) if number == 0 and not name else {}
        fresh = _line(function_words(name, words), figures, words, macros) if name else fresh
        taken: Record = {field: _taken(cell_of[field], fresh.get(field)) for field in places}
        if name and LINES[name]:
            values = {field: plain_of(taken[field]) for field in _INPUTS}
            outcome = _outcome(function_words(name, words), values, words)
            taken[TryOut.COMPUTED_OUTCOME] = outcome
            live = taken[TryOut.OUTCOME]
            if isinstance(live, Formula):
                taken[TryOut.OUTCOME] = Formula(live.text, outcome)
        rows.append(taken)
    rows += _missing([cells[places[TryOut.FUNCTION]].text for cells in raw.rows], figures, words)
    return pd.DataFrame(rows, columns=[str(field) for field in TryOut.fields], dtype=object)


def _missing(standing_names: list[str], figures: Shown, words: Words) -> list[Record]:
    """Lines of functions that came after the workbook was made; none where the sheet shows none of ours."""
    told = {text_key(name) for name in standing_names}
    for macros in (True, False):
        named = {name: text_key(_name(function_words(name, words), macros)) for name in LINES}
        if told & set(named.values()):
            lacking = (name for name, key in named.items() if key not in told)
            return [_line(function_words(name, words), figures, words, macros) for name in lacking]
    return []


def _taken(cell: Cell, fresh: object) -> object:
    """Our formula with its new value where it stands as we write it; otherwise what stands there."""
    if isinstance(fresh, Formula) and _bare(cell.formula) == _bare(fresh.text):
        return fresh
    return standing(cell)


def _bare(formula: str) -> str:
    """A formula as it is compared: Excel writes the row's own cell in a shorter way."""
    return formula.replace("[#This Row],", "@").replace("[[@[", "[@[").replace("]]]", "]]").replace(" ", "").casefold()
