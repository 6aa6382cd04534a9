"""OpenDocument spreadsheets (.ods) for tests, written by hand: what no library writes, and what they all write."""

import io
import zipfile

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
SPACES = " ".join(f'xmlns:{name}="{where}"' for name, where in NAMES.items())
STYLES = (
    '<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
    '<number:date-style style:name="N2"><number:day number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/></number:date-style>'
    '<number:currency-style style:name="N3"><number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/><number:text> </number:text><number:currency-symbol>kr.</number:currency-symbol></number:currency-style>'
    '<number:number-style style:name="N4"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text> %</number:text></number:number-style>'
    '<number:percentage-style style:name="N5P0"><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text> %</number:text></number:percentage-style>'
    '<number:percentage-style style:name="N5"><number:text>-</number:text><number:number number:decimal-places="0" number:min-integer-digits="1"/><number:text> %</number:text><style:map style:condition="value()&gt;=0" style:apply-style-name="N5P0"/></number:percentage-style>'
    '<number:date-style style:name="N6"><number:month number:style="long" number:textual="true"/><number:text> </number:text><number:year number:style="long"/></number:date-style>'
    '<number:time-style style:name="N7" number:truncate-on-overflow="false"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/><number:text>:</number:text><number:seconds number:style="long" number:decimal-places="2"/></number:time-style>'
    '<number:number-style style:name="N8"><number:number number:decimal-places="2" number:min-decimal-places="1" number:min-integer-digits="1" number:display-factor="1000000"/></number:number-style>'
    '<number:number-style style:name="N9"><number:scientific-number number:decimal-places="2" number:min-integer-digits="1" number:min-exponent-digits="2"/></number:number-style>'
    '<number:text-style style:name="N10"><number:text-content/></number:text-style>'
) + "".join(
    f'<style:style style:name="c{at}" style:family="table-cell" style:data-style-name="N{at}"/>' for at in range(1, 11)
)
MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/>{}</m:manifest>'
)
LOCKED = '<m:file-entry m:full-path="content.xml"><m:encryption-data m:checksum="x"/></m:file-entry>'
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def content(sheets, styles=STYLES, head=""):
    """The part that holds the sheets."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {SPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )


def sheet(rows, name="S", columns="<table:table-column/>"):
    """A sheet of rows."""
    return f'<table:table table:name="{name}">{columns}{rows}</table:table>'


def row(*cells, repeated=""):
    """A row of cells, as often as it repeats."""
    often = f' table:number-rows-repeated="{repeated}"' if repeated else ""
    return f"<table:table-row{often}>{''.join(cells)}</table:table-row>"


def cell(kind="", value="", shown="", more="", inside=None):
    """A cell of a type, with its value, the text that it shows, and further attributes."""
    named = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
    typed = f' office:value-type="{kind}"' if kind else ""
    typed += f' office:{named}="{value}"' if value else ""
    paragraph = f"<text:p>{shown}</text:p>" if shown else ""
    return f"<table:table-cell{typed} {more}>{paragraph if inside is None else inside}</table:table-cell>"


def packed(parts):
    """The bytes of a document of such parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return file.getvalue()


def stored(path, sheets="", **parts):
    """Store a document of such sheets, with parts replaced or added."""
    whole = {"mimetype": SPREADSHEET, "content.xml": content(sheets), "META-INF/manifest.xml": MANIFEST.format("")}
    path.write_bytes(packed(whole | parts))
    return path
