"""The front page's tables: facts, counts of lights, the goals that need attention."""

from collections.abc import Iterable
from datetime import date, datetime

import pandas as pd

from macros.steps.economy.balanced import attainment_text
from macros.steps.economy.warning_texts import warning_counts
from macros.steps.moved_goals import Moved
from macros.steps.papers.next_due import NextDue
from schemas.codes import Light, YesNo
from schemas.frames import Record, records
from schemas.issues.issue import Issue
from schemas.tables import Results
from schemas.words.vocabulary import Words
from workbook.documents.prose.assessments import assessed_otherwise, computed_title, is_otherwise, reason_text
from workbook.documents.prose.reasons import brief
from workbook.port import Book
from workbook.present import amount, target_text

_FEWEST_TESTED = 10  # lights under which a count of hits says nothing
_ORDER = {Light.RED: 0, Light.YELLOW: 1, Light.NONE: 2, Light.GREEN: 3}


def about_frame(
    words: Words,
    results: pd.DataFrame | None = None,
    as_of: date | None = None,
    latest: str = "",
    sources: str = "",
    computed: datetime | None = None,
    issues: Iterable[Issue] = (),
    warnings: pd.DataFrame | None = None,
    balanced: pd.DataFrame | None = None,
    room: int | None = None,
    due: NextDue | None = None,
    has_calendar: bool = True,
    moved: str = "",
) -> pd.DataFrame:
    """The facts of the front page.

    Args:
        words: The sheet's language.
        results: The results, once computed.
        as_of: The reporting date.
        latest: The latest period in the data.
        sources: The files of the latest import.
        computed: When the results were computed.
        issues: The findings of the run.
        warnings: What must be given notice of, once computed.
        balanced: The balanced attainment of the goals.
        room: How many facts the page has room for, where other things stand below: workbooks made earlier have
            fewer, and then what has moved stands with the reporting date, the balanced attainment with the goals, and
            the warnings with the findings.
        due: The next date of the calendar and what it lacks, once computed.
        has_calendar: Whether the workbook has a calendar: one made earlier gets it with an upgrade.
        moved: How many goals have another light than at the date before.
    """
    found = list(issues)
    errors = sum(issue.is_error for issue in found)
    not_yet = words.text("not_yet")
    reached = "" if balanced is None else attainment_text(balanced, words)
    facts = [
        ("about_as_of", words.day(as_of) if as_of else not_yet),
        *([("about_next", due.what if due else not_yet)] if has_calendar else []),
        *([("about_lacks", due.lacks if due else not_yet)] if has_calendar else []),
        (
            "about_figures",
            _known(words, results) if results is not None else not_yet,
        ),
        ("about_moved", moved or not_yet),
        ("about_balanced", reached or not_yet),
        ("about_latest", latest or not_yet),
        ("about_sources", sources or not_yet),
        ("about_computed", f"{computed:%d-%m-%Y %H:%M}" if computed else not_yet),
        ("about_warnings", _warnings(words, warnings) if warnings is not None else not_yet),
        ("about_calibration", _calibration(words, results) if results is not None else not_yet),
        ("about_issues", words.text("about_issues_value", errors=errors, warnings=len(found) - errors)),
    ]
    brief = "" if balanced is None else attainment_text(balanced, words, "balanced_brief")
    return _fitted(dict(facts), brief, room, words)


def _fitted(facts: dict[str, str], brief: str, room: int | None, words: Words) -> pd.DataFrame:
    """The facts in as many rows as the page has: what is left over is told with another fact."""
    if room is not None and room < len(facts):
        moved, day = facts.pop("about_moved"), facts["about_as_of"]
        if moved != words.text("not_yet"):
            facts["about_as_of"] = words.text("about_as_of_moved", day=day, moved=moved)
    if room is not None and room < len(facts):
        facts.pop("about_balanced")
        if brief:
            figures = facts["about_figures"]
            facts["about_figures"] = words.text("about_figures_balanced", figures=figures, attainment=brief)
    if room is not None and room < len(facts):
        told = {"label": words.text("about_warnings"), "warnings": facts.pop("about_warnings")}
        facts["about_issues"] = words.text("about_issues_warnings", issues=facts["about_issues"], **told)
    if room is not None and room < len(facts) and "about_next" in facts:
        facts["about_next"] = NextDue(facts["about_next"], facts.pop("about_lacks")).whole(words)
    if room is not None and room < len(facts) and "about_next" in facts:
        after = {"label": words.text("about_next"), "next": facts.pop("about_next")}
        facts["about_as_of"] = words.text("about_as_of_next", as_of=facts["about_as_of"], **after)
    return pd.DataFrame({"label": [words.text(key) for key in facts], "fact": [*facts.values()]})


def _known(words: Words, results: pd.DataFrame) -> str:
    """How many goals have figures, and how many of their lights are a person's and others than the computed ones."""
    counts = {"known": int(results[Results.RESULT].notna().sum()), "all": len(results)}
    otherwise = len(assessed_otherwise(results))
    key = "about_figures_assessed" if otherwise else "about_figures_value"
    return words.text(key, **counts, count=otherwise)


def _warnings(words: Words, warnings: pd.DataFrame) -> str:
    """How many warnings stand open, and how many of them still lack a written account."""
    counts = warning_counts(warnings)
    if not counts.open:
        return words.text("about_warnings_none")
    return words.text("about_warnings_value", count=counts.open, without=counts.without)


def _calibration(words: Words, results: pd.DataFrame) -> str:
    """Of the lights that would have been given at this time last year, how many of each were met."""
    tested = [row for row in records(results) if row[Results.BACKTEST_MET] is not None]
    if len(tested) < _FEWEST_TESTED:
        return words.text("about_calibration_few", count=len(tested), least=_FEWEST_TESTED)
    counts: dict[str, int] = {}
    for light in (Light.GREEN, Light.YELLOW, Light.RED):
        given = [row[Results.BACKTEST_MET] for row in tested if row[Results.BACKTEST_LIGHT] == light]
        counts |= {light.value: len(given), f"{light.value}_met": sum(met == YesNo.YES for met in given)}
    return words.text("about_calibration_value", **counts)


def about_room(book: Book) -> int | None:
    """How many facts the front page has room for above the goals that need attention; None where those stand elsewhere.

    Args:
        book: The workbook.
    """
    facts, below = book.read("about"), book.read("attention")
    if facts.sheet != below.sheet or below.header_row <= facts.header_row:
        return None
    return below.header_row - facts.header_row - 1


def counts_frame(words: Words, results: pd.DataFrame | None) -> pd.DataFrame:
    """How many goals have which light in force."""
    lights = [] if results is None else results[Results.LIGHT].tolist()
    counts = [float(sum(light == each for each in lights)) for light in Light]
    return pd.DataFrame({"light": [words.light(light) for light in Light], "count": counts})


def attention_frame(words: Words, results: pd.DataFrame, moved: Moved | None = None) -> pd.DataFrame:
    """The goals that are not green, and those that have moved, red ones first, with the reason.

    A goal that was assessed otherwise than computed has two lines, one for each light; it stays on the list where only
    one of them is green, at the place of the worse.
    """
    since = moved or Moved()
    texts = [(row, since.text(row, words)) for row in records(results)]
    listed = [(row, text) for row, text in texts if text or _rank(row) < _ORDER[Light.GREEN]]
    listed.sort(key=lambda each: (_rank(each[0]), each[1] is None))
    lines = [line for row, text in listed for line in _lines(row, text, words)]
    names = ("number", "title", "light", "light_moved", "shown_target", "shown_result", "reason")
    return pd.DataFrame({name: [line[at] for line in lines] for at, name in enumerate(names)}, dtype=object)


def _rank(row: Record) -> int:
    """Where a goal stands on the list: by the worse of its lights."""
    return min(_ORDER[Light(row[name])] for name in (Results.LIGHT, Results.COMPUTED_LIGHT))


def _lines(row: Record, moved: str | None, words: Words) -> list[tuple[str | None, ...]]:
    """A goal's line, and one for the computed light where that is another."""
    row = {**row, Results.REASON: brief(row, words)}
    number, light = str(row[Results.NUMBER]), words.light(Light(row[Results.LIGHT]))
    shown = (_target(row, words), _result(row, words), reason_text(row, words))
    lines: list[tuple[str | None, ...]] = [(number, row[Results.TITLE], light, moved, *shown)]
    if is_otherwise(row):
        computed = words.light(Light(row[Results.COMPUTED_LIGHT]))
        lines.append((number, computed_title(row, words), computed, None, "", "", row[Results.REASON]))
    return lines


def _result(row: Record, words: Words) -> str:
    return amount(row[Results.SHOWN_RESULT], row[Results.SHOWN_UNIT], words, count=int(row[Results.DECIMALS]))


def _target(row: Record, words: Words) -> str:
    unit, count = row[Results.SHOWN_UNIT], int(row[Results.DECIMALS])
    return target_text(row[Results.SHOWN_TARGET], row[Results.SHOWN_TARGET_MAX], unit, words, count)
