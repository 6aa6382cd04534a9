"""Parts beside the sheets that refer to tables: defined names, charts, pivot sources, controls, calculated columns."""

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape, unescape

from schemas.cells import CellValue
from workbook.closed.around.formula_stream import Stuck, needles, with_followed_attribute
from workbook.closed.around.moves import TableMove
from workbook.closed.around.references import Home, follow
from workbook.opc.package import Package
from workbook.opc.refs import Area
from workbook.opc.tags import edited_tags, with_attribute

Values = Callable[[str, Area], Sequence[CellValue] | None]
"""What a column's area of a sheet holds after the write; None where that is not known."""

_NOWHERE = Home()
_TYPES = "[Content_Types].xml"
_NAME = re.compile(rb"(<(?:\w+:)?definedName\b[^>]*(?<!/)>)([^<]*)(</)")
_TOLD_NAME = re.compile(rb"\bname\s*=\s*[\"']([^\"']*)[\"']")
_COLUMN = re.compile(rb"(<(?:\w+:)?(?:calculatedColumnFormula|totalsRowFormula)\b[^>]*(?<!/)>)([^<]*)(</)")
_LIST_RANGE = re.compile(rb"(<x:Fmla(?:Range|Link|Macro|Txbx|Pict)>)([^<]*)(</)")
_SERIES = re.compile(
    rb"(?P<open><(?P<p>\w+:)?f\b[^>]*(?<!/)>)(?P<text>[^<]*)(?P<close></(?P=p)?f>)"
    rb"(?P<cache>\s*<(?:\w+:)?(?P<kind>num|str|multiLvlStr)Cache>.*?</(?:\w+:)?(?P=kind)Cache>"
    rb"|(?:\s*<(?:\w+:)?nf\b[^>]*>[^<]*</(?:\w+:)?nf>)?(?:\s*<(?:\w+:)?lvl\b[^>]*?(?:/>|>.*?</(?:\w+:)?lvl>))+)?",
    re.DOTALL,
)
_FORMAT_CODE = re.compile(rb"<(?:\w+:)?formatCode>[^<]*</(?:\w+:)?formatCode>")
_CONTROL_FORMULAS = ("fmlaRange", "fmlaLink", "fmlaTxbx", "fmlaGroup")


class PartFollower:
    """Changes parts that refer to tables which moved.

    Args:
        moves: The tables that moved.
        values: What stands in a column's area afterwards, for the charts' copies.
        stuck: Takes the references that could not follow.
    """

    def __init__(self, moves: Sequence[TableMove], values: Values, stuck: list[Stuck]) -> None:
        self._moves = moves
        self._values = values
        self._stuck = stuck
        self._needles = [needle for move in moves for needle in needles(move.sheet)]

    def concerns(self, content: bytes) -> bool:
        """Whether a part mentions a sheet of a table that moved."""
        return any(needle in content for needle in self._needles)

    def changed(self, kind: str, part: str, content: bytes) -> bytes:
        """A part after the tables moved.

        Args:
            kind: What it is: a key of ``KINDS``.
            part: Its name, for what could not follow.
            content: Its bytes.
        """
        return KINDS[kind](self, part, content) if self.concerns(content) else content

    def names(self, content: bytes) -> bytes:
        """The workbook part with its defined names changed."""

        def one(match: re.Match[bytes]) -> bytes:
            told = _TOLD_NAME.search(match[1])
            return self._element(match, unescape(told[1].decode()) if told else "")

        return _NAME.sub(one, content) if self.concerns(content) else content

    def table(self, name: str, sheet: str, content: bytes) -> bytes:
        """A table part with the formulas of its columns changed."""
        return _COLUMN.sub(lambda match: self._element(match, name, sheet, rule=True), content)

    def _element(self, match: re.Match[bytes], where: str, sheet: str = "", rule: bool = False) -> bytes:
        text = unescape(match[2].decode())
        new = self._followed(text, where, Home(sheet, rule=rule))
        return match[0] if new == text else match[1] + escape(new, quote=False).encode() + match[3]

    def _followed(self, text: str, where: str, home: Home = _NOWHERE) -> str:
        done = follow(text, home, self._moves)
        self._stuck += [Stuck(where, each) for each in done.stuck]
        return done.formula

    def _chart(self, part: str, content: bytes) -> bytes:
        where = part.rpartition("/")[2].partition(".")[0]

        def one(match: re.Match[bytes]) -> bytes:
            text = unescape(match["text"].decode())
            new = self._followed(text, where)
            if new == text:
                return match[0]
            head = match["open"] + escape(new, quote=False).encode() + match["close"]
            return head + self._cache(match, new)

        return _SERIES.sub(one, content)

    def _cache(self, match: re.Match[bytes], formula: str) -> bytes:
        """The chart's own copy of the values; without it, programs read the cells, as most do anyway."""
        kind = match["kind"]
        sheet, _, reference = formula.rpartition("!")
        if match["cache"] is None or kind not in {b"num", b"str"}:
            return b""
        try:
            area = Area.of(reference)
        except ValueError:
            return b""
        values = self._values(sheet.strip("'").replace("''", "'"), area)
        if values is None:
            return b""
        p = match["p"] or b""
        code = _FORMAT_CODE.search(match["cache"]) if kind == b"num" else None
        points = b"".join(
            b'<%spt idx="%d"><%sv>%s</%sv></%spt>' % (p, place, p, text, p, p)
            for place, value in enumerate(values)
            if (text := _point(value, kind)) is not None
        )
        inner = (code[0] if code else b"") + b'<%sptCount val="%d"/>' % (p, len(values)) + points
        return b"<%s%sCache>%s</%s%sCache>" % (p, kind, inner, p, kind)

    def _pivot(self, part: str, content: bytes) -> bytes:
        del part

        def one(name: str, tag: bytes) -> bytes:
            sheet = _attribute(tag, "sheet") if name == "worksheetSource" else ""
            if not sheet or b"r:id" in tag:
                return tag
            quoted = "'" + sheet.replace("'", "''") + "'"
            return with_attribute(tag, "ref", lambda ref: self._area(quoted, ref))

        return edited_tags(content, one)

    def _area(self, sheet: str, reference: str) -> str:
        return self._followed(f"{sheet}!{reference}", sheet).rpartition("!")[2]

    def _control(self, part: str, content: bytes) -> bytes:
        def one(_name: str, tag: bytes) -> bytes:
            for attribute in _CONTROL_FORMULAS:
                tag = with_followed_attribute(tag, attribute, lambda text: self._followed(text, part))
            return tag

        return edited_tags(content, one)

    def _drawing(self, part: str, content: bytes) -> bytes:
        def one(_name: str, tag: bytes) -> bytes:
            if b"textlink" not in tag:
                return tag
            return with_followed_attribute(tag, "textlink", lambda text: self._followed(text, part))

        return edited_tags(content, one)

    def _old_drawing(self, part: str, content: bytes) -> bytes:
        return _LIST_RANGE.sub(lambda match: self._element(match, part), content)


KINDS: dict[str, Callable[[PartFollower, str, bytes], bytes]] = {
    "drawingml.chart+xml": PartFollower._chart,
    "chartex+xml": PartFollower._chart,
    "pivotCacheDefinition+xml": PartFollower._pivot,
    "controlproperties+xml": PartFollower._control,
    "drawing+xml": PartFollower._drawing,
    "vmlDrawing": PartFollower._old_drawing,
}
"""The kinds of part, told by the end of their content type."""


def referring_parts(package: Package) -> Iterable[tuple[str, str]]:
    """The parts that may refer to cells, each with its kind."""
    root = package.tree(_TYPES)
    defaults = {each.get("Extension", "").casefold(): each.get("ContentType", "") for each in root.iter("{*}Default")}
    told = {each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in root.iter("{*}Override")}
    for name in package.names:
        content_type = told.get(name) or defaults.get(name.rpartition(".")[2].casefold(), "")
        kind = next((kind for kind in KINDS if content_type.endswith(kind)), None)
        if kind is not None:
            yield kind, name


def _attribute(tag: bytes, name: str) -> str:
    found: list[str] = []

    def note(value: str) -> str:
        found.append(unescape(value))
        return value

    with_attribute(tag, name, note)
    return found[0] if found else ""


def _point(value: CellValue, kind: bytes) -> bytes | None:
    """A value as a chart keeps it; None where it keeps none."""
    if value is None or value == "":
        return None
    if kind == b"num":
        return repr(float(value)).encode() if isinstance(value, int | float) else None
    return escape(str(value), quote=False).encode()
