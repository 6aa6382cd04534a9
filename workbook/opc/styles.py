"""Number formats of cells, and the date format that a new date needs."""

from functools import cached_property
from html import escape

from lxml import etree

from workbook.opc.format_codes import GENERAL, built_in, is_date
from workbook.opc.index import Index
from workbook.opc.package import local
from workbook.opc.tags import edited_tags, with_attribute

DATE_FORMAT_ID = 14
"""The built-in short date, which shows as 30-06-2008 where Windows is Danish."""


class Styles:
    """The cell formats of a workbook; formats appended here are written with the workbook.

    Args:
        index: The workbook's parts.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.part = index.part("styles")
        self._appended: list[bytes] = []
        self._dates: dict[int, int] = {}

    @cached_property
    def codes(self) -> list[str]:
        """The number format code of each cell format."""
        if self.part is None:
            return [GENERAL]
        root = self._index.package.tree(self.part)
        own = {
            int(element.get("numFmtId", "0")): element.get("formatCode", GENERAL)
            for element in root.iterfind("{*}numFmts/{*}numFmt")
        }
        numbers = [int(element.get("numFmtId", "0")) for element in root.iterfind("{*}cellXfs/{*}xf")]
        return [own.get(number) or built_in(number) for number in numbers]

    def code(self, style: int) -> str:
        """The number format code of a cell's style."""
        return self.codes[style] if 0 <= style < len(self.codes) else GENERAL

    def dated(self, style: int) -> int:
        """A style like this one that shows a date; appended when the workbook has none.

        Args:
            style: The cell's style.
        """
        if is_date(self.code(style)) or self.part is None or len(self.codes) == 0:
            return style
        if style not in self._dates:
            root = self._index.package.tree(self.part)
            formats = list(root.iterfind("{*}cellXfs/{*}xf"))
            self._appended.append(self._dated_format(formats[style] if style < len(formats) else None))
            self._dates[style] = len(self.codes) + len(self._appended) - 1
        return self._dates[style]

    def _dated_format(self, original: etree._Element | None) -> bytes:
        """A copy of a cell format, or of the default one, that shows a date."""
        attributes = {"fontId": "0", "fillId": "0", "borderId": "0"}
        inner = b""
        if original is not None:
            attributes = _own(original)
            inner = b"".join(_plain(child, self._prefix) for child in original)
        attributes |= {"numFmtId": str(DATE_FORMAT_ID), "applyNumberFormat": "1"}
        listed = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
        tag = f"{self._prefix}xf"
        return f"<{tag} {listed}>".encode() + inner + f"</{tag}>".encode()

    @cached_property
    def _prefix(self) -> str:
        assert self.part is not None
        prefix = self._index.package.tree(self.part).prefix
        return f"{prefix}:" if prefix else ""

    def rewritten(self) -> bytes | None:
        """The part with the appended formats, or None where nothing was appended."""
        if not self._appended or self.part is None:
            return None
        source = b"".join(self._index.package.text(self.part))
        end = f"</{self._prefix}cellXfs>".encode()
        source = source.replace(end, b"".join(self._appended) + end, 1)
        count = str(len(self.codes) + len(self._appended))

        def counted(name: str, tag: bytes) -> bytes:
            return with_attribute(tag, "count", lambda _: count) if name == "cellXfs" else tag

        return edited_tags(source, counted)


def _plain(child: etree._Element, prefix: str) -> bytes:
    """An alignment or protection element without the namespace declarations that a copy would repeat."""
    listed = "".join(f' {name}="{escape(value)}"' for name, value in _own(child).items())
    return f"<{prefix}{local(child)}{listed}/>".encode()


def _own(element: etree._Element) -> dict[str, str]:
    """An element's attributes without those of other namespaces, whose prefixes a copy might not know."""
    return {str(name): str(value) for name, value in element.attrib.items() if not str(name).startswith("{")}
