"""How exports were read, in lines for a terminal or a pane, and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from macros.steps.previewing import Preview, ShownRow, ShownSheet
from macros.terminal.console import printable, table
from macros.terminal.finding_lines import finding_lines
from schemas.issues.issue import Issue
from schemas.tables import BudgetLines, Observations
from schemas.text.first_names import first_names
from schemas.words.vocabulary import Words

_NUMBER, _MOST_NAMES = 3, 10
_TITLE_WIDTH = 44


def preview_lines(preview: Preview, words: Words) -> list[str]:
    """Each sheet with its first figures and what was left out, the names that are not known, then the findings.

    Args:
        preview: What was read.
        words: The user's language.
    """
    lines = [words.text("preview_nothing_written"), ""]
    for sheet in preview.sheets:
        lines += [*_sheet(sheet, preview, words), ""]
    return [*map(printable, [*lines, *_unknown([preview], words)]), *finding_lines(preview.issues, words)]


def previews_lines(previews: Sequence[Preview], issues: Sequence[Issue], words: Words) -> list[str]:
    """Exports as several workbooks take them: each one's own figures, and once for all what they have in common.

    Args:
        previews: What was read for each.
        issues: Every finding, each once.
        words: The user's language.
    """
    lines = [words.text("preview_nothing_written"), ""]
    for each in previews:
        taken = [sheet for sheet in each.sheets if sheet.count]
        lines += [each.contract.book.name, *([] if taken else [f"  {words.text('all_nothing')}"])]
        lines += [f"  {line}" for sheet in taken for line in _sheet(replace(sheet, out=[]), each, words)] + [""]
    return [*map(printable, [*lines, *_unknown(previews, words)]), *finding_lines(issues, words)]


def _unknown(previews: Sequence[Preview], words: Words) -> list[str]:
    names = list(dict.fromkeys(f"»{each.name}«" for preview in previews for each in preview.names.unknown))
    if not names:
        return []
    return [words.text("preview_unknown", names=first_names(names, _MOST_NAMES)), ""]


def _sheet(sheet: ShownSheet, preview: Preview, words: Words) -> Iterator[str]:
    place = ", ".join(part for part in (sheet.file, sheet.sheet) if part)
    if sheet.layout is None:
        yield words.text("preview_no_table", place=place)
    else:
        layout = words.text(f"layout_{sheet.layout}")
        yield words.text("preview_sheet", place=place, layout=layout, count=sheet.count)
    if sheet.rows:
        fields = (Observations.CENTRE, Observations.MEASURE, Observations.PERIOD, Observations.VALUE)
        header = [*(words.title(Observations, field) for field in fields), words.title("issues", "cell")]
        cells = [_cells(row, preview, words) for row in sheet.rows]
        yield from (f"  {line}" for line in table(header, cells, frozenset({_NUMBER})))
    if sheet.count > len(sheet.rows):
        yield "  " + words.text("preview_rest", count=sheet.count - len(sheet.rows))
    for told in dict.fromkeys(issue.message(words) for issue in sheet.out):
        yield "  " + words.text("preview_out", told=told)


def _cells(row: ShownRow, preview: Preview, words: Words) -> list[str]:
    measure = preview.contract.choices.measures.get(row.measure, row.measure)
    shown = measure if len(measure) <= _TITLE_WIDTH else measure[: _TITLE_WIDTH - 1] + "…"
    return [row.centre, words.show(BudgetLines.ACCOUNT, shown), row.period, _figures(row, words), row.cell]


def _figures(row: ShownRow, words: Words) -> str:
    """The value, or the parts it is made of; of a budget line each amount by its name."""
    figures = row.figures
    if set(figures) >= {Observations.NUMERATOR, Observations.DENOMINATOR}:
        parts = {name: words.number(figures[name]) for name in (Observations.NUMERATOR, Observations.DENOMINATOR)}
        ratio = words.text("preview_ratio", **parts)
        return f"{words.number(figures[Observations.VALUE])} ({ratio})" if Observations.VALUE in figures else ratio
    if list(figures) == [Observations.VALUE]:
        return words.number(figures[Observations.VALUE])
    of = BudgetLines if set(figures) <= {*map(str, BudgetLines.fields)} else Observations
    return ", ".join(f"{words.title(of, name)} {words.number(value)}" for name, value in figures.items())


def preview_records(preview: Preview) -> list[dict[str, object]]:
    """The sheets as JSON holds them: figures unrounded, amounts in kroner."""
    return [
        {
            "workbook": preview.contract.book.name,
            "file": sheet.file,
            "sheet": sheet.sheet,
            "layout": sheet.layout,
            "count": sheet.count,
            "rows": [
                {"centre": row.centre, "measure": row.measure, "period": row.period, **row.figures, "cell": row.cell}
                for row in sheet.rows
            ],
        }
        for sheet in preview.sheets
    ]


def name_records(preview: Preview) -> list[dict[str, object]]:
    """The names that are not known as JSON holds them."""
    return [
        {
            "name": each.name,
            "kind": each.kind.value,
            "needed": each.is_needed,
            "times": each.times,
            "file": each.place.file,
            "sheet": each.place.sheet,
            "cell": each.place.cell,
            "proposal": preview.contract.choices.shown(*each.near) if each.near else None,
        }
        for each in preview.names.unknown
    ]
