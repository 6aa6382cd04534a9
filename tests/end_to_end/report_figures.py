"""Whether every figure of a report stands in the results that it was made of: read from the document, not from us."""

import math
import re

from schemas.frames import is_missing, records
from schemas.tables import Comments, Goals, Results
from schemas.words.vocabulary import words
from workbook.documents.model import Bullets, DataTable, Heading, Paragraph, TextKind

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_DAY = re.compile(r"\d\d-\d\d-\d{4}")
_OURS = (TextKind.BODY, TextKind.LEAD)


def numbers(text):
    """The numbers of a Danish text, each with its decimals."""
    found = []
    for each in _NUMBER.findall(_DAY.sub("", text)):
        plain = each.replace(".", "").replace(",", ".")
        found.append((float(plain), len(plain.partition(".")[2])))
    return found


def strangers(document, material):
    """The figures of goal tables, and of the sentences below them, that no line of the results gives.

    Args:
        document: A Danish report.
        material: What it was made of.

    Returns:
        Each with what stands around it; and how many figures were looked at.
    """
    lines = _lines(material)
    said = _of_people(material)
    strange, seen, known, own = [], 0, [], []
    for block in document.blocks:
        if isinstance(block, Heading):
            known = []
        elif isinstance(block, DataTable) and block.label:
            own = list(_rows(block, lines))
            known = [value for row, _ in own for value in _values(row)] + [float(at) for at in range(len(own) + 1)]
            pairs = [(figure, text) for row, cells in own for text in cells for figure in numbers(_without(text, said))]
        else:
            texts = block.items if isinstance(block, Bullets) else ()
            if isinstance(block, Paragraph) and block.kind in _OURS:
                texts = (block.text,)
            pairs = [(figure, text) for text in texts for figure in numbers(_without(text, said))] if known else []
        if known:
            seen += len(pairs)
            strange += [(figure, text) for figure, text in pairs if not _is_among(figure, known)]
            pairs = []
    return strange, seen


def wrong_rows(document, material):
    """The rows of goal tables whose target, result or difference is not that of the results, and how many were right."""
    lines, wrong, right = _lines(material), [], 0
    fields = {
        "Mål": Results.SHOWN_TARGET, "Mål til dato": Results.SHOWN_TARGET, "Årets mål": Results.SHOWN_YEAR_TARGET,
        "Resultat": Results.SHOWN_RESULT, "Forskel": Results.SHOWN_DIFFERENCE,
    }  # fmt: skip
    for table in (block for block in document.blocks if isinstance(block, DataTable) and block.label):
        for row, cells in _rows(table, lines):
            for column, text in zip(table.columns, cells, strict=True):
                if column.title not in fields:
                    continue
                value = row[fields[column.title]]
                first = numbers(text)[:1]
                if is_missing(value) != (not first) or (first and not _is_among(first[0], [value])):
                    wrong.append((table.label, row[Results.CENTRE], column.title, text, value))
                right += 1
    return wrong, right


def _lines(material):
    frames = (material.together.results, material.together.groups)
    return {(row[Results.CENTRE], row[Results.TITLE]): row for frame in frames for row in records(frame)}


def _rows(table, lines):
    """The rows of a table with their results; a goal's title stands in its first row alone."""
    title = ""
    for row in table.rows:
        cells = [cell.text for cell in row]
        title = cells[0] or title
        yield lines[cells[1].rstrip("*"), title], cells


def _values(row):
    """All that may be told of a line: its figures, its differences from both bounds, its chance, its tolerance."""
    figures = [float(value) for value in row.values() if isinstance(value, (int, float)) and not is_missing(value)]
    result, target = row[Results.SHOWN_RESULT], row[Results.SHOWN_TARGET]
    if not is_missing(result) and not is_missing(target):
        figures += [result - target, 100 * (result - target) / abs(target) if target else 0.0]
        figures += [] if is_missing(row[Results.SHOWN_TARGET_MAX]) else [result - row[Results.SHOWN_TARGET_MAX]]
    figures += [] if is_missing(row[Results.CHANCE]) else [100 * row[Results.CHANCE], 99.0, 1.0]  # over 99 %, under 1 %
    for name, outward in ((Results.SHOWN_LOW, math.floor), (Results.SHOWN_HIGH, math.ceil)):
        # Of what is counted the bounds are whole, rounded outward.
        figures += [] if is_missing(row[name]) else [float(outward(row[name]))]
    if not is_missing(row[Results.TARGET]) and not is_missing(row[Results.TOLERANCE]):
        figures.append(row[Results.TOLERANCE] * abs(row[Results.TARGET]))
    return figures


def _is_among(figure, values):
    number, decimals = figure
    half = 0.5 * 10**-decimals + 1e-9
    return any(abs(abs(value) - number) <= half for value in values)


def _of_people(material):
    """What people wrote: titles, reasons, comments and the parts that they name; longest first."""
    texts = [row[Goals.TITLE] for row in records(material.together.goals)]
    texts += [row[Results.ASSESSMENT_REASON] for row in records(material.together.results)]
    papers = records(material.papers(Comments))
    texts += [row[name] for row in papers for name in (Comments.TEXT, Comments.PARTS)]
    texts += [words().text("total_name")]
    return sorted({str(text).rstrip(" .") for text in texts if not is_missing(text)}, key=len, reverse=True)


def _without(text, said):
    for each in said:
        text = text.replace(each, "")
    return text
