"""The fields of a goal that somebody may give when it is added or renegotiated."""

from schemas.tables.contract import Goals

_OWN = frozenset({
    Goals.YEAR, Goals.CENTRE, Goals.NUMBER, Goals.VALID_FROM, Goals.VERSION_KIND, Goals.DECIDED_BY, Goals.REASON,
    Goals.TARGET_IN_WORDS,
})  # fmt: skip
GIVEN = tuple(field for field in Goals.fields if field not in _OWN)
"""The fields of a goal that may be given; the others come of what is done."""
