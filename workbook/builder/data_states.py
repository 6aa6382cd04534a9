"""How the words of the data status look: each has its mark, and the colour says the same once more."""

from schemas.data_codes import DataState
from schemas.tables import STATUS_MONTHS, CentreData, DataStatus
from schemas.words.vocabulary import Words

_BLACK, _MUTED = "#000000", "#595959"
_LOOKS: dict[DataState, dict[str, object]] = {
    DataState.MISSING: {"bg_color": "#F1A59B", "font_color": _BLACK, "bold": True},
    DataState.PARTLY: {"bg_color": "#FCE4C8", "font_color": _BLACK},
    DataState.HIDDEN: {"bg_color": "#E4DDF1", "font_color": _BLACK},
    DataState.TYPED: {"bg_color": "#DCEAF7", "font_color": _BLACK},
    DataState.REVISED: {"bg_color": "#FFE9A8", "font_color": _BLACK},
    DataState.WAITING: {"font_color": _MUTED, "italic": True},
    DataState.LATER: {"font_color": _MUTED},
    DataState.STANDS: {"font_color": _MUTED},
    DataState.OUTSIDE: {"font_color": _MUTED},
}
"""Every fill bears black text; what is in, as it should be, stands out by nothing."""
MARKED_TABLES = frozenset({DataStatus.name, CentreData.name})
"""The tables whose months have marks."""


def is_month_state(table: str, field: str) -> bool:
    """Whether a column has the marks of a month."""
    return table in MARKED_TABLES and field in STATUS_MONTHS


def marks(words: Words) -> dict[str, dict[str, object]]:
    """The mark that each word begins with -> what it does to its cell."""
    return {words.word(state).split()[0]: look for state, look in _LOOKS.items()}
