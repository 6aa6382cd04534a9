"""Fields of a goal as somebody gives them, by option or in answer to a question, read as a register's cells are."""

from collections.abc import Mapping

from schemas.cells import Cell, CellKind
from schemas.errors import RefusedError
from schemas.fields import Field
from schemas.issues.issue import Issue, Place
from schemas.tables import Goals
from schemas.text.bands import band_of
from schemas.text.coercion import ColumnToRead, coerce_column
from schemas.text.values import Decimal
from schemas.words.vocabulary import Words

_NOTHING = "-"
"""What stands for a field that is to be blank."""


def typed(given: Mapping[Field, str], year: int, words: Words) -> dict[Field, object]:
    """Read fields.

    Args:
        given: Field → what was written; a dash alone is a field left blank.
        year: The contract year, for periods that name none.
        words: The user's language.

    Raises:
        RefusedError: One is not what its column holds.
    """
    values: dict[Field, object] = {}
    issues = []
    texts = _apart(given)
    for field, text in texts.items():
        if text.strip() == _NOTHING:
            values[field] = None
            continue
        column = ColumnToRead(field, text_only=True, fallback=Decimal.UNKNOWN, default_year=year, words=words)
        read = coerce_column(column, [Cell(CellKind.TEXT, text)])
        place = Place(column=words.title(Goals, field))
        found = [Issue(each.code, place, each.value, each.details) for each in read.findings]
        issues += [issue for issue in found if issue.is_error]
        values[field] = read.values[0]
    if issues:
        raise RefusedError(issues)
    return values


def _apart(given: Mapping[Field, str]) -> dict[Field, str]:
    """The fields with a band in the place of a target (``85-100``) told apart."""
    band = band_of(given[Goals.TARGET]) if Goals.TARGET in given and Goals.TARGET_MAX not in given else None
    return dict(given) if band is None else {**given, Goals.TARGET: band[0], Goals.TARGET_MAX: band[1]}
