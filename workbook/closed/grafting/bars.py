"""What bars in cells have beyond their rule, taken over with it: axis, direction, looks of what is below nought."""

from copy import deepcopy
from uuid import NAMESPACE_OID, uuid5

from lxml import etree

from workbook.closed.grafting.elements import named

_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_URI = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}"
"""The extension of a sheet that holds rules of Excel 2010."""


def graft_bars(rule: etree._Element, donor: etree._Element, target: etree._Element, area: str) -> None:
    """Give a rule that was taken over its bars' further looks, under a name of its own.

    Args:
        rule: The conditional format, in the target.
        donor: The sheet that it was taken from.
        target: Its new sheet.
        area: The cells that it holds for there.
    """
    for ident in rule.iter(f"{{{_X14}}}id"):
        theirs = next((each for each in donor.iter(f"{{{_X14}}}cfRule") if each.get("id") == ident.text), None)
        if theirs is None:
            continue
        ident.text = f"{{{str(uuid5(NAMESPACE_OID, f'{ident.text} {area}')).upper()}}}"
        made = deepcopy(theirs.getparent())
        assert made is not None
        for each in made.iter(f"{{{_X14}}}cfRule"):
            each.set("id", ident.text)
        for each in made.iterchildren("{*}sqref"):
            each.text = area
        _home(target).append(made)


def _home(sheet: etree._Element) -> etree._Element:
    """Where a sheet's rules of Excel 2010 stand, made where there are none."""
    extensions = sheet.find("{*}extLst")
    if extensions is None:
        extensions = etree.SubElement(sheet, named(sheet, "extLst"))
    own = next((each for each in extensions if each.get("uri") == _URI), None)
    if own is None:
        own = etree.Element(named(sheet, "ext"), {"uri": _URI}, nsmap={"x14": _X14})
        extensions.insert(0, own)
    found = own.find(f"{{{_X14}}}conditionalFormattings")
    return etree.SubElement(own, f"{{{_X14}}}conditionalFormattings") if found is None else found
