"""The template that an installation leaves: a workbook with macros on a shipped contract, the same bytes each time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from schemas.words.vocabulary import Words

_REGISTER = "2009"
_MADE = datetime(2009, 1, 1)  # a time of its own would make every installation's template another file


def template_maker(words: Words) -> Callable[[Path], None]:
    """What makes the template at a path.

    Args:
        words: Its language.
    """

    def make(path: Path) -> None:
        from macros.steps.new import content
        from macros.steps.register import read_register
        from workbook.builder.contract_workbook import build

        register = read_register(_REGISTER, words)
        build(replace(content(register, register.holders[0], words, example=True, macros=True), created=_MADE), path)

    return make
