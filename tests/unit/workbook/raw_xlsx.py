"""Minimal workbooks from hand-written XML, for what no library writes."""

import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    '<styleSheet xmlns="{ns}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>'
)


def table_xml(ref, columns, totals="", formulas=None):
    named = "".join(
        f'<tableColumn id="{number}" name="{name}">'
        + (
            f"<calculatedColumnFormula>{formulas[name]}</calculatedColumnFormula>"
            if formulas and name in formulas
            else ""
        )
        + "</tableColumn>"
        for number, name in enumerate(columns, start=1)
    )
    last = int("".join(filter(str.isdigit, ref.split(":")[1])))
    filtered = ref.split(":")[0] + ":" + "".join(filter(str.isalpha, ref.split(":")[1])) + str(last - bool(totals))
    return (
        f'<table xmlns="{MAIN}" id="1" name="t" displayName="t" ref="{ref}"{totals}>'
        f'<autoFilter ref="{filtered}"/><tableColumns count="{len(columns)}">{named}</tableColumns></table>'
    )


def make(
    path,
    sheet_data,
    *,
    after="",
    before='<dimension ref="A1"/>',
    table=None,
    strings=(),
    date1904=False,
    ns=MAIN,
    workbook_extra="",
    chain=None,
    root_extra="",
):
    """Write a workbook with one sheet ``S``; ``sheet_data`` is the inside of its ``sheetData``."""
    rels = RELS if ns == MAIN else "http://purl.oclc.org/ooxml/officeDocument/relationships"
    types = [
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>',
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>',
        '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>',
    ]
    links = [
        f'<Relationship Id="rId1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/>',
        f'<Relationship Id="rId2" Type="{rels}/styles" Target="styles.xml"/>',
    ]
    parts = {
        "xl/styles.xml": STYLES.format(ns=ns),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{ns}" xmlns:r="{rels}"{root_extra}>{before}<sheetData>{sheet_data}</sheetData>{after}'
            + ('<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' if table else "")
            + "</worksheet>"
        ),
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{ns}">{"".join(strings)}</sst>'
        links.append(f'<Relationship Id="rId3" Type="{rels}/sharedStrings" Target="sharedStrings.xml"/>')
        types.append(
            '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
        )
    if chain:
        parts["xl/calcChain.xml"] = f'<calcChain xmlns="{ns}">{chain}</calcChain>'
        links.append(f'<Relationship Id="rId4" Type="{rels}/calcChain" Target="calcChain.xml"/>')
        types.append(
            '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
        )
    if table:
        parts["xl/tables/table1.xml"] = table
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{rels}/table" Target="../tables/table1.xml"/></Relationships>'
        )
        types.append(
            '<Override PartName="/xl/tables/table1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"/>'
        )
    dated = ' date1904="1"' if date1904 else ""
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{ns}" xmlns:r="{rels}"><workbookPr{dated}/>'
        f'<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>{workbook_extra}</workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{"".join(types)}</Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def part(path, name="xl/worksheets/sheet1.xml"):
    with zipfile.ZipFile(path) as source:
        return source.read(name).decode()
