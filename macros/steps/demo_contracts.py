"""The demo's contracts: those of 2009 and 2011 with their appendices, and the contract with citizens of 2009."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from macros.steps.documents.making import make_document
from macros.steps.new import safe_name
from schemas.document_codes import DocumentKind
from schemas.words.vocabulary import Words

_CONTRACTS = ("2009", "2011")


def make_contracts(
    folder: Path, example: Path, words: Words, now: datetime, progress: Callable[[str], None]
) -> list[Path]:
    """Make the documents.

    Args:
        folder: Where they go.
        example: The workbook of made-up figures of 2009, by which the promises of that year are told as kept or not.
        words: Their language.
        now: The time.
        progress: Told what happens.

    Returns:
        The documents.

    Raises:
        CannotOpenError: One of them cannot be written.
    """
    wanted = [(DocumentKind.CONTRACT, Path(year), "contract_file") for year in _CONTRACTS]
    wanted.append((DocumentKind.CITIZEN, example, "citizen_file"))
    made = []
    for kind, source, name in wanted:
        out = folder / f"{safe_name(words.text(name, source=source.stem))}.docx"
        made.append(make_document(kind, [source], out, words, now).path)
        progress(out.stem)
    return made
