"""The column in which people say what a name of an export means: a list of the workbook's own to choose from."""

from typing import Any

from schemas.codes import YesNo
from schemas.tables import TranslationChoices, TranslationLines
from schemas.words.vocabulary import Words
from workbook.builder.cell_formats import Formats
from workbook.layout import TableBlock
from workbook.opc.refs import in_brackets, letters_of

_LONGEST_TITLE = 32  # characters of a message's title


def choose_meaning(sheet: Any, block: TableBlock, rows: tuple[int, int], formats: Formats, words: Words) -> None:
    """Let the user choose from the table of choices, or write a period; a name that must be answered stands out.

    Args:
        sheet: The worksheet.
        block: The table of names.
        rows: Its first and last row, from 0.
        formats: The workbook's formats.
        words: Its language.
    """
    first, last = rows
    at = {name: block.first_column + block.columns.index(name) for name in block.columns}
    column = at[TranslationLines.MEANS]
    title = in_brackets(words.title(TranslationChoices, TranslationChoices.CHOICE))
    options = {
        "validate": "list",
        "source": f'=INDIRECT("{TranslationChoices.name}[[{title}]]")',
        "input_title": words.text("translation_input_title")[:_LONGEST_TITLE],
        "input_message": words.text("translation_input"),
        "show_error": False,  # a period is written, and is on no list
    }
    sheet.data_validation(first, column, last, column, options)
    needed, means = (letters_of(at[name] + 1) for name in (TranslationLines.IS_NEEDED, TranslationLines.MEANS))
    is_open = f'=AND(${needed}{first + 1}="{words.word(YesNo.YES)}",LEN(TRIM(${means}{first + 1}))=0)'
    rule = {"type": "formula", "criteria": is_open, "format": formats.asked()}
    sheet.conditional_format(first, column, last, column, rule)
