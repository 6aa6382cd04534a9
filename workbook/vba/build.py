"""Builds the macro project: ``python -m workbook.vba.build``. The same sources give the same bytes on every machine.

The binary stands in the repository, for a user's machine only packages it; a test builds it anew and compares.
"""

from importlib.resources import files
from pathlib import Path
from string import Template

from schemas.words.vocabulary import Words, words
from workbook.layout import sheets
from workbook.vba.function_wrappers import MODULE as FUNCTIONS
from workbook.vba.function_wrappers import functions_module
from workbook.vba.project import vba_project

BINARY = "vbaProject.bin"
WORKBOOK_NAME = "ThisWorkbook"
_OURS = ("RkButtons", "RkRibbon")
# xlwings' standalone module with its licence header (BSD), and the class that it needs on a Mac (MIT).
_XLWINGS = {"xlwings": ("xlwings.bas",), "Dictionary": ("addin", "Dictionary.cls")}


def sheet_names() -> list[str]:
    """The code names of the sheets, in order: what VBA and the file call them, whatever the user does."""
    return [f"Rk{''.join(part.title() for part in sheet.key.split('_'))}" for sheet in sheets()]


def modules(language: Words) -> dict[str, str]:
    """The texts of all modules by their names."""
    return {
        **{name: _source(name, language) for name in _OURS},
        FUNCTIONS: functions_module(language),
        **{name: files("xlwings").joinpath(*path).read_text(encoding="utf-8") for name, path in _XLWINGS.items()},
    }


def _source(name: str, language: Words) -> str:
    """One of our own modules, with the vocabulary's words filled in."""
    text = files("workbook").joinpath("vba", "sources", f"{name}.bas").read_text(encoding="utf-8")
    keys = Template(text).get_identifiers()
    return Template(text).substitute({key: language.text(key).replace('"', '""') for key in keys})


def build(language: Words | None = None) -> bytes:
    """The macro project.

    Args:
        language: The language of its messages and help; Danish where it is not given.
    """
    return vba_project(modules(language or words()), [WORKBOOK_NAME, *sheet_names()])


def shipped(language: Words) -> bytes:
    """The macro project as it is shipped."""
    return files("workbook").joinpath("vba", _binary(language)).read_bytes()


def _binary(language: Words) -> str:
    return BINARY if language.language == words().language else f"{language.language}_{BINARY}"


def main() -> None:
    """Write the binaries beside this file, one for each language."""
    for language in ("da", "en"):
        spoken = words(language)
        Path(__file__).with_name(_binary(spoken)).write_bytes(build(spoken))


if __name__ == "__main__":
    main()
