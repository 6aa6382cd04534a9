"""Texts of an export that are longer than a cell of the workbook holds, which cuts them off."""

from schemas.cells import LONGEST_TEXT
from schemas.issues.issue import Issue
from schemas.reading import Understood


def long_texts(understood: Understood) -> list[Issue]:
    """A warning for each text that the workbook will hold a part of only, or that has been cut off where it comes from.

    Args:
        understood: The table.
    """
    found = []
    for field in understood.positions:
        column = understood.frame[field]
        if column.dtype != object:
            continue
        for row, text in zip(column.index, column, strict=True):
            if isinstance(text, str) and len(text) >= LONGEST_TEXT:
                about = {"length": len(text), "most": LONGEST_TEXT}
                found.append(Issue("text_cut", understood.place(int(row), field), text, about))
    return found
