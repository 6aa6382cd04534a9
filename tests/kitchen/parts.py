"""Features which need parts of their own: a table slicer and a threaded comment."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from tests.kitchen.drawing import OPENXML, anchor, draw_note, drawing_part, legacy_part
from tests.kitchen.package import NS, OFFICE_REL, WORKBOOK_PART, Element, Package, document, guid, tag, with_namespaces
from tests.kitchen.sheet import EXT_SLICERS, WORKBOOK_ORDER, Cell, Table, extension, insert_ordered, sub

MS_REL: Final = "http://schemas.microsoft.com/office"
EXT_SLICER_CACHES: Final = "{46BE6895-7355-4a93-B00E-2C351335B9C9}"
EXT_TABLE_CACHE: Final = "{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}"
COMMENT: Final = "Er tallet rigtigt? Æblegrød & <kant>"
REPLY: Final = "Ja, det er efterprøvet."
LEGACY_INTRO: Final = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it "
    "will get removed if the file is opened in a newer version of Excel. Learn more: "
    "https://go.microsoft.com/fwlink/?linkid=870924\n\n"
)


def add_slicer(package: Package, part: str, table: Table, corner: Cell) -> None:
    """Adds a slicer for the first column of a table.

    Args:
        package: The package.
        part: The worksheet part.
        table: The table.
        corner: The cell at the slicer's upper left corner.
    """
    column, header = table.columns[0]
    name = _free_slicer_name(package, header)
    cache = "Slicer_" + re.sub(r"\W", "_", name)
    _add_slicer_cache(package, cache, header, table.ident, column)
    slicer_part = package.free_name("xl/slicers/slicer{}.xml")
    slicers = document(
        f'<slicers xmlns="{NS["x14"]}" xmlns:mc="{NS["mc"]}" mc:Ignorable="x xr10" xmlns:x="{NS["main"]}" '
        f'xmlns:xr10="{NS["xr10"]}"><slicer name={quoteattr(name)} xr10:uid="{guid("slicer", name)}" '
        f'cache="{cache}" caption={quoteattr(header)} rowHeight="241300"/></slicers>'
    )
    package.add(slicer_part, slicers, "application/vnd.ms-excel.slicer+xml")
    ident = package.relate(part, f"{MS_REL}/2007/relationships/slicer", slicer_part)
    sub(extension(package.edit(part), EXT_SLICERS, "x15", "slicerList"), f'<x14:slicer r:id="{ident}"/>')
    _draw_slicer(package.edit(drawing_part(package, part)), name, corner)


def _free_slicer_name(package: Package, header: str) -> str:
    """Returns a slicer name which no defined name clashes with."""
    taken = {item.get("name", "").lower() for item in package.peek(WORKBOOK_PART).iter(tag("main", "definedName"))}
    name, number = header, 0
    while "slicer_" + re.sub(r"\W", "_", name).lower() in taken:
        number += 1
        name = f"{header} {number}"
    return name


def _add_slicer_cache(package: Package, cache: str, header: str, table: int, column: int) -> None:
    """Adds the slicer cache part, its defined name, and its place in the workbook."""
    name = package.free_name("xl/slicerCaches/slicerCache{}.xml")
    root = document(
        f'<slicerCacheDefinition xmlns="{NS["x14"]}" xmlns:mc="{NS["mc"]}" mc:Ignorable="x xr10" '
        f'xmlns:x="{NS["main"]}" xmlns:xr10="{NS["xr10"]}" name="{cache}" xr10:uid="{guid("cache", cache)}" '
        f'sourceName={quoteattr(header)}><extLst><x:ext uri="{EXT_TABLE_CACHE}" xmlns:x15="{NS["x15"]}">'
        f'<x15:tableSlicerCache tableId="{table}" column="{column}"/></x:ext></extLst></slicerCacheDefinition>'
    )
    package.add(name, root, "application/vnd.ms-excel.slicerCache+xml")
    ident = package.relate(WORKBOOK_PART, f"{MS_REL}/2007/relationships/slicerCache", name)
    workbook = package.edit(WORKBOOK_PART)
    sub(_workbook_child(workbook, "definedNames"), f'<definedName name="{cache}">#N/A</definedName>')
    sub(_slicer_caches(_workbook_child(workbook, "extLst")), f'<x14:slicerCache r:id="{ident}"/>')


def _workbook_child(workbook: Element, name: str) -> Element:
    """Returns a child of the workbook, adding it at its place."""
    found = workbook.find(tag("main", name))
    return insert_ordered(workbook, workbook.makeelement(tag("main", name)), WORKBOOK_ORDER) if found is None else found


def _slicer_caches(ext_list: Element) -> Element:
    """Returns the list of table slicer caches in the workbook's extension list."""
    for ext in ext_list:
        if ext.get("uri", "").upper() == EXT_SLICER_CACHES.upper():
            return ext[0]
    ext = ext_list.makeelement(tag("main", "ext"), {"uri": EXT_SLICER_CACHES}, nsmap={"x15": NS["x15"]})
    ext_list.append(ext)
    caches = ext.makeelement(tag("x15", "slicerCaches"), nsmap={"x14": NS["x14"]})
    ext.append(caches)
    return caches


def _draw_slicer(drawing: Element, name: str, corner: Cell) -> None:
    """Adds the slicer's frame to the drawing, with the fallback Excel writes for older versions."""
    number = 1 + max((int(item.get("id", "1")) for item in drawing.iter(tag("xdr", "cNvPr"))), default=1)
    sub(
        drawing,
        f'<twoCellAnchor editAs="oneCell">{anchor(corner, (corner[0] + 12, corner[1] + 3))}'
        f'<mc:AlternateContent xmlns:mc="{NS["mc"]}"><mc:Choice xmlns:sle15="{NS["sle15"]}" Requires="sle15">'
        f'<graphicFrame macro=""><nvGraphicFramePr><cNvPr id="{number}" name={quoteattr(name)}/><cNvGraphicFramePr/>'
        '</nvGraphicFramePr><xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xfrm><a:graphic>'
        f'<a:graphicData uri="{NS["sle"]}"><sle:slicer xmlns:sle="{NS["sle"]}" name={quoteattr(name)}/></a:graphicData>'
        '</a:graphic></graphicFrame></mc:Choice><mc:Fallback><sp macro="" textlink=""><nvSpPr><cNvPr id="0" name=""/>'
        '<cNvSpPr><a:spLocks noTextEdit="1"/></cNvSpPr></nvSpPr><spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1828800" cy="2381250"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        '<a:prstClr val="white"/></a:solidFill><a:ln w="1"><a:solidFill><a:prstClr val="green"/></a:solidFill></a:ln>'
        '</spPr><txBody><a:bodyPr vertOverflow="clip" horzOverflow="clip"/><a:lstStyle/><a:p><a:r>'
        '<a:rPr lang="da-DK" sz="1100"/><a:t>This shape represents a table slicer. Table slicers are not supported in '
        "this version of Excel.</a:t></a:r></a:p></txBody></sp></mc:Fallback></mc:AlternateContent><clientData/>"
        "</twoCellAnchor>",
        "xdr",
    )


def add_threaded_comment(package: Package, part: str, table: Table) -> None:
    """Adds a threaded comment with a reply to the first data cell without a note, after the first column."""
    comments = _comments(package, part)
    taken = {item.get("ref") for item in comments.iter(tag("main", "comment"))}
    columns = range(table.first_col + 1, table.last_col + 1)
    cell = next((row, col) for col in columns for row in table.rows if xl_rowcol_to_cell(row, col) not in taken)
    address, ident = xl_rowcol_to_cell(*cell), guid("comment", part, *cell)
    _add_thread(package, part, address, ident)
    text = f"{LEGACY_INTRO}Comment:\n    {COMMENT}\nReply:\n    {REPLY}"
    authors, listed = comments[0], comments[1]
    sub(authors, f"<author>tc={ident}</author>")
    sub(
        listed,
        f'<comment ref="{address}" authorId="{len(authors) - 1}" shapeId="0" xr:uid="{ident}">'
        f'<text><t xml:space="preserve">{escape(text)}</t></text></comment>',
    )
    draw_note(package.edit(legacy_part(package, part)), cell)


def _add_thread(package: Package, part: str, address: str, ident: str) -> None:
    """Adds the threaded comments part and the person who wrote them."""
    person = guid("person", "Søren Ærø")
    reply = guid("reply", ident)
    root = document(
        f'<ThreadedComments xmlns="{NS["tc"]}" xmlns:x="{NS["main"]}">'
        f'<threadedComment ref="{address}" dT="2026-01-02T10:15:30.00" personId="{person}" id="{ident}">'
        f"<text>{escape(COMMENT)}</text></threadedComment>"
        f'<threadedComment ref="{address}" dT="2026-01-02T11:00:00.00" personId="{person}" id="{reply}" '
        f'parentId="{ident}"><text>{escape(REPLY)}</text></threadedComment></ThreadedComments>'
    )
    name = package.free_name("xl/threadedComments/threadedComment{}.xml")
    package.add(name, root, "application/vnd.ms-excel.threadedcomments+xml")
    package.relate(part, f"{MS_REL}/2017/10/relationships/threadedComment", name)
    persons = _persons(package)
    if all(item.get("id") != person for item in persons):
        sub(persons, f'<person displayName="Søren Ærø" id="{person}" userId="Søren Ærø" providerId="None"/>', "tc")


def _persons(package: Package) -> Element:
    """Returns the list of persons of the workbook."""
    kind = f"{MS_REL}/2017/10/relationships/person"
    for name in package.related(WORKBOOK_PART, kind).values():
        return package.edit(name)
    name = "xl/persons/person.xml"
    package.relate(WORKBOOK_PART, kind, name)
    root = document(f'<personList xmlns="{NS["tc"]}" xmlns:x="{NS["main"]}"/>')
    return package.add(name, root, "application/vnd.ms-excel.person+xml")


def _comments(package: Package, part: str) -> Element:
    """Returns the root of the worksheet's legacy comments, with the revision prefix declared."""
    kind = f"{OFFICE_REL}/comments"
    for name in package.related(part, kind).values():
        return package.replace_root(name, with_namespaces(package.edit(name), {"xr": True}))
    name = package.free_name("xl/comments{}.xml")
    package.relate(part, kind, name)
    root = document(f'<comments xmlns="{NS["main"]}"><authors/><commentList/></comments>')
    root = with_namespaces(root, {"xr": True})
    return package.add(name, root, f"{OPENXML}.spreadsheetml.comments+xml")
