"""A document with every kind of block, and texts as bad as people write them."""

from schemas.codes import Light
from schemas.words.vocabulary import words
from workbook.documents.drawing import Outlook, Trend, spark_picture, trend_picture
from workbook.documents.model import (
    Align,
    Bullets,
    Cell,
    Column,
    DataTable,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Signatures,
    TextKind,
    WritingLines,
)

HOSTILE = "<b>{{titel}} {% if %} & 010190-1234 \x00\x0b\ud800\ufffe\"'</b>"
KEPT = "<b>{{titel}} {% if %} & XXXXXX-XXXX \"'</b>"
"""The same as a document holds it."""
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
TREND = Trend(_MONTHS, (80, 82.5, None, 84, 83, 81.4), "pct", 95.0, None, Outlook(83.2, 80.1, 86.0))


def table(label="Tabel 4", rows=3, **more):
    """A table of goals."""
    columns = (Column("Center"), Column("Resultat", Align.RIGHT), Column("Lys"), Column("Kurve"))
    say = words()
    lights = (Light.RED, Light.YELLOW, Light.GREEN)
    lines = tuple(
        (
            Cell(f"Jobcenter nr. {place}", link="luft"),
            Cell("81,4 %"),
            Cell(say.light(lights[place % 3]), lights[place % 3]),
            Cell("", picture=spark_picture(TREND, say)) if place == 0 else Cell("–", bold=True),
        )
        for place in range(rows)
    )
    below = (Paragraph("Kilde: LIS, uge 30.", TextKind.SOURCE), Paragraph("Note: simpelt gennemsnit.", TextKind.NOTE))
    return DataTable("Samtaler til tiden", columns, lines, label, below=below, **more)


def document(language="da", **more):
    """One with all kinds of blocks."""
    blocks = (
        Heading("Indledning", 1),
        Paragraph("Lederen siger: se tabel 4.", TextKind.LEAD),
        Paragraph(HOSTILE),
        Bullets(("et", "to")),
        Bullets(("først", "så"), numbered=True),
        Bullets(("igen først", "igen så"), numbered=True),
        Paragraph("[Skriv baggrunden her.]", TextKind.PLACEHOLDER),
        Paragraph("Forklaring mangler.", TextKind.OWED),
        Heading("Mål om luft", 2, "luft"),
        table(),
        trend_picture(TREND, words(language), "Samtaler pr. måned", "Fra 80 til 81,4."),
        PageBreak(),
        Heading("Aftale", 1),
        Facts((("Parter", "Forvaltningen og Jobcenter Skelbækgade"), ("Periode", "2009"))),
        Signatures((("Anne Æbelø", "Direktør", "01-02-2009"), ("Bo Ås", "Centerchef", ""))),
        WritingLines(3),
    )
    facts = {
        "title": "Halvårsrapport 2008",
        "subtitle": "1. halvår",
        "facts": Facts((("Opgjort pr.", "30-06-2008"),)),
        "language": language,
        **more,
    }
    return Document(blocks=facts.pop("blocks", blocks), **facts)
