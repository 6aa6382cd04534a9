"""Rules of the theories of change and of the strategy map.

They warn and refuse nothing: a map that is half drawn must not stop the figures.
"""

import pandas as pd

from schemas.context import Context
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.perspectives import perspective_names, perspective_of
from schemas.rules.row_rules import Row, RowRule, marked
from schemas.tables import StrategyLines, Theories
from schemas.text.goal_lists import goal_list
from schemas.text.name_lists import is_marked_blank, names_in
from schemas.text.natural_order import natural_key
from schemas.words.vocabulary import text_key


def _unknown_goals(text: object, context: Context) -> tuple[str, ...]:
    if not context.numbers or is_marked_blank(text):
        return ()
    return goal_list(text, sorted(context.numbers, key=natural_key)).unknown


def goals_rule(field: Field) -> RowRule:
    """The rule of a list of goals: each of them stands in the contract.

    Args:
        field: The column with the list.
    """

    def breaks(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
        return marked(frame, [bool(_unknown_goals(text, context)) for text in frame[field]])

    def details(row: Row, context: Context) -> dict[str, object]:
        known = ", ".join(sorted(context.numbers, key=natural_key))
        return {"unknown": ", ".join(_unknown_goals(row[field], context)), "goals": known}

    return RowRule("map_goal_unknown", field, breaks, details)


def _name(value: object) -> str:
    """A focus area as names are compared; blank for none and for a marked blank."""
    return "" if is_missing(value) or is_marked_blank(value) else text_key(str(value))


def _keys(frame: pd.DataFrame) -> list[str]:
    return [_name(value) for value in frame[StrategyLines.FOCUS]]


def _perspective_unknown(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    texts = frame[StrategyLines.PERSPECTIVE]
    wrong = [not is_missing(text) and not is_marked_blank(text) and perspective_of(text) is None for text in texts]
    return marked(frame, wrong)


def _doubled(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    keys = _keys(frame)
    return marked(frame, [bool(key) and key in keys[:at] for at, key in enumerate(keys)])


def _strangers(text: object, known: set[str]) -> list[str]:
    """The names of a cell that no focus area of the map has."""
    return [name for name in names_in(text) if not is_marked_blank(name) and text_key(name) not in known]


def _supports_unknown(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    known = set(_keys(frame))
    return marked(frame, [bool(_strangers(text, known)) for text in frame[StrategyLines.SUPPORTS]])


def _known_areas(frame: pd.DataFrame) -> dict[str, object]:
    named = zip(_keys(frame), frame[StrategyLines.FOCUS], strict=True)
    return {"areas": "; ".join(dict.fromkeys(str(text) for key, text in named if key)) or "\u2013"}


def _circle(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """The lines whose arrows lead back to themselves, by whichever way."""
    keys = _keys(frame)
    onward: dict[str, set[str]] = {}
    for key, text in zip(keys, frame[StrategyLines.SUPPORTS], strict=True):
        if key:
            onward.setdefault(key, set()).update(text_key(name) for name in names_in(text))
    inside = _in_circles({key: reached & onward.keys() for key, reached in onward.items()})
    return marked(frame, [key in inside for key in keys])


def _in_circles(onward: dict[str, set[str]]) -> set[str]:
    """The names that lie on a circle, or between two of them: what is left when loose ends are taken off both ways."""
    backward: dict[str, set[str]] = {key: set() for key in onward}
    for key, reached in onward.items():
        for other in reached:
            backward[other].add(key)
    left = set(onward)
    for leading, coming in ((onward, backward), (backward, onward)):
        degrees = {key: len(leading[key] & left) for key in left}
        loose = [key for key in left if not degrees[key]]
        while loose:
            key = loose.pop()
            left.discard(key)
            for before in coming[key] & left:
                degrees[before] -= 1
                if not degrees[before]:
                    loose.append(before)
    return left


def _perspectives(_row: Row, context: Context) -> dict[str, object]:
    return {"choices": ", ".join(perspective_names(context.words))}


THEORY_RULES: tuple[RowRule, ...] = (goals_rule(Theories.THEORY_GOALS),)
STRATEGY_RULES: tuple[RowRule, ...] = (
    RowRule("perspective_unknown", StrategyLines.PERSPECTIVE, _perspective_unknown, _perspectives),
    RowRule("focus_twice", StrategyLines.FOCUS, _doubled),
    RowRule("supports_unknown", StrategyLines.SUPPORTS, _supports_unknown, of_all=_known_areas),
    RowRule("supports_circle", StrategyLines.SUPPORTS, _circle),
    goals_rule(StrategyLines.STRATEGY_GOALS),
)
