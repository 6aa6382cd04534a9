"""The module of the functions' wrappers, generated from their words: one VBA function each, which calls Python.

With it a workbook needs no import of functions, and so no access of programs to the VBA project.
"""

from collections.abc import Iterator

from schemas.words.function_help import FunctionWords, function_names, function_words
from schemas.words.vocabulary import Words, identifier

MODULE = "RkFunctions"
_PYTHON_MODULE = "udfs.excel"


def functions_module(words: Words) -> str:
    """The text of the module.

    Args:
        words: The language of the arguments' names and of the help.
    """
    functions = [function_words(name, words) for name in function_names()]
    lines = [
        "Option Explicit",
        "' Generated from schemas/words/functions.toml: edit that, and build the project anew.",
        "",
        *(line for function in functions for line in _wrapper(function, words)),
        *_registration(functions, words),
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text as VBA writes it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _wrapper(function: FunctionWords, words: Words) -> Iterator[str]:
    names = [identifier(argument.name) for argument in function.arguments]
    declared = [name if place < function.required else f"Optional {name}" for place, name in enumerate(names)]
    name = function.macro_name
    yield f"Public Function {name}({', '.join(declared)})"
    yield "    On Error GoTo Failed"
    call = f'"{_PYTHON_MODULE}", "{function.name}", Array({", ".join(names)})'
    yield f"    {name} = XLPy.CallUDF({call}, ThisWorkbook, Application.Caller)"
    yield "    Exit Function"
    yield "Failed:"
    yield f"    {name} = {quoted(words.text('vba_no_answer'))}"
    yield "End Function"
    yield ""


def _registration(functions: list[FunctionWords], words: Words) -> Iterator[str]:
    """What Excel's function dialog shows; it keeps no such texts in the file, so they are said at each opening."""
    yield "Public Sub Auto_Open()"
    yield "    ' Help texts only: without them the functions work all the same."
    yield "    On Error Resume Next"
    for function in functions:
        yield f"    Application.MacroOptions Macro:={quoted(function.macro_name)}, _"
        yield f"        Category:={quoted(words.text('product'))}, _"
        yield f"        Description:={quoted(function.help)}, _"
        helps = [quoted(argument.help) for argument in function.arguments]
        yield from (
            f"        {'ArgumentDescriptions:=Array(' if place == 0 else '    '}{text}, _"
            for place, text in enumerate(helps[:-1])
        )
        opening = "ArgumentDescriptions:=Array(" if len(helps) == 1 else "    "
        yield f"        {opening}{helps[-1]})"
    yield "End Sub"
