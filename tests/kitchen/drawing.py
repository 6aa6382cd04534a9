"""Drawings of a worksheet: the parts themselves, notes, and a form control."""

from __future__ import annotations

import re
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from tests.kitchen.package import NS, OFFICE_REL, Element, Package, build, document, need, numbers_in, tag
from tests.kitchen.sheet import SHEET_ORDER, Cell, insert_ordered, sub

OPENXML: Final = "application/vnd.openxmlformats-officedocument"
CONTROL_SHAPE: Final = 201
NOTE_SHAPE: Final = 202
SHAPE_PATHS: Final = {
    CONTROL_SHAPE: '<v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
    '<o:lock v:ext="edit" shapetype="t"/>',
    NOTE_SHAPE: '<v:path gradientshapeok="t" o:connecttype="rect"/>',
}
CONTROL_NAME: Final = "Afkrydsning"


def anchor(first: Cell, last: Cell) -> str:
    """Returns the from and to markers of a drawing anchor."""
    return "".join(
        f"<xdr:{name}><xdr:col>{col}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{name}>"
        for name, (row, col) in (("from", first), ("to", last))
    )


def drawing_part(package: Package, part: str) -> str:
    """Returns the drawing part of a worksheet, adding one if the worksheet has none."""
    root = f'<xdr:wsDr xmlns:xdr="{NS["xdr"]}" xmlns:a="{NS["a"]}"/>'
    pattern = "xl/drawings/drawing{}.xml"
    return _sheet_part(package, part, "drawing", f"{OFFICE_REL}/drawing", pattern, root, f"{OPENXML}.drawing+xml")


def legacy_part(package: Package, part: str) -> str:
    """Returns the VML part of a worksheet, adding one with its own block of shape ids if it has none."""
    vml = [content for name, content in package.parts.items() if name.endswith(".vml")]
    block = 1 + max((number for content in vml for number in numbers_in(r'idmap [^>]*data="(\d+)', content)), default=0)
    root = (
        f'<xml xmlns:v="{NS["v"]}" xmlns:o="{NS["o"]}" xmlns:x="{NS["x"]}"><o:shapelayout v:ext="edit">'
        f'<o:idmap v:ext="edit" data="{block}"/></o:shapelayout></xml>'
    )
    kind, pattern = f"{OFFICE_REL}/vmlDrawing", "xl/drawings/vmlDrawing{}.vml"
    return _sheet_part(package, part, "legacyDrawing", kind, pattern, root, f"{OPENXML}.vmlDrawing")


def _sheet_part(package: Package, part: str, child: str, kind: str, pattern: str, root: str, content_type: str) -> str:
    """Returns the part a worksheet child points at, adding child, part and relationship if they are missing."""
    sheet = package.edit(part)
    found = sheet.find(tag("main", child))
    if found is not None:
        return package.related(part, kind)[need(found, tag("r", "id"))]
    name = package.free_name(pattern)
    package.add(name, document(root), content_type)
    ident = package.relate(part, kind, name)
    insert_ordered(sheet, sheet.makeelement(tag("main", child), {tag("r", "id"): ident}), SHEET_ORDER)
    return name


def draw_note(legacy: Element, cell: Cell) -> None:
    """Adds the hidden box of a note to a VML drawing.

    Args:
        legacy: The root of the VML part.
        cell: The cell with the note.
    """
    row, col = cell
    number, order = _new_shape(legacy, NOTE_SHAPE)
    sub(
        legacy,
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t{NOTE_SHAPE}" style="position:absolute;margin-left:59.25pt;'
        f'margin-top:1.5pt;width:144pt;height:79pt;z-index:{order};visibility:hidden" fillcolor="infoBackground [80]" '
        'strokecolor="none [81]" o:insetmode="auto"><v:fill color2="infoBackground [80]"/>'
        '<v:shadow color="none [81]" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{col + 1}, 15, {row}, 2, {col + 3}, 15, {row + 5}, 5</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>",
        "",
    )


def _new_shape(legacy: Element, kind: int) -> tuple[int, int]:
    """Prepares a VML drawing for one more shape.

    Returns:
        A free shape id in the drawing's own block, and the next z-index.
    """
    types = {item.get("id") for item in legacy.iter(tag("v", "shapetype"))}
    if f"_x0000_t{kind}" not in types:
        sub(
            legacy,
            f'<v:shapetype id="_x0000_t{kind}" coordsize="21600,21600" o:spt="{kind}" path="m,l,21600r21600,l21600,xe">'
            f'<v:stroke joinstyle="miter"/>{SHAPE_PATHS[kind]}</v:shapetype>',
            "",
        )
    for empty in legacy.iter("div"):
        empty.text = empty.text or ""  # Keeps <div></div> from becoming <div/>.
    idmap = next(legacy.iter(tag("o", "idmap")))
    base = int(need(idmap, "data").split(",")[0]) * 1024
    shapes = [item.get("id", "") for item in legacy.iter(tag("v", "shape"))]
    used = [int(found.group(1)) for shape in shapes if (found := re.fullmatch(r"_x0000_s(\d+)", shape))]
    return 1 + max(used, default=base), 1 + len(shapes)


def add_checkbox(package: Package, part: str, link: Cell) -> None:
    """Adds a form-control checkbox below the cell it is linked to.

    Args:
        package: The package.
        part: The worksheet part.
        link: The linked cell, whose value is TRUE.
    """
    legacy = package.edit(legacy_part(package, part))
    number, order = _new_shape(legacy, CONTROL_SHAPE)
    name = f"{CONTROL_NAME} {number}"
    corners = (link[0] + 1, link[1]), (link[0] + 2, link[1] + 2)
    address = xl_rowcol_to_cell(*link, row_abs=True, col_abs=True)
    _draw_checkbox(legacy, number, order, corners, address, name)
    _draw_twin(package.edit(drawing_part(package, part)), number, corners, name)
    properties = package.free_name("xl/ctrlProps/ctrlProp{}.xml")
    root = document(
        f'<formControlPr xmlns="{NS["x14"]}" objectType="CheckBox" checked="Checked" fmlaLink="{address}" '
        'lockText="1" noThreeD="1"/>'
    )
    package.add(properties, root, "application/vnd.ms-excel.controlproperties+xml")
    ident = package.relate(part, f"{OFFICE_REL}/ctrlProp", properties)
    _list_control(package.edit(part), number, ident, corners, name)


def _list_control(sheet: Element, number: int, ident: str, corners: tuple[Cell, Cell], name: str) -> None:
    """Adds a control to the worksheet's list of controls, wrapped as Excel does."""
    markers = anchor(*corners).replace("xdr:from", "from").replace("xdr:to", "to")
    control = (
        f'<mc:AlternateContent xmlns:mc="{NS["mc"]}"><mc:Choice Requires="x14">'
        f'<control shapeId="{number}" r:id="{ident}" name="{name}"><controlPr defaultSize="0" autoFill="0" '
        f'autoLine="0" autoPict="0"><anchor moveWithCells="1">{markers}</anchor></controlPr></control></mc:Choice>'
        "</mc:AlternateContent>"
    )
    found = next(sheet.iter(tag("main", "controls")), None)
    if found is not None:
        sub(found, control)
        return
    wrapper = f'<mc:AlternateContent xmlns:mc="{NS["mc"]}"><mc:Choice Requires="x14"><controls>{control}</controls>'
    insert_ordered(sheet, build(f"{wrapper}</mc:Choice></mc:AlternateContent>"), SHEET_ORDER)


def _draw_checkbox(legacy: Element, number: int, order: int, corners: tuple[Cell, Cell], link: str, name: str) -> None:
    """Adds the checkbox to the VML drawing."""
    (top, left), (bottom, right) = corners
    sub(
        legacy,
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t{CONTROL_SHAPE}" style="position:absolute;margin-left:0;'
        f'margin-top:0;width:96pt;height:15pt;z-index:{order};mso-wrap-style:tight" filled="f" '
        'fillcolor="window [65]" stroked="f" strokecolor="windowText [64]" o:insetmode="auto">'
        '<v:path shadowok="t" strokeok="t" fillok="t"/><o:lock v:ext="edit" rotation="t"/>'
        '<v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:left">'
        f'<font face="Segoe UI" size="160" color="auto">{name}</font></div></v:textbox>'
        f'<x:ClientData ObjectType="Checkbox"><x:SizeWithCells/><x:Anchor>{left}, 0, {top}, 0, {right}, 0, {bottom}, 0'
        "</x:Anchor><x:AutoFill>False</x:AutoFill><x:AutoLine>False</x:AutoLine><x:TextVAlign>Center</x:TextVAlign>"
        f"<x:Checked>1</x:Checked><x:FmlaLink>{link}</x:FmlaLink><x:NoThreeD/></x:ClientData></v:shape>",
        "",
    )


def _draw_twin(drawing: Element, number: int, corners: tuple[Cell, Cell], name: str) -> None:
    """Adds the hidden DrawingML twin which newer versions of Excel keep of a control."""
    sub(
        drawing,
        f'<mc:AlternateContent xmlns:mc="{NS["mc"]}"><mc:Choice xmlns:a14="{NS["a14"]}" Requires="a14">'
        f'<twoCellAnchor editAs="oneCell">{anchor(*corners)}<sp macro="" textlink=""><nvSpPr>'
        f'<cNvPr id="{number}" name="{name}" hidden="1"><a:extLst>'
        f'<a:ext uri="{{63B3BB69-23CF-44E3-9099-C40C66FF867C}}">'
        f'<a14:compatExt spid="_x0000_s{number}"/></a:ext></a:extLst></cNvPr><cNvSpPr/></nvSpPr><spPr bwMode="auto">'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:noFill/><a:ln><a:noFill/></a:ln></spPr><txBody><a:bodyPr vertOverflow="clip" wrap="square" lIns="18288" '
        'tIns="18288" rIns="0" bIns="18288" anchor="ctr" upright="1"/><a:lstStyle/><a:p><a:pPr algn="l" rtl="0">'
        '<a:defRPr sz="1000"/></a:pPr><a:r><a:rPr lang="da-DK" sz="800"/>'
        f"<a:t>{name}</a:t></a:r></a:p></txBody></sp><clientData/></twoCellAnchor></mc:Choice><mc:Fallback/>"
        "</mc:AlternateContent>",
        "xdr",
    )
