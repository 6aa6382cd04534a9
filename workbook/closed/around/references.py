"""How a formula follows a table that it refers to: whole columns grow and shrink with it, cells go with their row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbook.closed.around.moves import TableMove
from workbook.opc.refs import Area, column_number, letters_of

_OPERAND = re.compile(
    r"^(?P<before>(?:(?P<quoted>'(?:[^']|'')+')|(?P<bare>[^'!\[\]:]+))!)?"
    r"(?P<a>\$?)(?P<left>[A-Z]{1,3})(?P<b>\$?)(?P<top>\d{1,7})"
    r"(?::(?P<again>(?:'(?:[^']|'')+'|[^'!\[\]:]+)!)?(?P<c>\$?)(?P<right>[A-Z]{1,3})(?P<d>\$?)(?P<bottom>\d{1,7}))?$"
)
_ROWS = re.compile(r"[A-Z]\$?(\d{1,7})(?![\w(.])")
_FIXED_ROW = re.compile(r"[A-Z]\$\d")
_BY_TEXT = "INDIRECT("


@dataclass(frozen=True)
class Home:
    """Where a formula stands.

    Args:
        sheet: The sheet that references without a sheet mean; empty where there is none.
        row: The row, where references may be relative to it.
        inside: Whether it stands among the data of a table that moved: there each row goes on speaking of itself.
        rule: Whether it is a rule of a range (input list, conditional format), relative to its first cell.
    """

    sheet: str = ""
    row: int | None = None
    inside: bool = False
    rule: bool = False


@dataclass
class Followed:
    """A formula after the tables moved.

    Args:
        formula: The formula.
        stuck: Its references that could not follow.
    """

    formula: str
    stuck: list[str] = field(default_factory=list)


def follow(formula: str, home: Home, moves: Sequence[TableMove]) -> Followed:
    """A formula whose references follow the tables.

    Args:
        formula: The formula without its ``=``.
        home: Where it stands.
        moves: The tables that moved.
    """
    near = [move for move in moves if _may_concern(formula, home, move)]
    if not near:
        return Followed(formula)
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    try:
        tokens = Tokenizer(f"={formula}").items
    except (TokenizerError, IndexError):
        return Followed(formula)
    if "".join(token.value for token in tokens) != formula:
        return Followed(formula)
    stuck: list[str] = []
    by_text = _BY_TEXT in formula.upper()
    pieces = []
    for token in tokens:
        value = token.value
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            value = _operand(value, home, near, stuck)
        elif by_text and token.type == Token.OPERAND and token.subtype == Token.TEXT:
            text = value[1:-1].replace('""', '"')
            if _operand(text, replace(home, row=None), near, stuck) != text:
                stuck.append(text)
        pieces.append(value)
    return Followed("".join(pieces), stuck)


def _may_concern(formula: str, home: Home, move: TableMove) -> bool:
    """A quick look, for most formulas concern no table of ours, and a formula takes long to take apart."""
    own = home.sheet.casefold() == move.sheet.casefold()
    if not own and move.sheet.replace("'", "''").casefold() not in formula.casefold():
        return False
    if own and home.rule and not _FIXED_ROW.search(formula):
        return False  # it speaks of the row that each cell of its range stands in
    rows = [int(row) for row in _ROWS.findall(formula)]
    last = max(move.old.bottom, move.new.bottom) + move.totals
    ends = ":" in formula and any(move.old.bottom <= row <= last for row in rows)
    return ends or (
        bool(move.rows) and not (own and home.inside) and any(move.old.top <= row <= move.old.bottom for row in rows)
    )


def _operand(text: str, home: Home, moves: Sequence[TableMove], stuck: list[str]) -> str:
    match = _OPERAND.match(text)
    if match is None:
        return text
    quoted, bare = match["quoted"], match["bare"]
    sheet = quoted[1:-1].replace("''", "'") if quoted else bare or home.sheet
    area = _area(match)
    through = sheet.casefold().split(":")  # a reference through several sheets has no one table to follow
    for move in moves:
        if len(through) > 1 and move.sheet.casefold() in through:
            if _moved(area, match, home, move, []) != area:
                stuck.append(match[0])
        elif move.sheet.casefold() == sheet.casefold():
            new = _moved(area, match, home, move, stuck)
            if new != area:
                return _written(match, new)
    return text


def _area(match: re.Match[str]) -> Area:
    top, left = int(match["top"]), column_number(match["left"])
    if match["bottom"] is None:
        return Area(top, left, top, left)
    return Area(top, left, int(match["bottom"]), column_number(match["right"]))


def _moved(area: Area, match: re.Match[str], home: Home, move: TableMove, stuck: list[str]) -> Area:
    fixed = bool(match["d"] if match["bottom"] else match["b"])
    relative = home.rule and not fixed
    own = home.sheet.casefold() == move.sheet.casefold()
    if match["bottom"] is not None and not (relative and match["before"] is None):
        to_own_row = own and home.row == area.bottom and not fixed  # a running total
        column = None if to_own_row else move.follow_column(area)
        if column is not None:
            return column
    beside = own and not fixed and home.row == area.top == area.bottom  # it speaks of the row that it stands in
    if not move.rows or home.inside or beside or relative or not move.within(area):
        return area
    rows = move.follow_rows(area)
    if rows is None:
        stuck.append(match[0])
    return rows or area


def _written(match: re.Match[str], area: Area) -> str:
    first = f"{match['a']}{letters_of(area.left)}{match['b']}{area.top}"
    if match["bottom"] is None:
        return f"{match['before'] or ''}{first}"
    last = f"{match['c']}{letters_of(area.right)}{match['d']}{area.bottom}"
    return f"{match['before'] or ''}{first}:{match['again'] or ''}{last}"
