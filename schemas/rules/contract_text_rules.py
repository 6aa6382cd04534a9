"""The rules of a contract's own text, and of the contract with the citizen: what would be missing from the document."""

from typing import Any

import pandas as pd

from schemas.context import Context
from schemas.document_codes import CitizenPart, ContractPart
from schemas.fields import Field
from schemas.frames import is_missing
from schemas.rules.row_rules import Row, RowRule, marked, none_of
from schemas.tables import CitizenLines, ContractTexts
from schemas.text.goal_lists import goal_list
from schemas.text.unseen import has_unseen
from schemas.words.vocabulary import text_key


def has_control(column: Field) -> RowRule:
    """The rule of signs that nobody sees in a text: they are left out of documents."""

    def breaks(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
        return marked(frame, [has_unseen(text) for text in frame[column]])

    return RowRule("control_characters", column, breaks)


def _unsigned(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return (frame[ContractTexts.PART] == ContractPart.SIGNATURE) & frame[ContractTexts.NAME].isna()


def _known_focuses(frame: pd.DataFrame, context: Context) -> list[str]:
    """What an effort may stand under: what goals are grouped by, and the focus areas that the text itself names."""
    own = frame.loc[frame[ContractTexts.PART] == ContractPart.FOCUS, ContractTexts.UNDER]
    return sorted({*context.focuses, *(name for name in own if isinstance(name, str))})


def _astray(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    if not context.focuses:
        return none_of(frame)
    known = {text_key(name) for name in _known_focuses(frame, context)}
    unders = frame[ContractTexts.UNDER].map(_key)
    efforts = frame[ContractTexts.PART] == ContractPart.EFFORT
    # The first of each name: a list of efforts under a name that is misspelt is one slip.
    return efforts & unders.notna() & ~unders.isin(known) & ~unders.where(efforts).duplicated()


def _nearest_focus(row: Row, context: Context) -> dict[str, object]:
    names = sorted(context.focuses)
    return {"choices": "; ".join(names), "near": context.near(str(row[ContractTexts.UNDER]), names)}


def unknown_goals(text: object, context: Context) -> tuple[str, ...]:
    """What a list of goals names that is no goal of the contract, as it is written."""
    return goal_list(text, sorted(context.numbers)).unknown if context.numbers else ()


def _unknown_goal(frame: pd.DataFrame, context: Context) -> "pd.Series[bool]":
    return marked(frame, [bool(unknown_goals(text, context)) for text in frame[CitizenLines.GOAL]])


def _goals_known(row: Row, context: Context) -> dict[str, object]:
    unknown = ", ".join(unknown_goals(row[CitizenLines.GOAL], context))
    return {"unknown": unknown, "choices": context.listed(context.numbers), "group": row[CitizenLines.TARGET_GROUP]}


def _unmeasured(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    return (frame[CitizenLines.PART] == CitizenPart.PROMISE) & frame[CitizenLines.GOAL].isna()


def _helpless(frame: pd.DataFrame, _: Context) -> "pd.Series[bool]":
    """The first line of each target group that no line of help or of an offer stands for."""
    groups = frame[CitizenLines.TARGET_GROUP].map(_key)
    helped = set(groups[frame[CitizenLines.PART].isin([CitizenPart.HELP, CitizenPart.OFFER])])
    return groups.notna() & ~groups.isin(helped) & ~groups.duplicated()


def _key(name: Any) -> str | None:
    return None if is_missing(name) else text_key(str(name))


CONTRACT_TEXT_RULES = (
    RowRule("signature_without_name", ContractTexts.NAME, _unsigned),
    RowRule("effort_astray", ContractTexts.UNDER, _astray, _nearest_focus),
    *(has_control(column) for column in (ContractTexts.UNDER, ContractTexts.TEXT, ContractTexts.NAME)),
)
CITIZEN_RULES = (
    RowRule("citizen_goal_unknown", CitizenLines.GOAL, _unknown_goal, _goals_known),
    RowRule(
        "promise_unmeasured",
        CitizenLines.GOAL,
        _unmeasured,
        lambda row, _: {"group": row[CitizenLines.TARGET_GROUP], "promise": row[CitizenLines.TEXT]},
    ),
    RowRule("group_without_help", CitizenLines.TARGET_GROUP, _helpless),
    *(has_control(column) for column in (CitizenLines.TARGET_GROUP, CitizenLines.TEXT, CitizenLines.GIVEN)),
)
