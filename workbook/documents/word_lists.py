"""Lists in Word: bullets, and numbers that begin with 1 in every list."""

from docx.document import Document as WordFile
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from workbook.documents.word_xml import TWIPS_PER_CM, wrapped

_MOVED = round(0.63 * TWIPS_PER_CM)
_KINDS = {False: ("bullet", "•"), True: ("decimal", "%1.")}


class Lists:
    """The lists of a file.

    Args:
        file: The file; lists that it has stay as they are.
    """

    def __init__(self, file: WordFile) -> None:
        self._root = file.part.numbering_part.element
        self._next = 1 + max((int(each.get(qn("w:numId"))) for each in self._root.iterchildren(qn("w:num"))), default=0)
        taken = (int(each.get(qn("w:abstractNumId"))) for each in self._root.iterchildren(qn("w:abstractNum")))
        first = 1 + max(taken, default=0)
        self._kinds = {numbered: first + place for place, numbered in enumerate(_KINDS)}
        self._bullets = 0
        self._define()

    def _define(self) -> None:
        """Kinds of lists stand before the lists themselves."""
        for numbered, (kind, sign) in _KINDS.items():
            text = (
                f'<w:abstractNum w:abstractNumId="{self._kinds[numbered]}"><w:multiLevelType w:val="singleLevel"/>'
                f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
                f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_MOVED}" w:hanging="{_MOVED}"/></w:pPr></w:lvl>'
                "</w:abstractNum>"
            )
            self._insert(text, "w:numPicBullet", "w:abstractNum")

    def _insert(self, text: str, *before: str) -> None:
        """Put an element behind all those that stand before it."""
        tags = {qn(tag) for tag in before}
        place = max((at for at, each in enumerate(self._root, start=1) if each.tag in tags), default=0)
        self._root.insert(place, parse_xml(wrapped(text))[0])

    def number(self, numbered: bool) -> int:
        """The number of a list: its own where its items are numbered, that of all bullets otherwise."""
        if not numbered and self._bullets:
            return self._bullets
        number, self._next = self._next, self._next + 1
        start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if numbered else ""
        kind = f'<w:abstractNumId w:val="{self._kinds[numbered]}"/>'
        made = f'<w:num w:numId="{number}">{kind}{start}</w:num>'
        self._insert(made, "w:numPicBullet", "w:abstractNum", "w:num")
        if not numbered:
            self._bullets = number
        return number
