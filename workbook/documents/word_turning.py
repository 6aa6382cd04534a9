"""Pages of a Word file that stand where the others lie: sections of their own, with the same headers and footers."""

from copy import deepcopy
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

A4 = (21.0, 29.7)
"""Centimetres."""
_EMU_PER_TWIP = 635
_OF_BEGINNING = ("w:type", "w:pgNumType", "w:titlePg")
"""What a section says of its first page; its later parts say nothing of it."""
_LINE = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


def section_room(section: Any, *, is_turned: bool = False) -> tuple[int, int]:
    """The page between its margins, in twips: width and height.

    Args:
        section: The section.
        is_turned: Whether the page is turned.
    """
    page = section.page_width or Cm(A4[0]), section.page_height or Cm(A4[1])
    wide, high = reversed(page) if is_turned else page
    width = wide - (section.left_margin or 0) - (section.right_margin or 0)
    height = high - (section.top_margin or 0) - (section.bottom_margin or 0)
    return int(width / _EMU_PER_TWIP), int(height / _EMU_PER_TWIP)


class Turning:
    """Turns pages of a section.

    Args:
        section: The section that the document stands in.
    """

    def __init__(self, section: Any) -> None:
        self._section = section
        self._has_turned = False
        self.is_upright = False

    def turns(self, is_upright: bool) -> bool:
        """Whether pages must be turned to stand, or to lie again."""
        wide, high = section_room(self._section)
        return wide > high and is_upright != self.is_upright

    def turned(self) -> str:
        """The end of the pages until now: a paragraph that bears their section; what follows is turned."""
        section = self._section
        ending = deepcopy(section._sectPr)
        if self.is_upright:
            ending.orientation = WD_ORIENT.PORTRAIT
            ending.page_width, ending.page_height = section.page_height, section.page_width
        if not self._has_turned:
            for name in _OF_BEGINNING:
                for said in section._sectPr.findall(qn(name)):
                    section._sectPr.remove(said)
        self._has_turned, self.is_upright = True, not self.is_upright
        return f"<w:p><w:pPr>{_LINE}{etree.tostring(ending, encoding='unicode')}</w:pPr></w:p>"
