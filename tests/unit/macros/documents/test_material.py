"""What documents are made of: read in the language of the document, whatever that of the workbook is."""

import re
from datetime import date

from macros.steps.documents.material import read_material
from schemas.frames import records
from schemas.tables import Results, WarningsDue
from schemas.words.vocabulary import words

DANISH = re.compile(r"\b(mod|ventes|årets|måltal|lyset|frist|nås)\b|\d,\d ", re.IGNORECASE)


def test_computed_sentences_are_in_the_language_of_the_document(recalculated):
    texts, figures = {}, {}
    for language in ("da", "en"):
        (part,) = read_material([recalculated], None, date(2009, 7, 20), words(language)).parts
        warnings = part.economy.found.frame(WarningsDue)
        texts[language] = [*part.results[Results.REASON], *part.results[Results.NOTE], *warnings[WarningsDue.MESSAGE]]
        figures[language] = [(row[Results.RESULT], row[Results.LIGHT]) for row in records(part.results)]
    assert len(list(filter(DANISH.search, map(str, texts["da"])))) > 5
    assert not list(filter(DANISH.search, map(str, texts["en"])))
    assert repr(figures["da"]) == repr(figures["en"])
