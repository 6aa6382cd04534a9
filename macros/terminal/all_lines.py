"""What came of many workbooks: a table for a terminal, sentences for a message, records for JSON."""

from collections.abc import Sequence
from pathlib import Path

from macros.steps.all_workbooks.importing_all import ImportedByAll
from macros.steps.all_workbooks.outcome import Outcome
from macros.steps.all_workbooks.recalculating_each import FreshResults
from macros.steps.all_workbooks.side_by_side import Told
from macros.steps.importing import ROWS_OF_OTHERS
from macros.terminal.console import printable, progress, table
from macros.terminal.showing import issue_records, table_records
from schemas.tables import Centres, Results
from schemas.words.vocabulary import Words

_LIGHTS = 3
"""So many lights that changed are named in a workbook's row; more are counted there, and all are named below."""
_FIGURES = frozenset({1, 2, 3})
_LONGEST = 900
"""Letters of a message: Excel's box holds a thousand."""


def all_table(done: ImportedByAll, words: Words) -> list[str]:
    """One line a workbook, then the sum, then what belongs to nobody.

    Where workbooks are recalculated, each says as of when, for they may stand at different dates.
    """
    header = [words.title(Centres, Centres.CENTRE), *(words.text(key) for key in _HEADS)]
    rows = [[each.centre, *_figures(each), _lights(each, words)] for each in done.outcomes]
    total = [words.text("all_total", count=len(done.outcomes)), *_figures(*done.outcomes)]
    whole = [header, *rows, [*total, words.text("all_lights_count", count=_moved(done))]]
    if any(each.as_of for each in done.outcomes):
        days = [words.title(Results, Results.AS_OF), *(_day(each, words) for each in done.outcomes), ""]
        whole = [[*line[:-1], day, line[-1]] for line, day in zip(whole, days, strict=True)]
    lines = table(whole[0], whole[1:], _FIGURES)
    rule = lines[1]
    return [
        printable(line)
        for line in [
            *lines[:-1],
            rule,
            lines[-1],
            *_every_light(done, words),
            *of_nobody(done, words),
            *_noted(done, words),
        ]
    ]


_HEADS = ("all_added", "all_changed", "all_warnings", "all_lights")


def _figures(*outcomes: Outcome) -> list[str]:
    counts = zip(*((each.added, each.changed, each.warnings) for each in outcomes), strict=True)
    return [str(sum(each)) for each in counts]


def _moved(done: ImportedByAll) -> int:
    return sum(len(each.lights) for each in done.outcomes)


def _lights(outcome: Outcome, words: Words) -> str:
    return words.text("all_nothing") if outcome.is_empty else _named(outcome, words)


def _named(outcome: Outcome, words: Words) -> str:
    shown = [each.text(words) for each in outcome.lights[:_LIGHTS]]
    rest = len(outcome.lights) - _LIGHTS
    return ", ".join([*shown, *([words.text("all_more", count=rest)] if rest > 0 else [])])


def _every_light(done: ImportedByAll, words: Words) -> list[str]:
    """The lights of workbooks with more of them than the table names, each workbook on a line."""
    many = [each for each in done.outcomes if len(each.lights) > _LIGHTS]
    return [f"{each.centre}: {', '.join(light.text(words) for light in each.lights)}" for each in many]


def of_nobody(done: ImportedByAll, words: Words) -> list[str]:
    """That rows belong to centres that no workbook here holds, once for all exports."""
    found = [each for each in done.whole if each.code == ROWS_OF_OTHERS]
    if not found:
        return []
    names = sorted({name for each in found for name in each.value.split(", ")})
    return [words.text("all_of_nobody", count=done.of_nobody, names=", ".join(names))]


def _noted(done: ImportedByAll, words: Words) -> list[str]:
    """That names which were passed over are now on the sheets of names, once for all workbooks."""
    most = max((each.noted for each in done.outcomes), default=0)
    return [words.text("names_noted", count=most, sheet=words.sheet("translations"))] if most else []


def all_sentence(done: ImportedByAll, words: Words) -> str:
    """From how many files into how many workbooks, and as of when they are recalculated."""
    days = sorted({each.as_of for each in done.outcomes if each.as_of is not None})
    recalculated = words.text("all_not_recalculated")
    if days:
        each = words.text("all_between", first=words.day(days[0]), last=words.day(days[-1]))
        recalculated = words.text("all_recalculated", days=words.day(days[0]) if len(days) == 1 else each)
    counts = {"files": len(done.files), "workbooks": len(done.outcomes)}
    return words.text("all_done", **counts, recalculated=recalculated)


def to_check(done: ImportedByAll, words: Words) -> list[str]:
    """In a line which figures are to be looked at: how many of each kind, and whose."""
    kinds: dict[str, list[str]] = {}
    for each in done.outcomes:
        for issue in each.figures_to_check:
            kinds.setdefault(issue.title(words), []).append(each.centre)
    told = [f"{title}: {len(centres)} ({', '.join(dict.fromkeys(centres))})" for title, centres in kinds.items()]
    return [words.text("all_to_check", kinds="; ".join(told))] if told else []


def all_message(done: ImportedByAll, words: Words) -> str:
    """The same for a message box or the pane: one short line a centre, as many as there is room for."""
    head = all_sentence(done, words)
    figures = {"added": 0, "changed": 0, "warnings": 0}
    for each in done.outcomes:
        figures["added"] += each.added
        figures["changed"] += each.changed
        figures["warnings"] += each.warnings
    sums = words.text("all_sum", **figures, lights=_moved(done))
    tail = [sums, *to_check(done, words), *of_nobody(done, words), *_noted(done, words)]
    if figures["warnings"]:
        tail.append(words.text("all_see_warnings", sheet=words.sheet("validation")))
    return "\n".join([head, *_within([_row(each, words) for each in done.outcomes], head, tail, words), *tail])


def _row(outcome: Outcome, words: Words) -> str:
    counts = {"added": outcome.added, "changed": outcome.changed, "warnings": outcome.warnings}
    text = words.text("all_row", centre=outcome.centre, **counts)
    lights = _lights(outcome, words)
    return f"{text}; {lights}" if lights else text


def _within(rows: Sequence[str], head: str, tail: Sequence[str], words: Words) -> list[str]:
    """As many lines as a message holds beside its first and last ones."""
    room = _LONGEST - len(head) - sum(map(len, tail))
    kept: list[str] = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            return [*kept, words.text("all_more", count=len(rows) - len(kept))]
        kept.append(row)
    return kept


def told_of(words: Words) -> Told:
    """Says on a terminal how many workbooks are done."""
    return lambda done, count: progress(words.text("all_progress", done=done, count=count))


def recalculated_table(fresh: Sequence[FreshResults], words: Words) -> list[str]:
    """One line a workbook that was recalculated: as of when, warnings, lights that changed; then the sum."""
    outcomes = [each.outcome for each in fresh]
    header = [
        words.title(Centres, Centres.CENTRE),
        words.title(Results, Results.AS_OF),
        words.text("all_warnings"),
        words.text("all_lights"),
    ]
    rows = [[each.centre, _day(each, words), str(each.warnings), _named(each, words)] for each in outcomes]
    moved = words.text("all_lights_count", count=sum(len(each.lights) for each in outcomes))
    total = [words.text("all_total", count=len(outcomes)), "", str(sum(each.warnings for each in outcomes)), moved]
    lines = table(header, [*rows, total], frozenset({2}))
    return [printable(line) for line in [*lines[:-1], lines[1], lines[-1]]]


def recalculated_records(fresh: Sequence[FreshResults], words: Words) -> list[dict[str, object]]:
    """The workbooks that were recalculated, with their results, as JSON holds them."""
    return [{**_record(each.outcome, words), "results": table_records(each.results, Results)} for each in fresh]


def _day(outcome: Outcome, words: Words) -> str:
    return words.day(outcome.as_of) if outcome.as_of is not None else ""


def all_records(done: ImportedByAll, words: Words) -> dict[str, object]:
    """What came of each workbook and of all, as JSON holds it."""
    return {
        "files": done.files,
        "workbooks": [_record(each, words) for each in done.outcomes],
        "total": {
            "workbooks": len(done.outcomes),
            "added": sum(each.added for each in done.outcomes),
            "changed": sum(each.changed for each in done.outcomes),
            "unchanged": sum(each.unchanged for each in done.outcomes),
            "warnings": sum(each.warnings for each in done.outcomes),
            "lights": _moved(done),
            "of_nobody": done.of_nobody,
        },
    }


def _record(outcome: Outcome, words: Words) -> dict[str, object]:
    path: Path = outcome.path
    return {
        "workbook": path,
        "centre": outcome.centre,
        "as_of": outcome.as_of,
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "warnings": outcome.warnings,
        "lights": [
            {
                "centre": each.centre,
                "number": each.number,
                "title": each.title,
                "before": each.before.value,
                "after": each.after.value,
            }
            for each in outcome.lights
        ],
        "issues": issue_records([*outcome.issues, *outcome.repeated], words),
    }
