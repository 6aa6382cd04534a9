"""A sheet's bytes on their way to the file, with the formulas that follow the tables that moved."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape

from workbook.closed.around.criteria import without_criteria
from workbook.closed.around.moves import TableMove
from workbook.closed.around.references import Followed, Home, follow
from workbook.closed.stretch import translated
from workbook.opc.refs import Area, cell_of, name_of
from workbook.opc.tags import with_attribute

_FORMULA = re.compile(
    rb"(?P<cell><(?:\w+:)?c\s[^>]*>\s*)(?P<tag><(?:\w+:)?f\b[^>]*?)"
    rb"(?:/>|>(?P<text>[^<]*)(?P<end></(?:\w+:)?f>))"
)
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']")
_RULE = re.compile(rb"(<(?:\w+:)?(?:formula[12]?|f)(?:\s[^>]*)?(?<!/)>)([^<]*)(</)")
_SHARED = re.compile(rb"\bsi\s*=\s*[\"'](\d+)[\"']")
_SHARED_BY = re.compile(rb"\bref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)[\"']")
_IS_SHARED = re.compile(rb"\bt\s*=\s*[\"']shared[\"']")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_DATA_END = re.compile(rb"</(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*/>")
_KEEP = 1 << 16


@dataclass(frozen=True)
class Stuck:
    """A reference that could not follow: where it stands, and what it says."""

    where: str
    reference: str


class FormulaStream:
    """Lets a sheet through with its formulas changed.

    Args:
        out: Takes the bytes.
        sheet: The sheet's name.
        moves: The tables that moved.
        stuck: Takes the references that could not follow.
        unfiltered: Whether the sheet's own filter is cleared too.
    """

    def __init__(
        self,
        out: Callable[[bytes], object],
        sheet: str,
        moves: Sequence[TableMove],
        stuck: list[Stuck],
        unfiltered: bool = False,
    ) -> None:
        self._out = out
        self._sheet = sheet
        self._moves = [*moves]
        self._stuck = stuck
        self._unfiltered = unfiltered
        self._buffer = b""
        self._in_rows = True
        self._cell = ""
        self._shared: dict[bytes, tuple[str, str]] = {}
        self._own = any(move.sheet.casefold() == sheet.casefold() for move in moves)
        self._needles = [needle for move in moves for needle in needles(move.sheet)]

    def write(self, content: bytes) -> None:
        """Take further bytes; whole rows of them go on."""
        self._buffer += content
        if len(self._buffer) < _KEEP:
            return
        self._flush()

    def _flush(self) -> None:
        if not self._in_rows:
            return  # what follows the rows is changed as a whole
        end = _DATA_END.search(self._buffer)
        if end is not None:
            cut, self._in_rows = end.end(), False
        else:
            ends = [match.end() for match in _ROW_END.finditer(self._buffer)]
            if not ends:
                return
            cut = ends[-1]
        self._out(self._rows(self._buffer[:cut]))
        self._buffer = self._buffer[cut:]

    def close(self) -> None:
        """Let the rest through."""
        self._flush()
        own, views, later = self._buffer.partition(b"customSheetViews")  # filters of the user's own views stay
        rest = (without_criteria(own) if self._unfiltered else own) + views + later
        self._out(_RULE.sub(self._rule, rest) if self._concerns(rest) else rest)
        self._buffer = b""

    def _concerns(self, content: bytes) -> bool:
        return self._own or bool(self._shared) or any(needle in content for needle in self._needles)

    def _rows(self, content: bytes) -> bytes:
        return _FORMULA.sub(self._one, content) if self._concerns(content) else content

    def _one(self, match: re.Match[bytes]) -> bytes:
        place = _PLACE.search(match["cell"])
        self._cell = place[1].decode() if place else ""
        shared = _SHARED.search(match["tag"]) if _IS_SHARED.search(match["tag"]) else None
        text = unescape((match["text"] or b"").decode())
        if shared is None:
            return self._with_formula(match, text) if text else match[0]
        if text:
            if not self._may_change(text, match["tag"]):
                return match[0]
            self._shared[shared[1]] = (text, self._cell)
        elif shared[1] not in self._shared or not self._cell:
            return match[0]
        else:
            master, home = self._shared[shared[1]]
            text = translated(master, home, self._cell)
        # Formulas that share one text may follow differently: each gets its own.
        name = match["tag"][1:].split()[0]
        return match["cell"] + b"<%s>%s</%s>" % (name, _escaped(self._followed(text)), name)

    def _may_change(self, text: str, tag: bytes) -> bool:
        """Whether any of the cells that share a formula says something else afterwards."""
        reference = _SHARED_BY.search(tag)
        mentions = any(needle in text.encode() for needle in self._needles)
        here = self._own and (":" in text or any(move.rows for move in self._moves))
        if not self._cell or reference is None or not (mentions or here):
            return False
        home, area = self._cell, Area.of(reference[1].decode())
        cells = (
            name_of(row, at) for row in range(area.top, area.bottom + 1) for at in range(area.left, area.right + 1)
        )
        texts = ((cell, translated(text, home, cell)) for cell in cells)
        return any(follow(each, self._home(cell), self._moves) != Followed(each) for cell, each in texts)

    def _with_formula(self, match: re.Match[bytes], text: str) -> bytes:
        new = self._followed(text)
        return match[0] if new == text else match["cell"] + match["tag"] + b">" + _escaped(new) + match["end"]

    def _home(self, cell: str) -> Home:
        if not cell:
            return Home(self._sheet)
        row, column = cell_of(cell)
        inside = any(move.sheet == self._sheet and move.holds(row, column) for move in self._moves)
        return Home(self._sheet, row, inside)

    def _followed(self, text: str) -> str:
        done = follow(text, self._home(self._cell), self._moves)
        self._stuck += [Stuck(f"{self._sheet}!{self._cell}", each) for each in done.stuck]
        return done.formula

    def _rule(self, match: re.Match[bytes]) -> bytes:
        text = unescape(match[2].decode())
        done = follow(text, Home(self._sheet, rule=True), self._moves)
        self._stuck += [Stuck(self._sheet, each) for each in done.stuck]
        return match[0] if done.formula == text else match[1] + _escaped(done.formula) + match[3]


def needles(sheet: str) -> list[bytes]:
    """How a sheet's name may stand in the bytes of a part that mentions it."""
    doubled = sheet.replace("'", "''")
    spellings = {doubled, escape(doubled, quote=False), escape(doubled, quote=True), doubled.replace("'", "&apos;")}
    return [spelling.encode() for spelling in sorted(spellings)]


def _escaped(formula: str) -> bytes:
    return escape(formula, quote=False).encode()


def with_followed_attribute(tag: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """A tag with a formula in one attribute changed."""
    return with_attribute(tag, name, lambda value: escape(change(unescape(value)), quote=True))
